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
  const missing = missingVariables(env, given);
  if (missing.length > 0) {
    throw new ConfigurationError(
      `Not set in the environment: ${missing.join(', ')}. Set them, or pass \`endpoint\` and \`credentials\` in code.`,
    );
  }
  return {
    endpoint: given.endpoint === undefined ? (env['PARADIME_API_ENDPOINT'] ?? '') : '',
    credentials: given.credentials === undefined ? readCredentials(env) : { token: '' },
  };
}

/** The names of the variables that are needed and not set. What is in `given` is not needed. */
export function missingVariables(
  env: Environment,
  { endpoint, credentials }: { readonly endpoint?: unknown; readonly credentials?: unknown } = {},
): readonly string[] {
  const needed = [
    ...(endpoint === undefined ? ['PARADIME_API_ENDPOINT'] : []),
    ...(credentials === undefined ? credentialVariables(env) : []),
  ];
  return needed.filter((name) => !env[name]);
}

/** The names of the variables that the credentials are read from: those of a token if one is set, else key and secret. */
export function credentialVariables(env: Environment): readonly string[] {
  const token = tokenOf(env);
  if (token === '') return ['PARADIME_API_KEY', 'PARADIME_API_SECRET'];
  const name = env['PARADIME_API_TOKEN'] ? 'PARADIME_API_TOKEN' : 'PARADIME_API_SECRET';
  return isCompanyToken(token) ? [name, 'PARADIME_WORKSPACE_UID'] : [name];
}

function tokenOf(env: Environment): string {
  const secret = env['PARADIME_API_SECRET'] ?? '';
  return env['PARADIME_API_TOKEN'] || (isBearerToken(secret) ? secret : '');
}

function readCredentials(env: Environment): Credentials {
  const workspaceUid = env['PARADIME_WORKSPACE_UID'] || undefined;
  const token = tokenOf(env);
  if (token !== '') return { token, workspaceUid };
  return {
    apiKey: env['PARADIME_API_KEY'] ?? '',
    apiSecret: env['PARADIME_API_SECRET'] ?? '',
    workspaceUid,
  };
}
