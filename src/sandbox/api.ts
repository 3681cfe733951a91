import { type DocumentNode, GraphQLError, Kind, type NamedTypeNode, parse, visit } from 'graphql';
import type {
  AddCustomIntegrationMutation,
  AddCustomIntegrationMutationVariables,
  AddCustomIntegrationNodesMutation,
  AddCustomIntegrationNodesMutationVariables,
  ListCustomIntegrationsWithLogosQuery,
  UpdateCustomIntegrationMutation,
  UpdateCustomIntegrationMutationVariables,
} from '../generated/graphql.js';
import type { Store } from './store.js';

/** Creates resolvers that run the API's operations on a store. */
export function createResolvers(store: Store): Resolvers {
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
