import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { stringifyDocument } from '@urql/core';
import { ConfigurationError } from '../errors.js';

export type OperationType = 'query' | 'mutation';

/** A GraphQL operation as it goes over the wire: made once, sent with the same bytes however often. */
export interface PreparedOperation<Data> {
  readonly name: string;
  readonly kind: OperationType;
  readonly document: TypedDocumentNode<Data, never>;
  /** The body of the request: UTF-8 encoded JSON. */
  readonly body: Uint8Array<ArrayBuffer>;
}

const encoder = new TextEncoder();

/** Serialises a document and its variables. Throws a `ConfigurationError` for a document that cannot be run. */
export function prepareOperation<Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: NoInfer<Variables> | Record<string, never>,
): PreparedOperation<Data> {
  if (!Array.isArray(document?.definitions)) {
    throw new ConfigurationError('This is no GraphQL document. Give one that GraphQL Code Generator or `parse` made.');
  }
  const operations = document.definitions.filter((definition) => definition.kind === 'OperationDefinition');
  const [operation] = operations;
  if (operation === undefined || operations.length > 1) {
    throw new ConfigurationError(`The document has ${operations.length} operations. Run one that has exactly one.`);
  }
  const { operation: kind, name } = operation;
  if (kind === 'subscription') {
    throw new ConfigurationError('The document is a subscription. Only queries and mutations can be run.');
  }
  const body = JSON.stringify({ operationName: name?.value, query: stringifyDocument(document), variables });
  return { name: name?.value ?? `anonymous ${kind}`, kind, document, body: encoder.encode(body) };
}
