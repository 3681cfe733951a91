import type { IncomingHttpHeaders } from 'node:http';
import {
  type DocumentNode,
  execute,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  NoSchemaIntrospectionCustomRule,
  specifiedRules,
  validate,
} from 'graphql';
import { createHandler, type Response } from 'graphql-http';
import { isRecord } from '../is-record.js';
import { parseDocument } from './api.js';
import type { Reply } from './http.js';

/** Creates a handler that validates and executes requests, as a GraphQL server over HTTP does. */
export function createGraphqlHandler(
  schema: GraphQLSchema,
  rootValue: object,
  introspection: boolean,
): (request: GraphqlRequest) => Promise<Reply> {
  const rules = introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
  const handle = createHandler<undefined, GraphqlRequest['document']>({
    // Everything that depends on `graphql` uses this module's copy, because test runners load a second one for `graphql-http`.
    execute,
    onSubscribe: ({ context: document }, { operationName, variables }) => {
      if (document === undefined) return undefined;
      if (document instanceof GraphQLError) return invalidDocument([document]);
      const errors = validate(schema, document, rules);
      if (errors.length > 0) return invalidDocument(errors);
      return { schema, document, operationName, variableValues: variables, rootValue };
    },
  });
  return async ({ method, url, headers, body, document }) => {
    const [text, { status, headers: answered }] = await handle({
      method,
      url,
      headers,
      body,
      raw: undefined,
      context: document,
    });
    return { status, headers: answered, body: text };
  };
}

/** A GraphQL request: as much of it as can be read. */
export interface GraphqlRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** The parsed body if it is a JSON object, else the string as sent. */
  readonly body: string | Record<string, unknown>;
  readonly document: DocumentNode | GraphQLError | undefined;
  readonly operationName: string | undefined;
  /** The operation's fields, such as `addCustomIntegrationNodes`. */
  readonly fields: readonly string[];
  readonly variables: Readonly<Record<string, unknown>>;
}

export function readRequest(method: string, url: string, headers: IncomingHttpHeaders, text: string): GraphqlRequest {
  const body = parseJson(text);
  const { query, operationName, variables } = typeof body === 'string' ? {} : body;
  const document = typeof query === 'string' ? parseDocument(query) : undefined;
  const chosen = typeof operationName === 'string' ? operationName : undefined;
  const operation = document && !(document instanceof GraphQLError) ? getOperationAST(document, chosen) : undefined;
  const fields = operation?.selectionSet.selections ?? [];
  return {
    method,
    url,
    headers,
    body,
    document,
    operationName: operation?.name?.value,
    fields: fields.flatMap((field) => (field.kind === Kind.FIELD ? [field.name.value] : [])),
    variables: isRecord(variables) ? variables : {},
  };
}

function invalidDocument(errors: readonly GraphQLError[]): Response {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  return [JSON.stringify({ errors }), { status: 200, statusText: 'OK', headers }];
}

function parseJson(text: string): string | Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : text;
  } catch {
    return text; // graphql-http reports what is wrong with it.
  }
}
