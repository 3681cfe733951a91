import { type DocumentNode, GraphQLError, Kind, type NamedTypeNode, parse, visit } from 'graphql';
import type {
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
  ListBoltRunsQuery,
  ListBoltRunsQueryVariables,
  ListCustomIntegrationsWithLogosQuery,
  RefreshCatalogMutation,
  UpdateCustomIntegrationMutation,
  UpdateCustomIntegrationMutationVariables,
} from '../generated/graphql.js';
import type { BoltRuns, SandboxArtifact } from './bolt-runs.js';
import type { Store } from './store.js';

/** Creates resolvers that run the API's operations on a store, and on the runs of Bolt. */
export function createResolvers(
  store: Store,
  bolt: BoltRuns,
  addressOf: (content: SandboxArtifact) => string,
): Resolvers {
  return {
    listCustomIntegrations: () => ({
      ok: true,
      integrations: store.integrations().map(({ uid, name, isActive, nodeTypes }) => ({
        uid,
        name,
        isActive,
        logoBase64: null, // The sandbox fetches nothing, so it has no logos.
        nodeTypes: nodeTypes.map(({ nodeType, iconName = null, color = null }) => ({ nodeType, iconName, color })),
      })),
    }),
    addCustomIntegration: (variables) => ({ ok: true, integrationUid: store.addIntegration(variables) }),
    updateCustomIntegration: (variables) => {
      store.updateIntegration(variables);
      return { ok: true };
    },
    addCustomIntegrationNodes: (variables) => ({ ok: true, snapshotId: store.addNodes(variables) }),
    listBoltRuns: ({ slug, offset, limit }) => ({ ok: true, runs: bolt.list(slug ?? undefined, offset, limit) }),
    boltRunStatus: ({ runId }) => bolt.run(runId),
    boltCommand: ({ commandId }) => bolt.command(commandId),
    boltResourceUrl: ({ resourceId }) => ({ url: addressOf(bolt.resource(resourceId).content) }),
    refreshCatalog: () => ({ ok: true }),
  };
}

/** The API's operations. */
export interface Resolvers {
  listCustomIntegrations(): ListCustomIntegrationsWithLogosQuery['listCustomIntegrations'];
  addCustomIntegration(
    variables: AddCustomIntegrationMutationVariables,
  ): AddCustomIntegrationMutation['addCustomIntegration'];
  updateCustomIntegration(
    variables: UpdateCustomIntegrationMutationVariables,
  ): UpdateCustomIntegrationMutation['updateCustomIntegration'];
  addCustomIntegrationNodes(
    variables: AddCustomIntegrationNodesMutationVariables,
  ): AddCustomIntegrationNodesMutation['addCustomIntegrationNodes'];
  listBoltRuns(variables: ListBoltRunsQueryVariables): ListBoltRunsQuery['listBoltRuns'];
  boltRunStatus(variables: BoltRunStatusQueryVariables): BoltRunStatusQuery['boltRunStatus'];
  boltCommand(variables: BoltCommandQueryVariables): BoltCommandQuery['boltCommand'];
  boltResourceUrl(variables: BoltResourceUrlQueryVariables): BoltResourceUrlQuery['boltResourceUrl'];
  refreshCatalog(): RefreshCatalogMutation['refreshCatalog'];
}

/**
 * Parses a document, or returns its syntax error. Reads `NodeTypeInput` as `IntegrationNodeTypeInfo`: Paradime's
 * documentation prints the former where the official client sends the latter, and every documented request should run here.
 */
export function parseDocument(text: string): DocumentNode | GraphQLError {
  try {
    return visit(parse(text), { [Kind.NAMED_TYPE]: toCurrentName });
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

function toCurrentName(type: NamedTypeNode): NamedTypeNode | undefined {
  const { name } = type;
  return name.value === 'NodeTypeInput' ? { ...type, name: { ...name, value: 'IntegrationNodeTypeInfo' } } : undefined;
}
