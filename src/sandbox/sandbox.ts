import type { IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '../errors.js';
import { readLocalSchema } from '../schemas.js';
import type { Credentials } from '../transport/credentials.js';
import { AccessError, createGate, type SandboxCredentials } from './access.js';
import { createResolvers } from './api.js';
import { createBoltRuns, type SandboxBolt } from './bolt-runs.js';
import { checkFaults } from './check-faults.js';
import { type SandboxDownloads, startDownloads } from './downloads.js';
import { Changes } from './explorer/changes.js';
import { exportData } from './explorer/export-data.js';
import type { ExportedData } from './explorer/exported-data.js';
import { createInspection } from './explorer/inspection.js';
import type { Preview } from './explorer/preview.js';
import { createSite } from './explorer/site.js';
import { Sources } from './explorer/sources.js';
import { applyFault, createFaults, type Fault, type FaultStrikes } from './faults.js';
import { createGraphqlHandler, readRequest } from './graphql.js';
import { errorReply, listen, type Reply, readBody } from './http.js';
import { refusalOf } from './local-only.js';
import { outcomeOf } from './outcome-of.js';
import { countNodes, type OpenRequest, RequestLog, report, type SandboxRequest } from './request-log.js';
import { type SandboxIntegration, type SandboxNode, type SandboxSnapshot, Store } from './store.js';

/**
 * Starts a local server with Paradime's API: the same schema, real GraphQL validation, and snapshots that replace the
 * nodes atomically. It listens on 127.0.0.1 only and keeps everything in memory.
 * Requests under another host name than this machine's own, and those of pages of another origin, are refused with 403.
 *
 * Throws a `ConfigurationError` for a fault that cannot strike as it is written, and for an artifact without a file.
 *
 * Where Paradime's behaviour is unknown (error codes and statuses, limits), the sandbox has its own.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { sandbox } = await startExplorableSandbox(options);
  return sandbox;
}

export interface SandboxOptions {
  /** Port to listen on. Default: 0, which takes a free one. */
  readonly port?: number | undefined;
  /** The credentials to accept, one or several, with their capabilities. Default: a key and a secret made for the sandbox. */
  readonly credentials?: SandboxCredentials | readonly SandboxCredentials[] | undefined;
  /** How long each response is delayed, in milliseconds. Default 0. */
  readonly latencyMs?: number | undefined;
  /** Requests with a larger body are answered with 413. Default: no limit. */
  readonly maxBodyBytes?: number | undefined;
  /** Whether introspection of the schema is permitted. Default true. Whether Paradime permits it is unknown. */
  readonly introspection?: boolean | undefined;
  /** The runs of Bolt schedules, by the slug of the schedule, with the files that they left behind. Default: none. */
  readonly bolt?: SandboxBolt | undefined;
  /** Failures to simulate, to see how a job copes with them. Default: none. */
  readonly faults?: readonly Fault[] | undefined;
  /** Seed for faults that have a probability. Default 1. */
  readonly seed?: number | undefined;
  /**
   * Called with each request to the API, just before its response is sent. If it throws, the response is unaffected, and
   * the error is reported as uncaught. Default: none.
   */
  readonly onRequest?: ((request: SandboxRequest) => void) | undefined;
}

/** A running sandbox. It can be passed to `new Paradime(...)` directly. */
export interface Sandbox extends AsyncDisposable {
  /** Address of the GraphQL API, in the shape of Paradime's: `/api/v1/<company>/graphql`. */
  readonly endpoint: string;
  /** Address of the page that shows what was published. */
  readonly url: string;
  /** The first of the credentials that are accepted. */
  readonly credentials: Credentials;
  /** All integrations, in the order they were registered. */
  integrations(): readonly SandboxIntegration[];
  /** The nodes that an integration shows, as they were sent. Throws for an unknown uid. */
  nodes(uid: string): readonly SandboxNode[];
  /** The stable ids that an integration shows more than once, because nodes were stored twice. */
  duplicates(uid: string): readonly string[];
  /** All snapshots so far, including those that were left open. */
  snapshots(): readonly SandboxSnapshot[];
  /** All requests to the API so far. */
  requests(): readonly SandboxRequest[];
  /** How many connections these requests came over. */
  connections(): number;
  /** How often artifacts of Bolt were downloaded so far. The downloads are not among `requests()`. */
  readonly bolt: SandboxDownloads;
  /** How often each fault struck so far, in the order given. */
  faults(): readonly FaultStrikes[];
  /** Stops the server and cuts its connections. */
  close(): Promise<void>;
}

