// Written by `npm run codegen` from schema/ and operations/. Do not edit.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Attributes of a chart. An absent string is sent as an empty one, and an absent time as 0. (client; the type's name is an assumption) */
export type IntegrationNodeChartAttributes = {
  /** Time when the chart was created; 0 if unknown. (client; epoch seconds is an assumption from the Int's range) */
  readonly createdAt: number;
  /** Description of the chart, as free text. (client) */
  readonly description: string;
  /** The chart's columns, measures and dimensions. (client) */
  readonly fields: ReadonlyArray<IntegrationNodeField>;
  /** Time when the chart was last changed; 0 if unknown. (client; epoch seconds is an assumption from the Int's range) */
  readonly lastModifiedAt: number;
  /** The node's name again. (client) */
  readonly name: string;
  /** Owner of the chart, as free text. (client) */
  readonly owner: string;
  /** Free tags. (client) */
  readonly tags: ReadonlyArray<string>;
  /** Address of the chart in its own tool. (client) */
  readonly url: string;
};

/** A node that is shown like a chart. (client) */
export type IntegrationNodeChartLike = {
  /** The attributes that the catalog shows. (client) */
  readonly attributes: IntegrationNodeChartAttributes;
  /** The upstream and downstream references of the node. (client) */
  readonly lineage: IntegrationNodeLineage;
  /** Name of the node, intended to be unique within its integration. (client) */
  readonly name: string;
  /** Name of one of the integration's node types. (client) */
  readonly nodeType: string;
  /** Identity of the node from one snapshot to the next. (client: UUID v5 of the name in the DNS namespace unless the user gives one) */
  readonly stableId: string;
};

/** The colours a node type can have. (client; hex values: docs. The enum's name is an assumption) */
export type IntegrationNodeColor =
  /** No hex value is documented. (client) */
  | 'CORAL'
  /** No hex value is documented. (client) */
  | 'CYAN'
  /** #27ae60 (docs) */
  | 'GREEN'
  /** No hex value is documented. (client) */
  | 'LEAF'
  /** #ef6292 (docs) */
  | 'MANDY'
  /** #fb982e, the default (docs) */
  | 'ORANGE'
  /** #33a9a9 (docs) */
  | 'TEAL'
  /** #827be6 (docs) */
  | 'VIOLET';

/** Attributes of a dashboard. An absent string is sent as an empty one, and an absent time as 0. (client; the type's name is an assumption) */
export type IntegrationNodeDashboardAttributes = {
  /** Time when the dashboard was created; 0 if unknown. (client; epoch seconds is an assumption from the Int's range) */
  readonly createdAt: number;
  /** Description of the dashboard, as free text. (client) */
  readonly description: string;
  /** Time when the dashboard was last changed; 0 if unknown. (client; epoch seconds is an assumption from the Int's range) */
  readonly lastModifiedAt: number;
  /** The node's name again. (client) */
  readonly name: string;
  /** Owner of the dashboard, as free text. (client) */
  readonly owner: string;
  /** Free tags. (client) */
  readonly tags: ReadonlyArray<string>;
  /** Address of the dashboard in its own tool. (client) */
  readonly url: string;
};

/** A node that is shown like a dashboard. (client) */
export type IntegrationNodeDashboardLike = {
  /** The attributes that the catalog shows. (client) */
  readonly attributes: IntegrationNodeDashboardAttributes;
  /** The upstream and downstream references of the node. (client) */
  readonly lineage: IntegrationNodeLineage;
  /** Name of the node, intended to be unique within its integration. (client) */
  readonly name: string;
  /** Name of one of the integration's node types. (client) */
  readonly nodeType: string;
  /** Identity of the node from one snapshot to the next. (client: UUID v5 of the name in the DNS namespace unless the user gives one) */
  readonly stableId: string;
};

