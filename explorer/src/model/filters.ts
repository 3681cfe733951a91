import { type Graph, graphOf, type Issue, type LineageNode, type NodeKind } from './graph.js';
import { edgesBetween } from './hidden-paths.js';

/** Which nodes are hidden. */
export interface Filters {
  /** Hidden groups of nodes, as returned by `groupOf`. */
  readonly hiddenGroups: readonly string[];
  readonly hiddenKinds: readonly NodeKind[];
  /** Code of an issue: only nodes that have it are shown, with the outside nodes next to them. */
  readonly issue: string | undefined;
}

export const noFilters: Filters = { hiddenGroups: [], hiddenKinds: [], issue: undefined };

export function isFiltering({ hiddenGroups, hiddenKinds, issue }: Filters): boolean {
  return hiddenGroups.length > 0 || hiddenKinds.length > 0 || issue !== undefined;
}

/** The group that a node is filtered by: its node type, or `@` and its role for a node outside the integration. */
export function groupOf({ role, nodeType }: LineageNode): string {
  return role === 'NODE' ? (nodeType ?? '') : `@${role.toLowerCase()}`;
}

/** The part of a graph that passes the filters. Nodes outside the integration remain only next to one of its nodes. */
export function applyFilters(graph: Graph, issues: readonly Issue[], filters: Filters): Graph {
  if (!isFiltering(filters)) return graph;
  const hiddenGroups = new Set(filters.hiddenGroups);
  const hiddenKinds = new Set(filters.hiddenKinds);
  const withIssue =
    filters.issue === undefined
      ? undefined
      : new Set(issues.flatMap(({ code, nodeId }) => (code === filters.issue && nodeId ? [nodeId] : [])));
  const passes = (node: LineageNode): boolean =>
    !hiddenGroups.has(groupOf(node)) && !(node.kind && hiddenKinds.has(node.kind));
  const own = new Set(
    graph.nodes.flatMap((node) =>
      node.role === 'NODE' && passes(node) && (withIssue?.has(node.id) ?? true) ? [node.id] : [],
    ),
  );
  const isNextToOwn = ({ id }: LineageNode): boolean =>
    graph.upstream(id).some((other) => own.has(other)) || graph.downstream(id).some((other) => own.has(other));
  const shown = new Set(own);
  for (const node of graph.nodes) if (node.role !== 'NODE' && passes(node) && isNextToOwn(node)) shown.add(node.id);
  return graphOf(
    graph.nodes.filter(({ id }) => shown.has(id)),
    edgesBetween(graph, shown),
  );
}
