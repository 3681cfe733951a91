import { show } from '../errors.js';
import type {
  AddCustomIntegrationNodesMutationVariables,
  IntegrationNodeChartLike,
  IntegrationNodeDashboardAttributes,
  IntegrationNodeDashboardLike,
  IntegrationNodeDatasourceLike,
  IntegrationNodeField,
  IntegrationNodeLineage,
  IntegrationNodeReferences,
  ReferenceToCustomIntegration,
  ReferenceToNativeIntegration,
  ReferenceToSqlTable,
} from '../generated/graphql.js';
import { stableIdOf } from '../identity/stable-id.js';
import { InvalidNodesError, type IssueCode, issueNode, issueOf } from './issue.js';
import type { ChartNode, DashboardNode, DatasourceNode, Field, Node, NodeByKind, NodeKind } from './node.js';
import { type CustomReference, type DbtReference, dbtName, type NativeReference, type Reference } from './reference.js';

/**
 * Maps nodes to the API's input. Every attribute is sent, absent ones as an empty string, 0 or an empty list, byte for
 * byte as the official client does. Whether leaving one out would mean the same is unknown.
 */
export function toNodesInput(nodes: Iterable<Node>): NodesInput {
  const chartLikeNodes: IntegrationNodeChartLike[] = [];
  const dashboardLikeNodes: IntegrationNodeDashboardLike[] = [];
  const datasourceLikeNodes: IntegrationNodeDatasourceLike[] = [];
  for (const node of nodes) {
    switch (node.kind) {
      case 'chart':
        chartLikeNodes.push(toChart(node));
        break;
      case 'dashboard':
        dashboardLikeNodes.push(toDashboard(node));
        break;
      case 'datasource':
        datasourceLikeNodes.push(toDatasource(node));
        break;
      default:
        throw unmappable(node, node, 'is not a chart, dashboard or datasource', 'kind-mismatch');
    }
  }
  return { chartLikeNodes, dashboardLikeNodes, datasourceLikeNodes };
}

/** The nodes of a request by kind, as the API takes them. */
export type NodesInput = Pick<
  AddCustomIntegrationNodesMutationVariables,
  'chartLikeNodes' | 'dashboardLikeNodes' | 'datasourceLikeNodes'
>;

/** The attributes of a kind that a request must contain. The compiler asks for one that nodes gain. */
type SentAttributes<Kind extends NodeKind> = Readonly<
  Record<
    Exclude<keyof NodeByKind[Kind]['node'], 'kind' | 'nodeType' | 'integration' | 'id' | 'upstream' | 'downstream'>,
    unknown
  >
>;

function toChart(node: ChartNode): IntegrationNodeChartLike {
  const attributes = { ...toOwnedAttributes(node), fields: node.fields?.map(toField) ?? [] };
  return toInput(node, attributes satisfies SentAttributes<'chart'>);
}

function toDashboard(node: DashboardNode): IntegrationNodeDashboardLike {
  return toInput(node, toOwnedAttributes(node));
}

function toOwnedAttributes(node: ChartNode | DashboardNode): IntegrationNodeDashboardAttributes {
  const { name, createdAt, lastModifiedAt, url, owner, description, tags } = node;
  return {
    name,
    createdAt: createdAt ?? 0,
    lastModifiedAt: lastModifiedAt ?? 0,
    url: url ?? '',
    owner: owner ?? '',
    description: description ?? '',
    tags: tags ?? [],
  } satisfies SentAttributes<'dashboard'>;
}

function toDatasource(node: DatasourceNode): IntegrationNodeDatasourceLike {
  const { createdAt, description, url, database, schema, table, fields } = node;
  return toInput(node, {
    name: node.name,
    createdAt: createdAt ?? 0,
    description: description ?? '',
    url: url ?? '',
    database: database ?? '',
    schema: schema ?? '',
    table: table ?? '',
    fields: fields?.map(toField) ?? [],
  } satisfies SentAttributes<'datasource'>);
}

/** Wraps the attributes of a kind in the properties that all kinds have. */
function toInput<Attributes>(node: Node, attributes: Attributes) {
  const { name, nodeType, upstream, downstream } = node;
  const lineage: IntegrationNodeLineage = {
    upstreamReferences: toReferences(upstream, node),
    downstreamReferences: toReferences(downstream, node),
  };
  return { name, nodeType, stableId: stableIdOf(node), lineage, attributes };
}

