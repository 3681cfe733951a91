// The client

export type { Environment } from './environment.js';
export type { ParadimeEvent } from './events.js';
export { Paradime, type ParadimeOptions } from './paradime.js';
export type { SnapshotCommittedEvent, SnapshotOpenedEvent, SnapshotRestartedEvent } from './publish/events.js';
export type {
  CompanyTokenCredentials,
  Credentials,
  CredentialsSource,
  KeyCredentials,
  WorkspaceTokenCredentials,
} from './transport/credentials.js';
export type { RequestEndEvent, RequestStartEvent, RetryEvent } from './transport/events.js';
export type { RetryOptions } from './transport/retry.js';
export type { RequestOptions } from './transport/transport.js';

// Neighbouring operations of Paradime

export { ArtifactNotFoundError } from './bolt/artifact-not-found-error.js';
export type { ArtifactOptions, Bolt, BoltArtifact } from './bolt/bolt.js';
export type { Catalog } from './catalog.js';

// Integrations

export type { CreateOptions, CustomIntegrations, ListOptions } from './custom-integrations.js';
export type { IconName } from './generated/icon-name.js';
export type { CollectedNodes, NodeOfRow, NodesOfRow } from './lineage/collect.js';
export type {
  DeclaredNodeTypes,
  DefinitionInput,
  InputOfType,
  IntegrationDefinition,
} from './lineage/define-integration.js';
export { defineIntegration } from './lineage/define-integration.js';
export type {
  Definition,
  Identity,
  IntegrationNodeType,
  NodeColor,
  NodeType,
  NodeTypes,
} from './lineage/definition.js';
export type { IntegrationModule, IntegrationOptions, ModuleNodes } from './lineage/integration.js';
export { integration } from './lineage/integration.js';
export type { NodeTypesDifference, UpsertOutcome } from './registration/compare-definition.js';
export type { CreateInput, Integration, NodeTypesInput, UpdateInput } from './registration/integration.js';
export type { UpsertResult } from './registration/register.js';

// Nodes and references

export { stableId } from './identity/stable-id.js';
export type {
  ChartInput,
  ChartNode,
  CommonInput,
  DashboardInput,
  DashboardNode,
  DatasourceInput,
  DatasourceNode,
  Field,
  FieldInput,
  FieldsInput,
  Node,
  NodeByKind,
  NodeInput,
  NodeKind,
  ReferenceInput,
} from './lineage/node.js';
export type {
  CustomNodeInput,
  CustomReference,
  DbtModelReference,
  DbtReference,
  DbtSourceReference,
  DbtTableReference,
  ModelInput,
  NativeReference,
  NodeIdentity,
  Reference,
  SourceInput,
  TableInput,
} from './lineage/reference.js';
export { custom, dbt, native } from './lineage/reference.js';
export type { ModelName, Register, SourceName, TableName } from './lineage/register.js';
export type { Timestamp } from './lineage/timestamp.js';

// Checks

export { checkNodes } from './lineage/checks/check-nodes.js';
export type { CheckOptions } from './lineage/checks/check-options.js';
export type { Issue, IssueCode, IssueNode, Severity } from './lineage/issue.js';
export { formatIssues } from './lineage/issue.js';
export type { Table, TableIndex, TableResult } from './lineage/tables/table-index.js';
export type { TableOptions } from './lineage/tables/table-resolver.js';

// Publishing

export type { NodesRequest } from './publish/nodes-request.js';
export type { BatchOptions, NodeSource, Progress, PublishOptions } from './publish/options.js';
export type { PublishReport } from './publish/publish.js';
export type { AppendOptions, CommitOptions, Snapshot, SnapshotOptions } from './publish/snapshot.js';

// Planning

export type { PlannedNode, PublicationManifest } from './plan/manifest.js';
export type { ChangedNode, PublicationPlan } from './plan/plan-publication.js';
export { planPublication } from './plan/plan-publication.js';

// Errors

export { ConfigurationError, ParadimeError } from './errors.js';
export { InvalidNodesError } from './lineage/issue.js';
export { PublishError } from './publish/errors.js';
export {
  AuthenticationError,
  GraphQLResponseError,
  HttpError,
  NetworkError,
  PermissionError,
  ProtocolError,
  RateLimitError,
  RejectedError,
  SchemaMismatchError,
  TimeoutError,
  UnknownOutcomeError,
} from './transport/errors.js';

// The API's own types and documents, for `execute`

export type {
  AddCustomIntegrationMutation,
  AddCustomIntegrationMutationVariables,
  AddCustomIntegrationNodesMutation,
  AddCustomIntegrationNodesMutationVariables,
  BoltCommandQuery,
  BoltCommandQueryVariables,
  BoltResourceUrlQuery,
  BoltResourceUrlQueryVariables,
  BoltRunStatusQuery,
  BoltRunStatusQueryVariables,
  IntegrationNodeChartAttributes,
  IntegrationNodeChartLike,
  IntegrationNodeColor,
  IntegrationNodeDashboardAttributes,
  IntegrationNodeDashboardLike,
  IntegrationNodeDatasourceAttributes,
  IntegrationNodeDatasourceLike,
  IntegrationNodeField,
  IntegrationNodeLineage,
  IntegrationNodeReferences,
  IntegrationNodeTypeInfo,
  ListBoltRunsQuery,
  ListBoltRunsQueryVariables,
  ListCustomIntegrationsQuery,
  ListCustomIntegrationsQueryVariables,
  ListCustomIntegrationsWithLogosQuery,
  ListCustomIntegrationsWithLogosQueryVariables,
  NativeNodeType,
  ReferenceToCustomIntegration,
  ReferenceToNativeIntegration,
  ReferenceToSqlTable,
  RefreshCatalogMutation,
  RefreshCatalogMutationVariables,
  UpdateCustomIntegrationMutation,
  UpdateCustomIntegrationMutationVariables,
} from './generated/graphql.js';
export {
  AddCustomIntegrationDocument,
  AddCustomIntegrationNodesDocument,
  BoltCommandDocument,
  BoltResourceUrlDocument,
  BoltRunStatusDocument,
  ListBoltRunsDocument,
  ListCustomIntegrationsDocument,
  ListCustomIntegrationsWithLogosDocument,
  RefreshCatalogDocument,
  UpdateCustomIntegrationDocument,
} from './generated/graphql.js';
