import { createServer, type IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type DocumentNode,
  execute,
  GraphQLError,
  getOperationAST,
  Kind,
  NoSchemaIntrospectionCustomRule,
  specifiedRules,
  validate,
} from 'graphql';
import { createHandler, type Response } from 'graphql-http';
import { ConfigurationError } from '../errors.js';
import type { Credentials } from '../transport/credentials.js';
import { AccessError, createGate, type SandboxCredentials } from './access.js';
import { createResolvers, parseDocument, readSchema } from './api.js';
import { errorReply, type Reply, readBody, send } from './http.js';
import { type OpenRequest, RequestLog, type SandboxRequest } from './request-log.js';
import { type SandboxIntegration, type SandboxNode, Store } from './store.js';

export interface SandboxOptions {
  /** Default 0: any free port. */
  readonly port?: number | undefined;
  /** What is accepted: one, or several with their capabilities. Default: a key and a secret made for the sandbox. */
  readonly credentials?: SandboxCredentials | readonly SandboxCredentials[] | undefined;
  /** How long each answer is held back, in milliseconds. Default 0. */
  readonly latencyMs?: number | undefined;
  /** Requests with a larger body are answered with 413. Default: no limit. */
  readonly maxBodyBytes?: number | undefined;
  /** Whether the schema can be asked for. Default true; whether Paradime permits it is unknown. */
  readonly introspection?: boolean | undefined;
}

/** A running sandbox. It can be handed to `new Paradime(...)` as it is. */
export interface Sandbox extends AsyncDisposable {
  /** Address of the GraphQL API, in the shape of Paradime's: `/api/v1/<company>/graphql`. */
  readonly endpoint: string;
  /** Address of the page that says what this is. */
  readonly url: string;
  /** Credentials that are accepted: the first of those given. */
  readonly credentials: Credentials;
  /** All integrations, in the order they were registered. */
  integrations(): readonly SandboxIntegration[];
  /** The nodes that an integration shows, as they were sent. Throws for a uid that there is not. */
  nodes(uid: string): readonly SandboxNode[];
  /** All requests to the API so far. */
  requests(): readonly SandboxRequest[];
  /** Stops the server and cuts its connections. */
  close(): Promise<void>;
}

const path = '/api/v1/sandbox-company/graphql';
const defaultCredentials: SandboxCredentials = { apiKey: 'sandbox-key', apiSecret: 'sandbox-secret' };

/**
 * Starts a local server that speaks Paradime's API: the same schema, real GraphQL validation, snapshots that replace
 * atomically. It listens on 127.0.0.1 only and keeps everything in memory.
 *
 * Where Paradime's behaviour is unknown (error codes and statuses, limits) the sandbox has one of its own.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, latencyMs = 0, maxBodyBytes = Number.POSITIVE_INFINITY, introspection = true } = options;
  const accepted = [options.credentials ?? defaultCredentials].flat();
  const { capabilities: _, ...credentials } = accepted[0] ?? defaultCredentials;
  const passGate = createGate(accepted);
  const store = new Store();
  const log = new RequestLog();
  const schema = readSchema();
  const rootValue = createResolvers(store);
  const rules = introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
  const handle = createHandler<undefined, OpenRequest>({
    // All that depends on `graphql` is done with this module's copy: test runners load a second one for `graphql-http`.
    execute,
    onSubscribe: ({ context }, { query, operationName, variables }) => {
      const document = parseDocument(query);
      if (document instanceof GraphQLError) return invalidDocument([document]);
      Object.assign(context, describeOperation(document, operationName)); // Before validation: the log also knows what was refused.
      const errors = validate(schema, document, rules);
      if (errors.length > 0) return invalidDocument(errors);
      return { schema, document, operationName, variableValues: variables, rootValue };
    },
  });

  async function reply(request: IncomingMessage, entry: OpenRequest): Promise<Reply> {
    const { text, bytes } = await readBody(request, maxBodyBytes);
    entry.bytes = bytes;
    if (latencyMs > 0) await delay(latencyMs);
    if (text === undefined) {
      return errorReply(413, `The body has ${bytes} bytes; at most ${maxBodyBytes} are accepted.`, 'TOO_LARGE');
    }
    passGate(request.headers);
    const { method = 'GET', url = '/', headers } = request;
    const [body, init] = await handle({ method, url, headers, body: text, raw: undefined, context: entry });
    return { status: init.status, headers: init.headers, body };
  }

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://sandbox');
    if (pathname !== path) {
      send(
        response,
        pathname === '/' ? page(endpoint) : errorReply(404, `Nothing is here. The API is at ${path}.`, 'NOT_FOUND'),
      );
      return;
    }
    const entry = log.start(request.socket);
    const startedAt = performance.now();
    const answer = await reply(request, entry).catch((error: unknown) =>
      error instanceof AccessError
        ? errorReply(error.status, error.message, String(error.extensions['code']))
        : errorReply(500, error instanceof Error ? error.message : String(error), 'INTERNAL_SERVER_ERROR'),
    );
    entry.status = answer.status;
    entry.durationMs = performance.now() - startedAt;
    send(response, answer);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new ConfigurationError('The sandbox has no port.');
  const origin = `http://127.0.0.1:${address.port}`;
  const endpoint = origin + path;

  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    endpoint,
    url: `${origin}/`,
    credentials,
    integrations: () => store.integrations(),
    nodes: (uid) => store.nodes(uid),
    requests: () => log.requests(),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function describeOperation(
  document: DocumentNode,
  operationName: string | null | undefined,
): Pick<SandboxRequest, 'operationName' | 'fields'> {
  const operation = getOperationAST(document, operationName);
  const fields = operation?.selectionSet.selections ?? [];
  return {
    operationName: operation?.name?.value,
    fields: fields.flatMap((field) => (field.kind === Kind.FIELD ? [field.name.value] : [])),
  };
}

function invalidDocument(errors: readonly GraphQLError[]): Response {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  return [JSON.stringify({ errors }), { status: 200, statusText: 'OK', headers }];
}

function page(endpoint: string): Reply {
  const body = `A sandbox of Paradime's Custom Integration API, by paradime-integrations.\nIts endpoint is ${endpoint}\n`;
  return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}
