import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import {
  buildClientSchema,
  type GraphQLSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  parse,
  printSchema,
} from 'graphql';
import { ParadimeError } from '../errors.js';
import type { Paradime } from '../paradime.js';
import { GraphQLResponseError, ProtocolError } from '../transport/errors.js';

/**
 * Fetches a server's schema. Throws an `IntrospectionOffError` when introspection is off, a `ProtocolError` for an answer
 * that is not a schema, and the errors of any request.
 */
export async function fetchLiveSchema(paradime: Paradime, signal?: AbortSignal): Promise<GraphQLSchema> {
  return toSchema(await introspect(paradime, signal));
}

async function introspect(paradime: Paradime, signal: AbortSignal | undefined): Promise<IntrospectionQuery> {
  try {
    return await paradime.execute(introspection, {}, { signal });
  } catch (cause) {
    if (!(cause instanceof GraphQLResponseError) || !/introspection|__schema/i.test(cause.message)) throw cause;
    throw new IntrospectionOffError(
      'The server does not show its schema: introspection is off. Ask Paradime for the SDL, and compare with that file.',
      { cause },
    );
  }
}

/** The types of an answer say what it should be. What it is shows only when it is read, printed and parsed again. */
function toSchema(data: IntrospectionQuery): GraphQLSchema {
  try {
    const schema = buildClientSchema(data);
    parse(printSchema(schema));
    return schema;
  } catch (cause) {
    throw new ProtocolError(
      "The server's answer to the introspection query is not a schema. Ask Paradime for the SDL, and compare with that file.",
      { operationName: 'IntrospectionQuery', attempts: 1, cause },
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
