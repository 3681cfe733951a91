import type {
  AddCustomIntegrationNodesMutationVariables,
  IntegrationNodeChartLike,
  IntegrationNodeDashboardLike,
  IntegrationNodeDatasourceLike,
  IntegrationNodeField,
  IntegrationNodeLineage,
  IntegrationNodeReferences,
  ReferenceToCustomIntegration,
  ReferenceToNativeIntegration,
  ReferenceToSqlTable,
} from '../generated/graphql.js';
import { issueNode } from './check-node.js';
import { InvalidNodesError, type IssueCode } from './issue.js';
import type { ChartNode, DashboardNode, DatasourceNode, Field, Node } from './node.js';
import type { CustomReference, DbtReference, NativeReference, Reference } from './reference.js';
import { stableIdOf } from './stable-id.js';

/** The nodes of a request, as the API takes them: by kind. */
export type NodesInput = Pick<
  AddCustomIntegrationNodesMutationVariables,
  'chartLikeNodes' | 'dashboardLikeNodes' | 'datasourceLikeNodes'
>;

/**
 * Maps nodes to the API's input. Every attribute is sent, absent ones as an empty text, 0 or an empty list, byte for
 * byte as the official client does: whether leaving one out would mean the same is unknown.
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
        throw unmappable(node, node, 'is neither chart, dashboard nor datasource', 'kind-mismatch');
    }
  }
  return { chartLikeNodes, dashboardLikeNodes, datasourceLikeNodes };
}

function toChart(node: ChartNode): IntegrationNodeChartLike {
  return {
    name: node.name,
    nodeType: node.nodeType,
    stableId: stableIdOf(node),
    lineage: toLineage(node),
    attributes: {
      name: node.name,
      createdAt: node.createdAt ?? 0,
      lastModifiedAt: node.lastModifiedAt ?? 0,
      url: node.url ?? '',
      owner: node.owner ?? '',
      description: node.description ?? '',
      tags: node.tags ?? [],
      fields: node.fields?.map(toField) ?? [],
    },
  };
}

function toDashboard(node: DashboardNode): IntegrationNodeDashboardLike {
  return {
    name: node.name,
    nodeType: node.nodeType,
    stableId: stableIdOf(node),
    lineage: toLineage(node),
    attributes: {
      name: node.name,
      createdAt: node.createdAt ?? 0,
      lastModifiedAt: node.lastModifiedAt ?? 0,
      url: node.url ?? '',
      owner: node.owner ?? '',
      description: node.description ?? '',
      tags: node.tags ?? [],
    },
  };
}

function toDatasource(node: DatasourceNode): IntegrationNodeDatasourceLike {
  return {
    name: node.name,
    nodeType: node.nodeType,
    stableId: stableIdOf(node),
    lineage: toLineage(node),
    attributes: {
      name: node.name,
      createdAt: node.createdAt ?? 0,
      description: node.description ?? '',
      url: node.url ?? '',
      database: node.database ?? '',
      schema: node.schema ?? '',
      table: node.table ?? '',
      fields: node.fields?.map(toField) ?? [],
    },
  };
}

function toField(field: Field): IntegrationNodeField {
  return {
    name: field.name,
    description: field.description ?? '',
    type: field.type ?? '',
    dataType: field.dataType ?? '',
  };
}

function toLineage(node: Node): IntegrationNodeLineage {
  return {
    upstreamReferences: toReferences(node.upstream, node),
    downstreamReferences: toReferences(node.downstream, node),
  };
}

function toReferences(references: readonly Reference[] | undefined, node: Node): IntegrationNodeReferences {
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
        throw unmappable(reference, node, 'is no reference', 'incomplete-reference');
    }
  }
  return { referencesToSqlTables, referencesToNativeIntegrations, referencesToCustomIntegrations };
}

function toSqlTable({ database, schema, table }: DbtReference): ReferenceToSqlTable {
  return { database: database ?? '', schema: schema ?? '', table };
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

/** Only the compiler keeps such values out: without this they would be left out of the request, unnoticed. */
function unmappable(value: never, node: Node, what: string, code: IssueCode): InvalidNodesError {
  const message = `${JSON.stringify(value)} ${what}`;
  return new InvalidNodesError([{ severity: 'error', code, message, node: issueNode(node), path: [] }]);
}
