import { type LayoutRequest, nodeSize } from './layout.js';
import { orderLayers } from './order.js';
import { type Adjacency, acyclic, adjacencyOf, longestPathRanks } from './ranks.js';

/** A connected part of a graph, with its own numbers for nodes and edges. */
export interface Part {
  /** The number that each node has in the whole graph. */
  readonly nodes: readonly number[];
  /** The number that each edge has in the whole graph. */
  readonly edgeNumbers: readonly number[];
  readonly edges: readonly (readonly [from: number, to: number])[];
  readonly isBack: Uint8Array;
  readonly widths: readonly number[];
  /** The nodes of each layer, in their order. */
  readonly layers: readonly (readonly number[])[];
  readonly former: Float64Array | undefined;
}

/** The connected parts of a graph, the largest first, and the nodes that have no edges. */
export function partsOf(request: LayoutRequest): {
  readonly parts: readonly Part[];
  readonly single: readonly number[];
} {
  const { count, edges } = request;
  const groups = groupsOf(count, adjacencyOf(count, edges));
  const edgesOf = groups.members.map((): number[] => []);
  for (const [number, [from]] of edges.entries()) edgesOf[groups.of[from] ?? 0]?.push(number);
  const single: number[] = [];
  const parts: Part[] = [];
  for (const [group, nodes] of groups.members.entries()) {
    const numbers = edgesOf[group] ?? [];
    if (numbers.length === 0) single.push(...nodes);
    else parts.push(toPart(request, nodes, numbers));
  }
  parts.sort((one, other) => other.nodes.length - one.nodes.length);
  return { parts, single };
}

function toPart(
  { edges: all, widths, former }: LayoutRequest,
  nodes: readonly number[],
  numbers: readonly number[],
): Part {
  const local = new Map(nodes.map((node, at) => [node, at]));
  const edges = numbers.map((number): [number, number] => {
    const [from = 0, to = 0] = all[number] ?? [];
    return [local.get(from) ?? 0, local.get(to) ?? 0];
  });
  const known = former && Float64Array.from(nodes, (node) => former[node] ?? Number.NaN);
  const adjacency = acyclic(nodes.length, edges);
  return {
    nodes,
    edgeNumbers: numbers,
    edges,
    isBack: adjacency.isBack,
    widths: nodes.map((node) => widths?.[node] ?? nodeSize.width),
    layers: orderLayers(adjacency, longestPathRanks(adjacency), { former: known }),
    former: known,
  };
}

/** The group of each node, and the members of each group: nodes that a chain of edges connects. */
function groupsOf(
  count: number,
  { before, after }: Adjacency,
): { readonly of: Int32Array; readonly members: readonly (readonly number[])[] } {
  const of = new Int32Array(count).fill(-1);
  const members: number[][] = [];
  for (let root = 0; root < count; root++) {
    if (of[root] !== -1) continue;
    const group = [root];
    of[root] = members.length;
    for (const node of group) {
      for (const other of [...(after[node] ?? []), ...(before[node] ?? [])]) {
        if (of[other] !== -1) continue;
        of[other] = members.length;
        group.push(other); // The loop includes what is added meanwhile.
      }
    }
    members.push(group.toSorted((one, other) => one - other));
  }
  return { of, members };
}
