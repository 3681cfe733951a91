import type { DocumentNode } from 'graphql';
import * as generated from '../generated/graphql.js';

/** The name of an operation that this library sends. */
export type OperationName =
  | 'AddCustomIntegration'
  | 'AddCustomIntegrationNodes'
  | 'ListCustomIntegrations'
  | 'ListCustomIntegrationsWithLogos'
  | 'UpdateCustomIntegration';

/** The compiler refuses a name above that has no document, and test/types.test-d.ts a document that has no name. */
const documents: Readonly<Record<`${OperationName}Document`, DocumentNode>> = generated;

export const operationNames = Object.keys(documents).map((key) => key.replace(/Document$/, ''));
