import { type DocumentNode, Kind, type OperationDefinitionNode, visit } from 'graphql';
import {
  AddCustomIntegrationDocument,
  AddCustomIntegrationNodesDocument,
  ListCustomIntegrationsDocument,
  ListCustomIntegrationsWithLogosDocument,
  UpdateCustomIntegrationDocument,
} from '../generated/graphql.js';

/** All operations that this library sends. */
export const operations: readonly OperationDefinitionNode[] = [
  ListCustomIntegrationsDocument,
  ListCustomIntegrationsWithLogosDocument,
  AddCustomIntegrationDocument,
  UpdateCustomIntegrationDocument,
  AddCustomIntegrationNodesDocument,
].flatMap(({ definitions }: DocumentNode) =>
  definitions.flatMap((definition) => (definition.kind === Kind.OPERATION_DEFINITION ? [definition] : [])),
);

/** The types that these operations mention. The server sees no other type names. */
export const namedTypes: ReadonlySet<string> = new Set(operations.flatMap(typesOf));

function typesOf(operation: OperationDefinitionNode): readonly string[] {
  const names: string[] = [];
  visit(operation, { NamedType: ({ name }) => void names.push(name.value) });
  return names;
}