/** Attributes of a datasource. An absent string is sent as an empty one, and an absent time as 0. (client; the type's name is an assumption) */
export type IntegrationNodeDatasourceAttributes = {
  /** Time when the datasource was created; 0 if unknown. (client; epoch seconds is an assumption from the Int's range) */
  readonly createdAt: number;
  /** Database of the table behind it. (client) */
  readonly database: string;
  /** Description of the datasource, as free text. (client) */
  readonly description: string;
  /** The datasource's columns. (client) */
  readonly fields: ReadonlyArray<IntegrationNodeField>;
  /** The node's name again. (client) */
  readonly name: string;
  /** Schema of the table behind it. (client) */
  readonly schema: string;
  /** Name of the table behind it. (client) */
  readonly table: string;
  /** Address of the datasource in its own tool. (client) */
  readonly url: string;
};

/** A node that is shown like a datasource: a table, a model, a file. (client) */
export type IntegrationNodeDatasourceLike = {
  /** The attributes that the catalog shows. (client) */
  readonly attributes: IntegrationNodeDatasourceAttributes;
  /** The upstream and downstream references of the node. (client) */
  readonly lineage: IntegrationNodeLineage;
  /** Name of the node, intended to be unique within its integration. (client) */
  readonly name: string;
  /** Name of one of the integration's node types. (client) */
  readonly nodeType: string;
  /** Identity of the node from one snapshot to the next. (client: UUID v5 of the name in the DNS namespace unless the user gives one) */
  readonly stableId: string;
};

/** A column, measure or dimension. (client; the type's name is an assumption) */
export type IntegrationNodeField = {
  /** Data type of the field, as free text such as `numeric`. (client) */
  readonly dataType: string;
  /** Description of the field, as free text. (client) */
  readonly description: string;
  /** Name of the field. (client) */
  readonly name: string;
  /** Role of the field, as free text such as `dimension`, `measure` or `column`. (client) */
  readonly type: string;
};

/** The upstream and downstream references of a node. (client; the type's name is an assumption) */
export type IntegrationNodeLineage = {
  /** References to the nodes and tables that the node feeds. (client) */
  readonly downstreamReferences: IntegrationNodeReferences;
  /** References to the nodes and tables that the node reads from. (client) */
  readonly upstreamReferences: IntegrationNodeReferences;
};

/** References to other nodes, grouped by the kind of target. (client; the type's name is an assumption) */
export type IntegrationNodeReferences = {
  /** Nodes of custom integrations, including this one. (client) */
  readonly referencesToCustomIntegrations: ReadonlyArray<ReferenceToCustomIntegration>;
  /** Nodes of integrations built into Paradime. (client) */
  readonly referencesToNativeIntegrations: ReadonlyArray<ReferenceToNativeIntegration>;
  /** Tables of the warehouse, including those of dbt. (client) */
  readonly referencesToSqlTables: ReadonlyArray<ReferenceToSqlTable>;
};

/** A node type to register. (client) */
export type IntegrationNodeTypeInfo = {
  /** Colour in which nodes of this type are drawn; null means ORANGE. (client) */
  readonly color?: IntegrationNodeColor | null | undefined;
  /** Name of an icon from Blueprint's library; null means `intersection`. (client) */
  readonly iconName?: string | null | undefined;
  /** Name of the node type, as nodes and references use it. (client) */
  readonly nodeType: string;
};

