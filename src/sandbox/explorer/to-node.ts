import type {
  IntegrationNodeLineage,
  IntegrationNodeReferences,
  IntegrationNodeTypeInfo,
} from '../../generated/graphql.js';
import type { Definition, NodeType } from '../../lineage/definition.js';
import type { Node } from '../../lineage/node.js';
import { present } from '../../lineage/present.js';
import type { NativeReference, Reference } from '../../lineage/reference.js';
import { stableId } from '../../lineage/stable-id.js';
import type { SandboxIntegration, SandboxNode } from '../store.js';

/** The definition that an integration was registered with. Kinds are not sent: each node has its own. */
export function toDefinition({ name, logoUrl, nodeTypes }: SandboxIntegration): Definition {
  return { name, ...(logoUrl !== null && { logoUrl }), nodeTypes: Object.fromEntries(nodeTypes.map(toNodeType)) };
}

function toNodeType({ nodeType, iconName, color }: IntegrationNodeTypeInfo): [string, NodeType] {
  return [nodeType, present({ icon: iconName ?? undefined, color: color ?? undefined })];
}

/** A node as it was before it was sent: absent is what was sent as an empty text, 0 or an empty list. */
export function toNode(sent: SandboxNode, integration: SandboxIntegration): Node {
  const { name, nodeType } = sent;
  const identity = { name, nodeType, ...(sent.stableId !== stableId(name) && { id: sent.stableId }) };
  const { name: _, ...attributes } = sent.attributes;
  return { kind: sent.kind, ...identity, ...withoutEmpty(attributes), ...toLineage(sent.lineage, integration) } as Node; // The kind tells which attributes it has.
}

function withoutEmpty(attributes: object): object {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([key, value]) => {
      if (key === 'fields' && Array.isArray(value)) return value.length > 0 ? [[key, value.map(withoutEmpty)]] : [];
      return value === null || value === '' || value === 0 || (Array.isArray(value) && value.length === 0)
        ? []
        : [[key, value]];
    }),
  );
}

function toLineage(
  { upstreamReferences, downstreamReferences }: IntegrationNodeLineage,
  integration: SandboxIntegration,
): Pick<Node, 'upstream' | 'downstream'> {
  return {
    upstream: toReferences(upstreamReferences, integration),
    downstream: toReferences(downstreamReferences, integration),
  };
}

function toReferences(
  { referencesToSqlTables, referencesToNativeIntegrations, referencesToCustomIntegrations }: IntegrationNodeReferences,
  own: SandboxIntegration,
): readonly Reference[] {
  const tables = referencesToSqlTables.map(({ database, schema, table }): Reference => {
    return { kind: 'dbt', table, ...present({ schema: schema || undefined, database: database || undefined }) };
  });
  const natives = referencesToNativeIntegrations.map(({ nodeType, nodeId, nodeName }): Reference => {
    const named = { nodeType, ...present({ name: nodeName || undefined, id: nodeId || undefined }) };
    return { kind: 'native', ...named } as NativeReference; // Whatever was sent: a check says what Paradime does not have.
  });
  const customs = referencesToCustomIntegrations.map((reference): Reference => {
    const { nodeType, integrationUid, integrationName, nodeName, nodeStableId } = reference;
    const isOwn = integrationUid ? integrationUid === own.uid : integrationName === own.name;
    const other = integrationUid
      ? { uid: integrationUid, name: integrationName || undefined }
      : (integrationName ?? '');
    return {
      kind: 'custom',
      integration: isOwn ? own.name : other,
      nodeType,
      ...present({ name: nodeName || undefined, id: nodeStableId || undefined }),
    };
  });
  return [...tables, ...natives, ...customs];
}