export async function startExplorableSandbox(options: SandboxOptions = {}): Promise<ExplorableSandbox> {
  const { port = 0, latencyMs = 0, maxBodyBytes = Number.POSITIVE_INFINITY, introspection = true } = options;
  const accepted = [options.credentials ?? defaultCredentials].flat();
  const { capabilities: _, ...credentials } = accepted[0] ?? defaultCredentials;
  const passGate = createGate(accepted);
  const store = new Store();
  const log = new RequestLog();
  checkFaults(options.faults ?? []);
  const faults = createFaults(options.faults ?? [], options.seed ?? 1);
  const runs = createBoltRuns(options.bolt ?? {});
  const downloads = await startDownloads(options.bolt !== undefined, faults, accepted);
  const handle = createGraphqlHandler(
    readLocalSchema(),
    createResolvers(store, runs, downloads.addressOf),
    introspection,
  );
  const changes = new Changes();
  const sources = new Sources(store);
  const inspection = createInspection(sources, log, changes);

  async function answer(message: IncomingMessage, entry: OpenRequest): Promise<Reply> {
    const refusal = refusalOf(message.headers, Number(new URL(endpoint).port || 80));
    if (refusal !== undefined) return errorReply(403, refusal, 'FORBIDDEN');
    const { text, bytes } = await readBody(message, maxBodyBytes);
    entry.bytes = bytes;
    if (latencyMs > 0) await delay(latencyMs);
    if (text === undefined) {
      return errorReply(413, `The body has ${bytes} bytes, but at most ${maxBodyBytes} are accepted.`, 'TOO_LARGE');
    }
    const { method = 'GET', url = '/', headers } = message;
    const request = readRequest(method, url, headers, text);
    const { operationName, fields, variables } = request;
    Object.assign(entry, { operationName, fields, nodes: countNodes(variables) });
    const process = async (): Promise<Reply> => {
      passGate(headers, fields);
      return handle(request);
    };
    const effect = faults.pick(operationName, variables);
    if (effect === undefined) return process();
    entry.outcome = 'fault';
    return applyFault(effect, fields, process);
  }

  async function serve(message: IncomingMessage): Promise<Reply> {
    const [pathname] = (message.url ?? '/').split('?');
    const shown = site(message, pathname ?? '/');
    if (shown) return shown.catch(failureReply);
    if (pathname !== path) return errorReply(404, `Nothing here. The API is at ${path}.`, 'NOT_FOUND');
    const entry = log.start(message.socket);
    const startedAt = performance.now();
    const reply = await answer(message, entry).catch(failureReply);
    entry.status = reply.status;
    entry.durationMs = performance.now() - startedAt;
    entry.outcome ??= outcomeOf(reply);
    changes.note();
    report(entry, options.onRequest);
    return reply;
  }

  const { origin, close: closeApi } = await listen(port, serve).catch(async (error: unknown) => {
    await downloads.close();
    throw error;
  });
  const close = async (): Promise<void> => {
    await Promise.all([closeApi(), downloads.close()]);
  };
  const endpoint = origin + path;
  const site = createSite(inspection, endpoint);
  const sandbox: Sandbox = {
    endpoint,
    url: `${origin}/`,
    credentials,
    integrations: () => store.integrations(),
    nodes: (uid) => store.nodes(uid),
    duplicates: (uid) => store.duplicates(uid),
    snapshots: () => store.snapshots(),
    requests: () => log.requests(),
    connections: () => log.connections(),
    bolt: downloads.counts,
    faults: faults.strikes,
    close,
    [Symbol.asyncDispose]: close,
  };
  return {
    sandbox,
    preview: (preview, key) => {
      sources.preview(preview, key);
      changes.note();
    },
    exportData: () => exportData(inspection),
  };
}

/** A sandbox whose page can show integrations that are not published. */
export interface ExplorableSandbox {
  readonly sandbox: Sandbox;
  /**
   * Shows an integration as its files describe it, in place of the previous preview of this key. Undefined shows none.
   * Default key: the empty string.
   */
  readonly preview: (preview: Preview | undefined, key?: string) => void;
  /** Returns everything that the page can show, to be saved. */
  readonly exportData: () => Promise<ExportedData>;
}

const path = '/api/v1/sandbox-company/graphql';
const defaultCredentials: SandboxCredentials = { apiKey: 'sandbox-key', apiSecret: 'sandbox-secret' };

/** Also sent when the client has disconnected; nobody reads it then. */
function failureReply(error: unknown): Reply {
  if (error instanceof AccessError) return errorReply(error.status, error.message, String(error.extensions['code']));
  return errorReply(500, messageOf(error), 'INTERNAL_SERVER_ERROR');
}
