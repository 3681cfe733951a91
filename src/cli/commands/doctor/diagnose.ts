import { compareSchemas, type Drift } from '../../../drift/compare-schemas.js';
import { fetchLiveSchema, IntrospectionOffError } from '../../../drift/live-schema.js';
import { probeSchema } from '../../../drift/probe-schema.js';
import { ParadimeError } from '../../../errors.js';
import type { Paradime } from '../../../paradime.js';
import { readLocalSchema } from '../../../schemas.js';
import {
  AuthenticationError,
  GraphQLResponseError,
  HttpError,
  NetworkError,
  PermissionError,
  ProtocolError,
  RateLimitError,
  SchemaMismatchError,
  TimeoutError,
} from '../../../transport/errors.js';

/** What the doctor looks at, in order. */
const subjects = ['endpoint', 'connection', 'server', 'credentials', 'capability', 'list', 'logos', 'schema'] as const;
type Subject = (typeof subjects)[number];

/** One thing the doctor found. */
export interface Diagnosis {
  readonly subject: Subject;
  /** `unknown`: it could not be found out. */
  readonly status: 'ok' | 'warning' | 'problem' | 'unknown';
  readonly message: string;
  /** What to do about it. */
  readonly advice?: string | undefined;
}

/** Examines an endpoint, reading only: it lists, asks for the schema, and sends documents that cannot run. */
export async function* diagnose(
  paradime: Paradime,
  endpoint: string,
  signal: AbortSignal,
): AsyncGenerator<Diagnosis, void, undefined> {
  const unreached = new Set(subjects);
  for await (const diagnosis of examine(paradime, endpoint, signal)) {
    unreached.delete(diagnosis.subject);
    yield diagnosis;
  }
  for (const subject of unreached) yield { subject, status: 'unknown', message: 'not reached' };
}

/** Tells of each subject in turn, as far as it gets. */
async function* examine(
  paradime: Paradime,
  endpoint: string,
  signal: AbortSignal,
): AsyncGenerator<Diagnosis, void, undefined> {
  yield examineEndpoint(endpoint);
  const error = await errorOf(() => paradime.customIntegrations.list({ signal }));
  yield* examineList(error);
  if (error !== undefined && !(error instanceof SchemaMismatchError || error instanceof GraphQLResponseError)) return;
  yield examineLogos(await errorOf(() => paradime.customIntegrations.list({ includeLogo: true, signal })));
  yield* examineSchema(paradime, signal);
}

/** What an attempt failed with. Throws what is no answer of the server's: an interruption. */
async function errorOf(attempt: () => Promise<unknown>): Promise<ParadimeError | undefined> {
  try {
    await attempt();
    return undefined;
  } catch (error) {
    if (error instanceof ParadimeError) return error;
    throw error;
  }
}

function examineEndpoint(endpoint: string): Diagnosis {
  const { origin, pathname, protocol } = new URL(endpoint);
  const isUsual = /^\/api\/v1\/[^/]+\/graphql$/.test(pathname);
  if (!isUsual) {
    return {
      subject: 'endpoint',
      status: 'warning',
      message: `${origin} is well-formed, but its path is not of the form /api/v1/<company token>/graphql`,
      advice: 'Copy the endpoint from the API page of Paradime.',
    };
  }
  const encrypted = protocol === 'https:' ? 'https' : 'http to this machine';
  return {
    subject: 'endpoint',
    status: 'ok',
    message: `${origin}, ${encrypted}, and a path of the form /api/v1/<company token>/graphql`,
  };
}

/** What listing the integrations tells: about the connection, the server, the key, and the operation. */
function* examineList(error: ParadimeError | undefined): Generator<Diagnosis, void, undefined> {
  const problem = (subject: Subject, advice: string, message = error?.message ?? ''): Diagnosis => ({
    subject,
    status: 'problem',
    message,
    advice,
  });
  const ok = (subject: Subject, message: string): Diagnosis => ({ subject, status: 'ok', message });

  if (error instanceof NetworkError || error instanceof TimeoutError) {
    yield problem('connection', adviceForConnection(error));
    return;
  }
  yield ok('connection', 'the server answers');
  if (error instanceof HttpError || error instanceof ProtocolError || error instanceof RateLimitError) {
    yield problem('server', adviceForServer(error));
    return;
  }
  yield ok('server', 'it answers as a GraphQL server');
  if (error instanceof AuthenticationError) {
    yield problem(
      'credentials',
      'Compare the key and secret, or the token, with those that Paradime shows, and mind which company and workspace they are of.',
    );
    return;
  }
  yield ok('credentials', 'accepted');
  if (error instanceof PermissionError) {
    yield problem(
      'capability',
      'Give the API key the "Custom Integrations Admin" capability; the feature needs the Enterprise pack.',
    );
    return;
  }
  yield ok('capability', 'the key may list integrations; whether it may change them too shows only when it does');
  if (error === undefined) yield ok('list', 'the registered integrations can be listed');
  else yield problem('list', 'See the schema below, or the message of the server.');
}

