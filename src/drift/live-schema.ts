import { buildClientSchema, type GraphQLSchema, getIntrospectionQuery, parse } from 'graphql';
import { ParadimeError } from '../errors.js';
import type { Paradime } from '../paradime.js';
import { GraphQLResponseError } from '../transport/errors.js';

/** The server does not tell its schema. */
export class IntrospectionOffError extends ParadimeError {
  static {
    IntrospectionOffError.prototype.name = 'IntrospectionOffError';
  }
  override readonly code = 'INTROSPECTION_OFF';
}

const introspection = parse(getIntrospectionQuery({ descriptions: true }));

/** Asks a server for its schema. Throws an `IntrospectionOffError` where it does not tell, and what any request throws. */
export async function fetchLiveSchema(paradime: Paradime, signal?: AbortSignal): Promise<GraphQLSchema> {
  try {
    const data = await paradime.execute(introspection, {}, { signal });
    return buildClientSchema(JSON.parse(JSON.stringify(data)));
  } catch (cause) {
    if (!(cause instanceof GraphQLResponseError) || !/introspection|__schema/i.test(cause.message)) throw cause;
    throw new IntrospectionOffError(
      'The server does not tell its schema: introspection is off. Ask Paradime for the SDL, and compare with the file.',
      { cause },
    );
  }
}
