import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { stringifyDocument } from '@urql/core';
import { ConfigurationError } from '../errors.js';

/** A GraphQL operation ready to be sent. It is serialised once, and each attempt sends the same bytes. */
export interface PreparedOperation<Data> {
  readonly name: string;
  readonly kind: OperationType;
  readonly document: TypedDocumentNode<Data, never>;
  /** The request body: UTF-8 encoded JSON. */
  readonly body: Uint8Array<ArrayBuffer>;
}

export type OperationType = 'query' | 'mutation';

/** Serialises a document and its variables. Throws a `ConfigurationError` for a document that cannot be run. */
export function prepareOperation<Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: NoInfer<Variables> | Record<string, never>,
): PreparedOperation<Data> {
  if (!Array.isArray(document?.definitions)) {
    throw new ConfigurationError('Not a GraphQL document. Pass one produced by GraphQL Code Generator or `parse`.');
  }
  const operations = document.definitions.filter((definition) => definition.kind === 'OperationDefinition');
  const [operation] = operations;
  if (operation === undefined || operations.length > 1) {
    throw new ConfigurationError(`The document must have exactly one operation (it has ${operations.length}).`);
  }
  const { operation: kind, name } = operation;
  if (kind === 'subscription') {
    throw new ConfigurationError('The document is a subscription. Only queries and mutations are supported.');
  }
  const body = JSON.stringify({ operationName: name?.value, query: stringifyDocument(document), variables });
  return { name: name?.value ?? `anonymous ${kind}`, kind, document, body: encoder.encode(body) };
}

const encoder = new TextEncoder();
