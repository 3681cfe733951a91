import type {
  IntegrationNodeField,
  IntegrationNodeLineage,
  IntegrationNodeReferences,
  IntegrationNodeTypeInfo,
} from '../../generated/graphql.js';
import { stableId } from '../../identity/stable-id.js';
import type { Definition, NodeType } from '../../lineage/definition.js';
import type { Field, Node } from '../../lineage/node.js';
import type { Reference } from '../../lineage/reference.js';
import { withoutUndefined } from '../../lineage/without-undefined.js';
import type { SandboxIntegration, SandboxNode } from '../store.js';

/** The definition that an integration was registered with. It has no kinds: they are sent with each node instead. */
export function toDefinition({ name, logoUrl, nodeTypes }: SandboxIntegration): Definition {
  return { name, ...(logoUrl !== null && { logoUrl }), nodeTypes: Object.fromEntries(nodeTypes.map(toNodeType)) };
}

function toNodeType({ nodeType, iconName, color }: IntegrationNodeTypeInfo): [string, NodeType] {
  return [nodeType, withoutUndefined({ icon: iconName ?? undefined, color: color ?? undefined })];
}

/** The node that a client sent, in the form that it had before. */
export function toNode(sent: SandboxNode, integration: SandboxIntegration): Node {
  const { name, nodeType, stableId: id } = sent;
  const common = { name, nodeType, ...(id !== stableId(name) && { id }), ...toLineage(sent.lineage, integration) };
  switch (sent.kind) {
    case 'chart': {
      const { fields, ...attributes } = sent.attributes;
      return { kind: sent.kind, ...withoutEmpty({ ...attributes, fields: fields.map(toField) }), ...common };
    }
    case 'dashboard':
      return { kind: sent.kind, ...withoutEmpty(sent.attributes), ...common };
    case 'datasource': {
      const { fields, ...attributes } = sent.attributes;
      return { kind: sent.kind, ...withoutEmpty({ ...attributes, fields: fields.map(toField) }), ...common };
    }
  }
}

function toField({ name, ...attributes }: IntegrationNodeField): Field {
  return { name, ...withoutEmpty(attributes) };
}

/** Removes what was absent before it was sent: empty strings, 0 and empty lists. */
function withoutEmpty<T extends object>(attributes: T): Partial<T> {
  const copy: Partial<T> = { ...attributes };
  for (const [key, value] of Object.entries(attributes)) {
    if (!value || (Array.isArray(value) && value.length === 0)) Reflect.deleteProperty(copy, key);
  }
  return copy;
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
    return {
      kind: 'dbt',
      table,
      ...withoutUndefined({ schema: schema || undefined, database: database || undefined }),
    };
  });
  const natives = referencesToNativeIntegrations.map(({ nodeType, nodeId, nodeName }): Reference => {
    return { kind: 'native', nodeType, ...withoutUndefined({ name: nodeName || undefined, id: nodeId || undefined }) };
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
      ...withoutUndefined({ name: nodeName || undefined, id: nodeStableId || undefined }),
    };
  });
  return [...tables, ...natives, ...customs];
}
