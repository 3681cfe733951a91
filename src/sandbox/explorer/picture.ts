import type { LineageQuery } from '../../generated/sandbox.js';
import { type GraphNode, traceLineage } from '../../graph/lineage-graph.js';
import { formatPath } from '../../lineage/issue.js';
import type { NodeKind } from '../../lineage/node.js';
import type { CustomReference } from '../../lineage/reference.js';
import { placeOf } from './place.js';
import type { ShownIssue } from './preview.js';
import type { Source } from './sources.js';

type Lineage = NonNullable<LineageQuery['integration']>;
type PictureNode = Lineage['nodes'][number];
type PictureIssue = Lineage['issues'][number];

/** The lineage of an integration, as the explorer draws it. */
export interface Picture extends Pick<Lineage, 'nodes' | 'edges' | 'issues'> {
  /** The index of the node with this id among the integration's own nodes. Undefined for other nodes. */
  readonly indexOf: (id: string) => number | undefined;
  /** The references to other integrations, by the ids of the nodes that stand for them. */
  readonly references: ReadonlyMap<string, CustomReference>;
  /** The name of this integration's node that a reference points to. Undefined if there is none. */
  readonly nameOf: (reference: CustomReference) => string | undefined;
}

/** Draws a source. Nodes of other integrations are not looked up yet: see `lookUpElsewhere`. */
export function draw(source: Source): Picture {
  const { graph, references, nodeIndex } = traceLineage(source.definition, source.nodes);
  const indexes = new Map(graph.nodes.map(({ id, index }) => [id, index]));
  const ids = new Map(graph.nodes.map(({ id, index }) => [index, id]));
  return {
    nodes: graph.nodes.map(toPictureNode),
    edges: graph.edges,
    issues: source.issues.map((issue) => toPictureIssue(issue, (index) => ids.get(index), source.folder)),
    indexOf: (id) => indexes.get(id),
    references,
    nameOf: (reference) => {
      const index = nodeIndex.find(reference);
      return index === undefined ? undefined : source.nodes[index]?.name;
    },
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
  { severity, code, message, node, otherNode, path = [], location, otherLocation }: ShownIssue,
  idOf: (index: number) => string | undefined,
  folder: string | undefined,
): PictureIssue {
  const nodeIdOf = (index: number | undefined): string | null => (index !== undefined && idOf(index)) || null;
  return {
    severity: severity === 'error' ? 'ERROR' : 'WARNING',
    code,
    message,
    nodeId: nodeIdOf(node?.index),
    path: formatPath(path),
    ...placeOf(location, folder),
    other:
      otherNode || otherLocation ? { nodeId: nodeIdOf(otherNode?.index), ...placeOf(otherLocation, folder) } : null,
  };
}

/**
 * Warnings about nodes of other integrations in this sandbox that do not exist. `nodes` are those that `lookUpElsewhere`
 * returned. The checks of nodes do not find them, since they know one integration only.
 */
export function missingElsewhere(nodes: readonly PictureNode[], { edges, indexOf }: Picture): readonly PictureIssue[] {
  const missing = new Map(
    nodes.flatMap((node) => (node.role === 'MISSING' && node.integrationUid ? [[node.id, node]] : [])),
  );
  return edges.flatMap(({ from, to }) => {
    const [node, nodeId] = missing.has(from) ? [missing.get(from), to] : [missing.get(to), from];
    if (node === undefined || indexOf(nodeId) === undefined) return [];
    const { integration, nodeType, label } = node;
    return [
      {
        severity: 'WARNING',
        code: 'dangling-reference',
        message: `refers to ${nodeType} ${JSON.stringify(label)} of ${integration}, but ${integration} has no such node in this sandbox. Publish that node, or correct the reference`,
        nodeId,
        path: '',
        location: null,
        editorUrl: null,
        other: null,
      },
    ];
  });
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
    const name = pictureOf(other).nameOf(reference);
    return {
      ...node,
      label: name ?? node.label,
      role: name === undefined ? 'MISSING' : 'CUSTOM',
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
