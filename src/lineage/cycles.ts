/**
 * Finds one cycle in each group of nodes that can all reach each other: the shortest through the node of the group with
 * the lowest index. A cycle begins with that node and does not repeat it at the end. Edges from a node to itself are
 * ignored.
 */
export function findCycles(size: number, edges: Edges): readonly (readonly number[])[] {
  const next = successors(size, edges);
  return stronglyConnected(size, next).map((group) => shortestCycle(first(group), new Set(group), next));
}

/** A directed graph of nodes 0 to `size` - 1, as pairs of indices. */
export interface Edges {
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** The lowest index of a group, which may have too many nodes for `Math.min`. */
function first(group: readonly number[]): number {
  return group.reduce((least, node) => Math.min(least, node));
}

function successors(size: number, { from, to }: Edges): readonly (readonly number[])[] {
  const next = Array.from({ length: size }, (): number[] => []);
  for (let edge = 0; edge < from.length; edge++) {
    const [source, target] = [from[edge], to[edge]];
    if (source !== undefined && target !== undefined && source !== target) next[source]?.push(target);
  }
  return next;
}

/** Finds the groups of at least two nodes by Tarjan's algorithm, with its own stack because lineage may be deep. */
function stronglyConnected(size: number, next: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const groups: number[][] = [];
  const order = new Int32Array(size); // When a node was first seen, from 1.
  const low = new Int32Array(size); // The earliest node that it can reach.
  const isOpen = new Uint8Array(size);
  const open: number[] = [];
  let seen = 0;
  const enter = (node: number): { readonly node: number; edge: number } => {
    order[node] = low[node] = ++seen;
    isOpen[node] = 1;
    open.push(node);
    return { node, edge: 0 };
  };
  for (let root = 0; root < size; root++) {
    if (order[root]) continue;
    const path = [enter(root)];
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const { node } = step;
      const target = next[node]?.[step.edge++];
      if (target === undefined) {
        path.pop();
        const parent = path.at(-1)?.node;
        if (parent !== undefined) low[parent] = Math.min(low[parent] ?? 0, low[node] ?? 0);
        if (low[node] !== order[node]) continue;
        const group = open.splice(open.lastIndexOf(node));
        for (const member of group) isOpen[member] = 0;
        if (group.length > 1) groups.push(group);
      } else if (!order[target]) path.push(enter(target));
      else if (isOpen[target]) low[node] = Math.min(low[node] ?? 0, order[target] ?? 0);
    }
  }
  return groups;
}

/** Searches breadth-first, so that the cycle is the shortest. */
function shortestCycle(
  start: number,
  group: ReadonlySet<number>,
  next: readonly (readonly number[])[],
): readonly number[] {
  const cameFrom = new Map<number, number>();
  const queue = [start];
  for (const node of queue) {
    for (const target of next[node] ?? []) {
      if (target === start) {
        const cycle = [node];
        for (let at = cameFrom.get(node); at !== undefined; at = cameFrom.get(at)) cycle.push(at);
        return cycle.reverse();
      }
      if (!group.has(target) || cameFrom.has(target)) continue;
      cameFrom.set(target, node);
      queue.push(target);
    }
  }
  return [];
}
