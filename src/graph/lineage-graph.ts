import type { Definition } from '../lineage/definition.js';
import type { Node, NodeKind } from '../lineage/node.js';
import { NodeIndex } from '../lineage/node-index.js';
import type { CustomReference, Reference } from '../lineage/reference.js';

/**
 * Returns the lineage of nodes as a graph. A reference to a node of the same integration leads to that node, found by id
 * if the reference has one, otherwise by type and name. Any other reference adds a node to the graph. The nodes may have
 * errors: a reference to a node that does not exist leads to a `missing` node.
 */
export function lineageGraph(definition: Definition, nodes: readonly Node[]): LineageGraph {
  return traceLineage(definition, nodes).graph;
}

/** The lineage of an integration as nodes and edges, ready for JSON. */
export interface LineageGraph {
  /** Name of the integration. */
  readonly integration: string;
  /** The nodes of the integration in the given order, then what they refer to. */
  readonly nodes: readonly GraphNode[];
  /** Each edge once, even if several references state it. */
  readonly edges: readonly GraphEdge[];
}

/** A node of the graph: a node of the integration, or something that one refers to. */
export interface GraphNode {
  /** Unique in the graph. Consists of letters and digits, and is the same for the same nodes in the same order. */
  readonly id: string;
  readonly role: GraphNodeRole;
  /** The name, or the id if there is no name. For a table, as much of its full name as is known. */
  readonly label: string;
  /** Absent for a table. */
  readonly nodeType?: string | undefined;
  /** Only for the role `node`. */
  readonly kind?: NodeKind | undefined;
  /** Place of the node among those given, from 0. Only for the role `node`. */
  readonly index?: number | undefined;
  /** Name or uid of the other integration, for `custom`. */
  readonly integration?: string | undefined;
}

/**
 * The role of a node in the graph:
 * - `node`: a node of the integration
 * - `missing`: a node of the integration that a reference names, but which is not among the nodes given
 * - `table`, `native`, `custom`: something outside the integration, by the kind of the reference
 */
export type GraphNodeRole = 'node' | 'missing' | 'table' | 'native' | 'custom';

/** An edge in the direction in which data flows: `to` reads from `from`. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
}

/** A graph, with the references that its `custom` nodes stand for, by node id, so that they can be followed. */
export interface TracedLineage {
  readonly graph: LineageGraph;
  readonly references: ReadonlyMap<string, CustomReference>;
  readonly nodeIndex: NodeIndex;
}

export function traceLineage(definition: Definition, nodes: readonly Node[]): TracedLineage {
  const nodeIndex = new NodeIndex(definition, nodes);
  const outside = new Map<string, GraphNode>();
  const edges = new Map<string, GraphEdge>();
  const references = new Map<string, CustomReference>();

  function endOf(reference: Reference): string {
    if (nodeIndex.owns(reference)) {
      const index = nodeIndex.find(reference);
      if (index !== undefined) return idOf(index);
    }
    const described = describe(reference, nodeIndex.owns(reference));
    const key = JSON.stringify(reference.kind === 'custom' ? [described, reference.id] : described);
    const known = outside.get(key) ?? { id: `x${outside.size}`, ...described };
    outside.set(key, known);
    if (known.role === 'custom' && reference.kind === 'custom') references.set(known.id, reference);
    return known.id;
  }

  for (const [index, { upstream = [], downstream = [] }] of nodes.entries()) {
    const own = idOf(index);
    const ends = [
      ...upstream.map((reference) => ({ from: endOf(reference), to: own })),
      ...downstream.map((reference) => ({ from: own, to: endOf(reference) })),
    ];
    for (const edge of ends) edges.set(`${edge.from} ${edge.to}`, edge);
  }
  const own = nodes.map(({ kind, nodeType, name }, index): GraphNode => {
    return { id: idOf(index), role: 'node', label: name, nodeType, kind, index };
  });
  const graph = {
    integration: definition.name,
    nodes: [...own, ...outside.values()],
    edges: [...edges.values()],
  };
  return { graph, references, nodeIndex };
}

function idOf(index: number): string {
  return `n${index}`;
}

function describe(reference: Reference, isOwn: boolean): Omit<GraphNode, 'id'> {
  switch (reference.kind) {
    case 'dbt': {
      const { database, schema, table } = reference;
      return { role: 'table', label: [database, schema, table].filter((part) => part).join('.') };
    }
    case 'native':
      return { role: 'native', label: labelOf(reference), nodeType: reference.nodeType };
    case 'custom': {
      const common = { label: labelOf(reference), nodeType: reference.nodeType };
      return isOwn ? { role: 'missing', ...common } : { role: 'custom', ...common, integration: nameOf(reference) };
    }
  }
}

function labelOf({ name, id }: { readonly name?: string | undefined; readonly id?: string | undefined }): string {
  return name || id || '';
}

function nameOf({ integration }: CustomReference): string {
  return typeof integration === 'string' ? integration : (integration.name ?? integration.uid);
}
