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
  /** The index of the node with this id among the integration's own nodes. Undefined for other nodes. */
  readonly indexOf: (id: string) => number | undefined;
  /** The references to other integrations, by the ids of the nodes that stand for them. */
  readonly references: ReadonlyMap<string, CustomReference>;
  /** Whether this integration has the node that a reference points to. */
  readonly has: (reference: CustomReference) => boolean;
}

/** Draws a source. Nodes of other integrations are not looked up yet: see `lookUpElsewhere`. */
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
 * The nodes of a picture, with those of other integrations looked up. A node is missing if its integration is in this
 * sandbox but the node is not. The result must not be cached, since the other integrations change independently.
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

/** Finds an integration by uid if the reference has one, otherwise by name. An active integration comes first. */
function findIntegration({ integration }: CustomReference, sources: readonly Source[]): Source | undefined {
  if (typeof integration === 'object') return sources.find(({ uid }) => uid === integration.uid);
  const named = sources.filter(({ definition }) => definition.name === integration);
  return named.find(({ isActive }) => isActive) ?? named[0];
}
