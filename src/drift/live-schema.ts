import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { buildClientSchema, type GraphQLSchema, getIntrospectionQuery, type IntrospectionQuery, parse } from 'graphql';
import { ParadimeError } from '../errors.js';
import type { Paradime } from '../paradime.js';
import { GraphQLResponseError } from '../transport/errors.js';

/** Fetches a server's schema. Throws an `IntrospectionOffError` when introspection is off, and the errors of any request. */
export async function fetchLiveSchema(paradime: Paradime, signal?: AbortSignal): Promise<GraphQLSchema> {
  try {
    const data = await paradime.execute(introspection, {}, { signal });
    return buildClientSchema(data);
  } catch (cause) {
    if (!(cause instanceof GraphQLResponseError) || !/introspection|__schema/i.test(cause.message)) throw cause;
    throw new IntrospectionOffError(
      'The server does not show its schema: introspection is off. Ask Paradime for the SDL, and compare with that file.',
      { cause },
    );
  }
}

const introspection: TypedDocumentNode<IntrospectionQuery, Record<string, never>> = parse(
  getIntrospectionQuery({ descriptions: true }),
);

/** The server does not show its schema. */
export class IntrospectionOffError extends ParadimeError {
  static {
    IntrospectionOffError.prototype.name = 'IntrospectionOffError';
  }
  override readonly code = 'INTROSPECTION_OFF';
}