const tlsCodes = /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET)/i;

function adviceForConnection(error: NetworkError | TimeoutError): string {
  if (error instanceof TimeoutError)
    return 'See whether a firewall drops the connection, and whether HTTPS_PROXY has to be set.';
  const text = `${error.message} ${String(Reflect.get(Object(error.cause), 'code') ?? '')}`;
  if (tlsCodes.test(text)) {
    return 'The certificate is not trusted. Where a proxy of your company stands between, name its certificate in NODE_EXTRA_CA_CERTS.';
  }
  if (/ENOTFOUND|EAI_AGAIN/.test(text))
    return 'The name of the host is not known here: look for a typo, and whether this machine may reach the internet.';
  if (/ECONNREFUSED/.test(text)) return 'Nothing listens there: look at host and port, and at HTTPS_PROXY.';
  return 'Look at host, network and proxies (HTTPS_PROXY, NO_PROXY).';
}

function adviceForServer(error: ParadimeError): string {
  if (error instanceof RateLimitError) return 'Wait, and run the doctor again.';
  if ((error.status ?? 0) >= 500)
    return 'The server, or a proxy before it, fails. Try again later; if it stays so, ask Paradime.';
  if (error.status === 404) return 'Nothing is at this path: copy the endpoint from the API page of Paradime.';
  return 'This is no GraphQL server, or a proxy answers in its place: copy the endpoint from the API page of Paradime.';
}

function examineLogos(error: ParadimeError | undefined): Diagnosis {
  const subject = 'logos';
  if (error === undefined)
    return { subject, status: 'ok', message: 'logoBase64 exists, so list({ includeLogo: true }) works' };
  if (!(error instanceof SchemaMismatchError) || !/logoBase64/.test(error.message)) {
    return {
      subject,
      status: 'unknown',
      message: `whether logoBase64 exists could not be found out: ${error.message}`,
    };
  }
  return {
    subject,
    status: 'warning',
    message: 'logoBase64 does not exist, so list({ includeLogo: true }) fails; nothing else needs it',
    advice: 'Leave includeLogo out.',
  };
}

async function* examineSchema(paradime: Paradime, signal: AbortSignal): AsyncGenerator<Diagnosis, void, undefined> {
  const subject = 'schema';
  const local = readLocalSchema();
  try {
    const { drifts, renamed } = await compareSchemas(local, await fetchLiveSchema(paradime, signal));
    if (drifts.length === 0) {
      const names = renamed.size > 0 ? ` (${renamed.size} types have other names there, to no effect)` : '';
      yield {
        subject,
        status: 'ok',
        message: `introspection is on, and the server knows all that this library uses${names}`,
      };
    }
    for (const drift of drifts) yield describeDrift(drift);
    return;
  } catch (error) {
    if (!(error instanceof ParadimeError)) throw error;
    if (!(error instanceof IntrospectionOffError)) {
      yield { subject, status: 'unknown', message: `the server could not be asked for its schema: ${error.message}` };
    }
  }
  try {
    const { drifts, unknown } = await probeSchema(paradime, local, signal);
    for (const drift of drifts) yield describeDrift(drift);
    for (const message of unknown) yield { subject, status: 'unknown', message };
    if (drifts.length === 0 && unknown.length === 0) {
      yield {
        subject,
        status: 'ok',
        message:
          'introspection is off; by documents that cannot run: the server knows every type, field, argument and value that this library uses',
      };
    }
    yield {
      subject,
      status: 'unknown',
      message: 'what the server has besides cannot be seen while introspection is off',
    };
  } catch (error) {
    if (!(error instanceof ParadimeError)) throw error;
    yield { subject, status: 'unknown', message: `whether the schemas agree could not be found out: ${error.message}` };
  }
}

function describeDrift({ severity, path, message }: Drift): Diagnosis {
  return {
    subject: 'schema',
    status: severity === 'breaking' ? 'problem' : 'warning',
    message: `${path}: ${message}`,
    advice:
      severity === 'breaking'
        ? 'Requests that use it fail. Look for a newer version of paradime-integrations; `schema diff` shows all differences.'
        : undefined,
  };
}