/** The node types of the integrations built into Paradime. (client; the enum's name is an assumption) */
export type NativeNodeType =
  /** A connector on Fivetran. (client) */
  | 'FivetranConnector'
  /** A model on Hightouch. (client) */
  | 'HightouchModel'
  /** A sync on Hightouch. (client) */
  | 'HightouchSync'
  /** A dashboard on Looker. (client) */
  | 'LookerDashboard'
  /** A LookML explore. (client) */
  | 'LookerExplore'
  /** A Look on Looker. (client) */
  | 'LookerLook'
  /** A LookML model. (client) */
  | 'LookerModel'
  /** A schedule on Looker. (client) */
  | 'LookerSchedule'
  /** A LookML view. (client) */
  | 'LookerView'
  /** A dashboard on Power BI. (client) */
  | 'PowerBIDashboard'
  /** A semantic model (dataset) on Power BI. (client) */
  | 'PowerBIDataset'
  /** A report on Power BI. (client) */
  | 'PowerBIReport'
  /** A dashboard on Tableau. (client) */
  | 'TableauDashboard'
  /** A data source on Tableau. (client) */
  | 'TableauDatasource'
  /** A Tableau Prep flow. (client) */
  | 'TableauFlow'
  /** A workbook on Tableau. (client) */
  | 'TableauWorkbook'
  /** A worksheet on Tableau. (client) */
  | 'TableauWorksheet';

/** A node of a custom integration. (client; the type's name is an assumption) */
export type ReferenceToCustomIntegration = {
  /** Name of the integration; empty if its uid is given. (client) */
  readonly integrationName: string;
  /** Uid of the integration; empty if its name is given. (client) */
  readonly integrationUid: string;
  /** Name of the node; empty if its stable id is given. (client) */
  readonly nodeName: string;
  /** Stable id of the node; empty if its name is given. (client) */
  readonly nodeStableId: string;
  /** Node type of the node in its integration. (client) */
  readonly nodeType: string;
};

/** A node of an integration built into Paradime. (client; the type's name is an assumption) */
export type ReferenceToNativeIntegration = {
  /** Id of the node in its own tool; empty if the name is given. (client) */
  readonly nodeId: string;
  /** Name of the node; empty if the id is given. (client) */
  readonly nodeName: string;
  /** Type of the node. (client; that the server declares an enum is an assumption) */
  readonly nodeType: NativeNodeType;
};

/** A table of the warehouse. Names are matched in lower case. (client; the type's name is an assumption) */
export type ReferenceToSqlTable = {
  /** Database of the table; empty if not given. (client) */
  readonly database: string;
  /** Schema of the table; empty if not given. (client) */
  readonly schema: string;
  /** Name of the table. (client) */
  readonly table: string;
};

export type AddCustomIntegrationMutationVariables = Exact<{
  logoUrl?: string | null | undefined;
  name: string;
  nodeTypes: ReadonlyArray<IntegrationNodeTypeInfo>;
}>;


export type AddCustomIntegrationMutation = { readonly addCustomIntegration: { readonly ok: boolean | null, readonly integrationUid: string | null } | null };

export type AddCustomIntegrationNodesMutationVariables = Exact<{
  chartLikeNodes: ReadonlyArray<IntegrationNodeChartLike>;
  dashboardLikeNodes: ReadonlyArray<IntegrationNodeDashboardLike>;
  datasourceLikeNodes: ReadonlyArray<IntegrationNodeDatasourceLike>;
  integrationUid: string;
  snapshotHasMoreNodes: boolean;
  snapshotId?: number | null | undefined;
}>;


export type AddCustomIntegrationNodesMutation = { readonly addCustomIntegrationNodes: { readonly ok: boolean | null, readonly snapshotId: number | null } | null };

export type ListCustomIntegrationsQueryVariables = Exact<{ [key: string]: never; }>;


export type ListCustomIntegrationsQuery = { readonly listCustomIntegrations: { readonly ok: boolean | null, readonly integrations: ReadonlyArray<{ readonly uid: string | null, readonly name: string | null, readonly isActive: boolean | null, readonly nodeTypes: ReadonlyArray<{ readonly nodeType: string | null, readonly iconName: string | null, readonly color: IntegrationNodeColor | null }> | null }> | null } | null };

export type ListCustomIntegrationsWithLogosQueryVariables = Exact<{ [key: string]: never; }>;


