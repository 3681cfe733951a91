import type { LineageQuery } from '../../../src/generated/sandbox.js';

/** Nodes and edges, with a lookup of nodes and of their neighbours. */
export interface Graph {
  readonly nodes: readonly LineageNode[];
  readonly edges: readonly GraphEdge[];
  /** The node with an id. Undefined if there is none. */
  readonly node: (id: string) => LineageNode | undefined;
  /** Ids of the nodes that a node reads from. */
  readonly upstream: (id: string) => readonly string[];
  /** Ids of the nodes that read from a node. */
  readonly downstream: (id: string) => readonly string[];
}

/** Makes a graph of nodes and edges. */
export function graphOf(nodes: readonly LineageNode[], edges: readonly GraphEdge[]): Graph {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const upstream = neighbours(edges.map(({ from, to }) => [to, from]));
  const downstream = neighbours(edges.map(({ from, to }) => [from, to]));
  return {
    nodes,
    edges,
    node: (id) => byId.get(id),
    upstream: (id) => upstream.get(id) ?? [],
    downstream: (id) => downstream.get(id) ?? [],
  };
}

function neighbours(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [id, other] of pairs) {
    const others = found.get(id);
    if (others) others.push(other);
    else found.set(id, [other]);
  }
  return found;
}

/** An edge of the lineage, or one that stands for a path through nodes that are hidden. */
export interface GraphEdge extends LineageEdge {
  /** The number of hidden nodes on the shortest path. Undefined if the nodes refer to each other. */
  readonly via?: number;
}

/** An integration with its lineage, as the sandbox reports it. */
export type Lineage = NonNullable<LineageQuery['integration']>;
export type LineageNode = Lineage['nodes'][number];
export type LineageEdge = Lineage['edges'][number];
export type Issue = Lineage['issues'][number];
export type NodeKind = NonNullable<LineageNode['kind']>;
