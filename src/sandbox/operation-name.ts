import { type DocumentNode, Kind } from 'graphql';
import * as generated from '../generated/graphql.js';

/** The name of an operation that this library sends. */
export type OperationName =
  | 'AddCustomIntegration'
  | 'AddCustomIntegrationNodes'
  | 'ListCustomIntegrations'
  | 'ListCustomIntegrationsWithLogos'
  | 'UpdateCustomIntegration'
  | 'boltCommand'
  | 'boltResourceUrl'
  | 'boltRunStatus'
  | 'listBoltRuns'
  | 'refreshCatalog';

/** The compiler refuses a name above that has no document, and test/types.test-d.ts a document that has no name. */
const documents: Readonly<Record<`${Capitalize<OperationName>}Document`, DocumentNode>> = generated;

export const operationNames = Object.values(documents).flatMap(({ definitions }) =>
  definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION && definition.name ? [definition.name.value] : [],
  ),
);