export type ListCustomIntegrationsWithLogosQuery = { readonly listCustomIntegrations: { readonly ok: boolean | null, readonly integrations: ReadonlyArray<{ readonly uid: string | null, readonly name: string | null, readonly logoBase64: string | null, readonly isActive: boolean | null, readonly nodeTypes: ReadonlyArray<{ readonly nodeType: string | null, readonly iconName: string | null, readonly color: IntegrationNodeColor | null }> | null }> | null } | null };

export type UpdateCustomIntegrationMutationVariables = Exact<{
  integrationUid: string;
  name?: string | null | undefined;
  logoUrl?: string | null | undefined;
  nodeTypes?: ReadonlyArray<IntegrationNodeTypeInfo> | null | undefined;
  active?: boolean | null | undefined;
}>;


export type UpdateCustomIntegrationMutation = { readonly updateCustomIntegration: { readonly ok: boolean | null } | null };

export type BoltCommandQueryVariables = Exact<{
  commandId: number;
}>;


export type BoltCommandQuery = { readonly boltCommand: { readonly resources: ReadonlyArray<{ readonly id: number | null, readonly path: string | null }> | null } | null };

export type BoltResourceUrlQueryVariables = Exact<{
  resourceId: number;
}>;


export type BoltResourceUrlQuery = { readonly boltResourceUrl: { readonly url: string | null } | null };

export type BoltRunStatusQueryVariables = Exact<{
  runId: number;
}>;


export type BoltRunStatusQuery = { readonly boltRunStatus: { readonly commands: ReadonlyArray<{ readonly id: number | null, readonly returnCode: number | null }> | null } | null };

export type ListBoltRunsQueryVariables = Exact<{
  slug?: string | null | undefined;
  offset: number;
  limit: number;
}>;


export type ListBoltRunsQuery = { readonly listBoltRuns: { readonly ok: boolean | null, readonly runs: ReadonlyArray<{ readonly id: number | null }> | null } | null };

export type RefreshCatalogMutationVariables = Exact<{ [key: string]: never; }>;


export type RefreshCatalogMutation = { readonly refreshCatalog: { readonly ok: boolean | null } | null };