export function toField(field: Field): IntegrationNodeField {
  return {
    name: field.name,
    description: field.description ?? '',
    type: field.type ?? '',
    dataType: field.dataType ?? '',
  };
}

/**
 * Maps references to the API's input. One that occurs more than once is sent once. `node` is the node that has them, for
 * the error.
 */
export function toReferences(references: readonly Reference[] | undefined, node?: Node): IntegrationNodeReferences {
  const referencesToSqlTables: ReferenceToSqlTable[] = [];
  const referencesToNativeIntegrations: ReferenceToNativeIntegration[] = [];
  const referencesToCustomIntegrations: ReferenceToCustomIntegration[] = [];
  for (const reference of references ?? []) {
    switch (reference.kind) {
      case 'dbt':
        referencesToSqlTables.push(toSqlTable(reference));
        break;
      case 'native':
        referencesToNativeIntegrations.push(toNative(reference));
        break;
      case 'custom':
        referencesToCustomIntegrations.push(toCustom(reference));
        break;
      default:
        throw unmappable(reference, node, 'is not a reference', 'incomplete-reference');
    }
  }
  return {
    referencesToSqlTables: withoutRepeats(referencesToSqlTables, isSameTable),
    referencesToNativeIntegrations: withoutRepeats(referencesToNativeIntegrations, isSameNative),
    referencesToCustomIntegrations: withoutRepeats(referencesToCustomIntegrations, isSameCustom),
  };
}

/** So few references are compared with each other, because making a key of each would take longer. */
const few = 8;

/** Keeps the first of equal references. There may be very many nodes, and very many references of one node. */
function withoutRepeats<Sent>(references: Sent[], isSame: (one: Sent, other: Sent) => boolean): Sent[] {
  if (references.length < 2) return references;
  if (references.length <= few) {
    const isRepeat = (sent: Sent, place: number): boolean =>
      references.findIndex((other) => isSame(sent, other)) < place;
    return references.some(isRepeat) ? references.filter((sent, place) => !isRepeat(sent, place)) : references;
  }
  const keys = new Set<string>();
  return references.filter((sent) => keys.size < keys.add(JSON.stringify(sent)).size);
}

function isSameTable(one: ReferenceToSqlTable, other: ReferenceToSqlTable): boolean {
  return one.table === other.table && one.schema === other.schema && one.database === other.database;
}

function isSameNative(one: ReferenceToNativeIntegration, other: ReferenceToNativeIntegration): boolean {
  return one.nodeName === other.nodeName && one.nodeId === other.nodeId && one.nodeType === other.nodeType;
}

function isSameCustom(one: ReferenceToCustomIntegration, other: ReferenceToCustomIntegration): boolean {
  return (
    one.nodeName === other.nodeName &&
    one.nodeStableId === other.nodeStableId &&
    one.nodeType === other.nodeType &&
    one.integrationName === other.integrationName &&
    one.integrationUid === other.integrationUid
  );
}

function toSqlTable(reference: DbtReference): ReferenceToSqlTable {
  const { database, schema } = reference;
  return { database: database ?? '', schema: schema ?? '', table: dbtName(reference) };
}

function toNative({ nodeType, id, name }: NativeReference): ReferenceToNativeIntegration {
  return { nodeType, nodeId: id ?? '', nodeName: name ?? '' };
}

function toCustom({ nodeType, integration, id, name }: CustomReference): ReferenceToCustomIntegration {
  const isName = typeof integration === 'string';
  return {
    nodeType,
    integrationUid: isName ? '' : integration.uid,
    integrationName: isName ? integration : (integration.name ?? ''),
    nodeStableId: id ?? '',
    nodeName: name ?? '',
  };
}

/** Only the compiler rules such values out. Without this error they would be silently missing from the request. */
function unmappable(value: never, node: Node | undefined, what: string, code: IssueCode): InvalidNodesError {
  return new InvalidNodesError([issueOf(code, [], `${show(value)} ${what}`, issueNode(node))]);
}
