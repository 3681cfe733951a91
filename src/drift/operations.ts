import { type DocumentNode, Kind, type OperationDefinitionNode, visit } from 'graphql';
import {
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
} from '../generated/graphql.js';

/** The operations on which publishing depends. */
const required: readonly DocumentNode[] = [
  ListCustomIntegrationsDocument,
  ListCustomIntegrationsWithLogosDocument,
  AddCustomIntegrationDocument,
  UpdateCustomIntegrationDocument,
  AddCustomIntegrationNodesDocument,
];

/** The operations that a server may lack, by their field, each with the method that needs it. */
export const optionalOperations: ReadonlyMap<string, OptionalOperation> = new Map(
  (
    [
      [ListBoltRunsDocument, 'paradime.bolt'],
      [BoltRunStatusDocument, 'paradime.bolt'],
      [BoltCommandDocument, 'paradime.bolt'],
      [BoltResourceUrlDocument, 'paradime.bolt'],
      [RefreshCatalogDocument, 'paradime.catalog'],
    ] as const
  ).flatMap(([document, neededBy]) => fieldsOf(document).map((field) => [field, { document, neededBy }])),
);

export interface OptionalOperation {
  readonly document: DocumentNode;
  readonly neededBy: string;
}

/** All operations that this library sends. */
export const operations: readonly OperationDefinitionNode[] = [
  ...required,
  ...Array.from(optionalOperations.values(), ({ document }) => document),
].flatMap(definitionsOf);

/** The types that these operations mention. The server sees no other type names. */
export const namedTypes: ReadonlySet<string> = new Set(operations.flatMap(typesOf));

function definitionsOf({ definitions }: DocumentNode): readonly OperationDefinitionNode[] {
  return definitions.flatMap((definition) => (definition.kind === Kind.OPERATION_DEFINITION ? [definition] : []));
}

/** The root fields that an operation asks for. */
export function fieldsOf(document: DocumentNode): readonly string[] {
  return definitionsOf(document).flatMap(({ selectionSet }) =>
    selectionSet.selections.flatMap((selection) => (selection.kind === Kind.FIELD ? [selection.name.value] : [])),
  );
}

function typesOf(operation: OperationDefinitionNode): readonly string[] {
  const names: string[] = [];
  visit(operation, { NamedType: ({ name }) => void names.push(name.value) });
  return names;
}