export const AddCustomIntegrationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddCustomIntegration"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"logoUrl"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"name"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"nodeTypes"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"IntegrationNodeTypeInfo"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addCustomIntegration"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"logoUrl"},"value":{"kind":"Variable","name":{"kind":"Name","value":"logoUrl"}}},{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"name"}}},{"kind":"Argument","name":{"kind":"Name","value":"nodeTypes"},"value":{"kind":"Variable","name":{"kind":"Name","value":"nodeTypes"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ok"}},{"kind":"Field","name":{"kind":"Name","value":"integrationUid"}}]}}]}}]} as unknown as DocumentNode<AddCustomIntegrationMutation, AddCustomIntegrationMutationVariables>;
export const AddCustomIntegrationNodesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddCustomIntegrationNodes"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"chartLikeNodes"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"IntegrationNodeChartLike"}}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"dashboardLikeNodes"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"IntegrationNodeDashboardLike"}}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"datasourceLikeNodes"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"IntegrationNodeDatasourceLike"}}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"integrationUid"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"snapshotHasMoreNodes"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"snapshotId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addCustomIntegrationNodes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"chartLikeNodes"},"value":{"kind":"Variable","name":{"kind":"Name","value":"chartLikeNodes"}}},{"kind":"Argument","name":{"kind":"Name","value":"dashboardLikeNodes"},"value":{"kind":"Variable","name":{"kind":"Name","value":"dashboardLikeNodes"}}},{"kind":"Argument","name":{"kind":"Name","value":"datasourceLikeNodes"},"value":{"kind":"Variable","name":{"kind":"Name","value":"datasourceLikeNodes"}}},{"kind":"Argument","name":{"kind":"Name","value":"integrationUid"},"value":{"kind":"Variable","name":{"kind":"Name","value":"integrationUid"}}},{"kind":"Argument","name":{"kind":"Name","value":"snapshotHasMoreNodes"},"value":{"kind":"Variable","name":{"kind":"Name","value":"snapshotHasMoreNodes"}}},{"kind":"Argument","name":{"kind":"Name","value":"snapshotId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"snapshotId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ok"}},{"kind":"Field","name":{"kind":"Name","value":"snapshotId"}}]}}]}}]} as unknown as DocumentNode<AddCustomIntegrationNodesMutation, AddCustomIntegrationNodesMutationVariables>;
export const ListCustomIntegrationsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ListCustomIntegrations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"listCustomIntegrations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ok"}},{"kind":"Field","name":{"kind":"Name","value":"integrations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"uid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"nodeTypes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodeType"}},{"kind":"Field","name":{"kind":"Name","value":"iconName"}},{"kind":"Field","name":{"kind":"Name","value":"color"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ListCustomIntegrationsQuery, ListCustomIntegrationsQueryVariables>;
export const ListCustomIntegrationsWithLogosDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ListCustomIntegrationsWithLogos"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"listCustomIntegrations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ok"}},{"kind":"Field","name":{"kind":"Name","value":"integrations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"uid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"logoBase64"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"nodeTypes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodeType"}},{"kind":"Field","name":{"kind":"Name","value":"iconName"}},{"kind":"Field","name":{"kind":"Name","value":"color"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ListCustomIntegrationsWithLogosQuery, ListCustomIntegrationsWithLogosQueryVariables>;
export const UpdateCustomIntegrationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateCustomIntegration"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"integrationUid"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"name"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"logoUrl"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"nodeTypes"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"IntegrationNodeTypeInfo"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"active"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateCustomIntegration"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"integrationUid"},"value":{"kind":"Variable","name":{"kind":"Name","value":"integrationUid"}}},{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"name"}}},{"kind":"Argument","name":{"kind":"Name","value":"logoUrl"},"value":{"kind":"Variable","name":{"kind":"Name","value":"logoUrl"}}},{"kind":"Argument","name":{"kind":"Name","value":"nodeTypes"},"value":{"kind":"Variable","name":{"kind":"Name","value":"nodeTypes"}}},{"kind":"Argument","name":{"kind":"Name","value":"active"},"value":{"kind":"Variable","name":{"kind":"Name","value":"active"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ok"}}]}}]}}]} as unknown as DocumentNode<UpdateCustomIntegrationMutation, UpdateCustomIntegrationMutationVariables>;
export const BoltCommandDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"boltCommand"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"commandId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"boltCommand"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"commandId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"commandId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<BoltCommandQuery, BoltCommandQueryVariables>;
export const BoltResourceUrlDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"boltResourceUrl"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"resourceId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"boltResourceUrl"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"resourceId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"resourceId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}}]} as unknown as DocumentNode<BoltResourceUrlQuery, BoltResourceUrlQueryVariables>;
export const BoltRunStatusDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"boltRunStatus"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"runId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"boltRunStatus"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"runId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"runId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"commands"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"returnCode"}}]}}]}}]}}]} as unknown as DocumentNode<BoltRunStatusQuery, BoltRunStatusQueryVariables>;
export const ListBoltRunsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"listBoltRuns"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"slug"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"offset"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"limit"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"listBoltRuns"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"slug"},"value":{"kind":"Variable","name":{"kind":"Name","value":"slug"}}},{"kind":"Argument","name":{"kind":"Name","value":"offset"},"value":{"kind":"Variable","name":{"kind":"Name","value":"offset"}}},{"kind":"Argument","name":{"kind":"Name","value":"limit"},"value":{"kind":"Variable","name":{"kind":"Name","value":"limit"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ok"}},{"kind":"Field","name":{"kind":"Name","value":"runs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<ListBoltRunsQuery, ListBoltRunsQueryVariables>;
export const RefreshCatalogDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"refreshCatalog"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refreshCatalog"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ok"}}]}}]}}]} as unknown as DocumentNode<RefreshCatalogMutation, RefreshCatalogMutationVariables>;