import { ConfigurationError, show } from './errors.js';
import { isRecord } from './is-record.js';
import { type Credentials, isBearerToken, isCompanyToken } from './transport/credentials.js';

/** Environment variables by name, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads endpoint and credentials from the variables PARADIME_API_ENDPOINT, PARADIME_API_KEY, PARADIME_API_SECRET,
 * PARADIME_API_TOKEN and PARADIME_WORKSPACE_UID. An empty variable counts as missing, and what is in `given` is not
 * read.
 *
 * PARADIME_API_TOKEN takes precedence over key and secret. PARADIME_API_SECRET may hold a bearer token, as for the
 * official client; the key is then ignored. Throws one `ConfigurationError` that names all missing variables.
 */
export function readEnvironment(
  env: Environment,
  given: { readonly endpoint?: unknown; readonly credentials?: unknown },
): { readonly endpoint: string; readonly credentials: Credentials } {
  if (!isRecord(env)) {
    throw new ConfigurationError(`The environment must be an object, such as process.env (got ${show(env)}).`);
  }
  const missing: string[] = [];
  const read = (name: string): string => {
    if (!env[name]) missing.push(name);
    return env[name] ?? '';
  };
  const endpoint = given.endpoint === undefined ? read('PARADIME_API_ENDPOINT') : '';
  const credentials = given.credentials === undefined ? readCredentials(env, read) : { token: '' };
  if (missing.length > 0) {
    throw new ConfigurationError(
      `Not set in the environment: ${missing.join(', ')}. Set them, or pass \`endpoint\` and \`credentials\` in code.`,
    );
  }
  return { endpoint, credentials };
}

function readCredentials(env: Environment, read: (name: string) => string): Credentials {
  const secret = env['PARADIME_API_SECRET'] ?? '';
  const token = env['PARADIME_API_TOKEN'] || (isBearerToken(secret) ? secret : '');
  const workspaceUid = env['PARADIME_WORKSPACE_UID'] || undefined;
  if (token !== '') {
    return { token, workspaceUid: isCompanyToken(token) ? read('PARADIME_WORKSPACE_UID') : workspaceUid };
  }
  return { apiKey: read('PARADIME_API_KEY'), apiSecret: read('PARADIME_API_SECRET'), workspaceUid };
}
