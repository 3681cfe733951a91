import type { Definition } from '../lineage/definition.js';
import type { Node, NodeKind } from '../lineage/node.js';
import { NodeIndex } from '../lineage/node-index.js';
import { type CustomReference, dbtName, type Reference } from '../lineage/reference.js';
import { fullName, type Table, type TableIndex } from '../lineage/tables/table-index.js';
import { TableResolver } from '../lineage/tables/table-resolver.js';

/**
 * Returns the lineage of nodes as a graph. A reference to a node of the same integration leads to that node, found by id
 * if the reference has one, otherwise by type and name. Any other reference adds a node to the graph. The nodes may have
 * errors: a reference to a node that does not exist leads to a `missing` node.
 *
 * With a dbt project, references lead to its tables, whichever of a table's names they give.
 */
export function lineageGraph(definition: Definition, nodes: readonly Node[], options: GraphOptions = {}): LineageGraph {
  return traceLineage(definition, nodes, options).graph;
}

export interface GraphOptions {
  /** The dbt project that knows the tables: the result of `readDbtProject` of `paradime-integrations/dbt`. */
  readonly dbt?: TableIndex | undefined;
  /** How many steps of what the tables are made from are added, such as 1 or `Infinity`. Needs `dbt`. Default: 0. */
  readonly tableDepth?: number | undefined;
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
  /** Id of a table in the dbt project. */
  readonly uniqueId?: string | undefined;
  /** True for a table that the dbt project does not have. */
  readonly isUnknown?: true | undefined;
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

export function traceLineage(
  definition: Definition,
  given: readonly Node[],
  { dbt, tableDepth = 0 }: GraphOptions = {},
): TracedLineage {
  const resolver = TableResolver.of({ dbt });
  const nodes = resolver ? given.map((node) => resolver.resolve(node)) : given;
  const nodeIndex = new NodeIndex(definition, nodes);
  const outside = new Map<string, GraphNode>();
  const edges = new Map<string, GraphEdge>();
  const references = new Map<string, CustomReference>();
  const tables = new Map<string, Table>();

  function add(key: string, described: Omit<GraphNode, 'id'>): GraphNode {
    const known = outside.get(key) ?? { id: `x${outside.size}`, ...described };
    outside.set(key, known);
    return known;
  }

  function addEdge(from: string, to: string): void {
    edges.set(`${from} ${to}`, { from, to });
  }

  function addTable(table: Table): string {
    const described = describeTable(table);
    const { id } = add(JSON.stringify(described), described);
    tables.set(id, table);
    return id;
  }

  function endOf(reference: Reference): string {
    if (nodeIndex.owns(reference)) {
      const index = nodeIndex.find(reference);
      if (index !== undefined) return idOf(index);
    }
    const table = reference.kind === 'dbt' ? dbt?.resolve(reference) : undefined;
    if (table?.status === 'found') return addTable(table.relation);
    const described = { ...describe(reference, nodeIndex.owns(reference)), ...(table && { isUnknown: true as const }) };
    const known = add(JSON.stringify(reference.kind === 'custom' ? [described, reference.id] : described), described);
    if (known.role === 'custom' && reference.kind === 'custom') references.set(known.id, reference);
    return known.id;
  }

  for (const [index, { upstream = [], downstream = [] }] of nodes.entries()) {
    const own = idOf(index);
    for (const reference of upstream) addEdge(endOf(reference), own);
    for (const reference of downstream) addEdge(own, endOf(reference));
  }
  for (let depth = 0, reached = [...tables]; depth < tableDepth && reached.length > 0; depth++) {
    const known = new Set(tables.keys());
    for (const [id, { dependsOn = [] }] of reached) {
      for (const parent of dbt ? parentsOf(dependsOn, dbt) : []) addEdge(addTable(parent), id);
    }
    reached = [...tables].filter(([id]) => !known.has(id));
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
      const { database, schema } = reference;
      return { role: 'table', label: fullName({ database, schema, table: dbtName(reference) }) };
    }
    case 'native':
      return { role: 'native', label: labelOf(reference), nodeType: reference.nodeType };
    case 'custom': {
      const common = { label: labelOf(reference), nodeType: reference.nodeType };
      return isOwn ? { role: 'missing', ...common } : { role: 'custom', ...common, integration: nameOf(reference) };
    }
  }
}

function describeTable(table: Table): Omit<GraphNode, 'id'> {
  return { role: 'table', label: fullName(table), uniqueId: table.uniqueId };
}

/** The tables that something is made from, through ephemeral models. */
function parentsOf(dependsOn: readonly string[], dbt: TableIndex): readonly Table[] {
  return dependsOn.flatMap((uniqueId) => {
    const found = dbt.find(uniqueId);
    return found.status === 'found' ? [found.relation] : found.status === 'ephemeral' ? found.parents : [];
  });
}

function labelOf({ name, id }: { readonly name?: string | undefined; readonly id?: string | undefined }): string {
  return name || id || '';
}

function nameOf({ integration }: CustomReference): string {
  return typeof integration === 'string' ? integration : (integration.name ?? integration.uid);
}
