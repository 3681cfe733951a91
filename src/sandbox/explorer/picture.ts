import type { LineageQuery } from '../../generated/sandbox.js';
import { type GraphNode, traceLineage } from '../../graph/lineage-graph.js';
import { formatPath, type LocatedIssue } from '../../lineage/issue.js';
import type { NodeKind } from '../../lineage/node.js';
import type { CustomReference } from '../../lineage/reference.js';
import type { Source } from './sources.js';

type Lineage = NonNullable<LineageQuery['integration']>;
type PictureNode = Lineage['nodes'][number];

/** The lineage of an integration, as the explorer draws it. */
export interface Picture extends Pick<Lineage, 'nodes' | 'edges' | 'issues'> {
  /** The place of a node among the integration's own, by its id. */
  readonly indexOf: (id: string) => number | undefined;
  /** What the nodes of other integrations stand for, by their ids. */
  readonly references: ReadonlyMap<string, CustomReference>;
  /** Whether the node of a reference to this integration is here. */
  readonly has: (reference: CustomReference) => boolean;
}

/** Draws a source. What it says of nodes elsewhere is not certain yet: see `lookUpElsewhere`. */
export function draw(source: Source): Picture {
  const { graph, references, nodeIndex } = traceLineage(source.definition, source.nodes);
  const indexes = new Map(graph.nodes.map(({ id, index }) => [id, index]));
  const ids = new Map(graph.nodes.map(({ id, index }) => [index, id]));
  return {
    nodes: graph.nodes.map(toPictureNode),
    edges: graph.edges,
    issues: source.issues.map((issue) => toPictureIssue(issue, (index) => ids.get(index))),
    indexOf: (id) => indexes.get(id),
    references,
    has: (reference) => nodeIndex.find(reference) !== undefined,
  };
}

const roles = { node: 'NODE', missing: 'MISSING', table: 'TABLE', native: 'NATIVE', custom: 'CUSTOM' } as const;
export const kinds = { chart: 'CHART', dashboard: 'DASHBOARD', datasource: 'DATASOURCE' } as const satisfies Record<
  NodeKind,
  string
>;

function toPictureNode({ id, role, label, nodeType, kind, integration }: GraphNode): PictureNode {
  return {
    id,
    role: roles[role],
    label,
    nodeType: nodeType ?? null,
    kind: kind ? kinds[kind] : null,
    integration: integration ?? null,
    integrationUid: null,
  };
}

function toPictureIssue(
  { severity, code, message, node, path, location }: LocatedIssue,
  idOf: (index: number) => string | undefined,
): Picture['issues'][number] {
  return {
    severity: severity === 'error' ? 'ERROR' : 'WARNING',
    code,
    message,
    nodeId: (node.index !== undefined && idOf(node.index)) || null,
    path: formatPath(path),
    location: location
      ? [location.file, location.line, location.column].filter((part) => part !== undefined).join(':')
      : null,
  };
}

/**
 * The nodes of a picture, those of other integrations looked up: one that is not there although its integration is, is
 * missing. Never kept, for the others change on their own.
 */
export function lookUpElsewhere(
  { nodes, references }: Picture,
  others: readonly Source[],
  pictureOf: (source: Source) => Picture,
): readonly PictureNode[] {
  return nodes.map((node) => {
    const reference = references.get(node.id);
    const other = reference && findIntegration(reference, others);
    if (reference === undefined || other === undefined) return node;
    return {
      ...node,
      role: pictureOf(other).has(reference) ? 'CUSTOM' : 'MISSING',
      integration: other.definition.name,
      integrationUid: other.uid,
    };
  });
}

/** By uid where there is one, else by name; of two with one name the active one. */
function findIntegration({ integration }: CustomReference, sources: readonly Source[]): Source | undefined {
  if (typeof integration === 'object') return sources.find(({ uid }) => uid === integration.uid);
  const named = sources.filter(({ definition }) => definition.name === integration);
  return named.find(({ isActive }) => isActive) ?? named[0];
}
