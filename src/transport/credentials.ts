import { ConfigurationError } from '../errors.js';

/** One of the three ways to authenticate (known from the official client). */
export type Credentials = KeyCredentials | WorkspaceTokenCredentials | CompanyTokenCredentials;

/**
 * Credentials, or a function that fetches them, for instance from a secret manager. The function is called again
 * after an authentication failure, at most once per operation.
 */
export type CredentialsSource = Credentials | (() => Credentials | Promise<Credentials>);

/** An API key and its secret, sent as `X-API-KEY` and `X-API-SECRET`. */
export interface KeyCredentials {
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly token?: never;
  /** Uid of the workspace, sent as `X-Paradime-Workspace`. */
  readonly workspaceUid?: string | undefined;
}

/** A bearer token of a workspace (`prdm_wsp_...`), sent as `Authorization: Bearer`. */
export interface WorkspaceTokenCredentials {
  readonly token: string;
  readonly apiKey?: never;
  readonly apiSecret?: never;
  /** Uid of the workspace, sent as `X-Paradime-Workspace`. */
  readonly workspaceUid?: string | undefined;
}

/** A bearer token of a company (`prdm_cmp_...`). It is valid for all the company's workspaces, so `workspaceUid` is required. */
export interface CompanyTokenCredentials {
  readonly token: `prdm_cmp_${string}`;
  readonly apiKey?: never;
  readonly apiSecret?: never;
  /** Uid of the workspace, sent as `X-Paradime-Workspace`. */
  readonly workspaceUid: string;
}

/** Credentials that passed the checks: the headers to send, and the values that must never be shown. */
export interface CheckedCredentials {
  readonly headers: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

const companyTokenPrefix = 'prdm_cmp_';
const workspaceTokenPrefix = 'prdm_wsp_';

export function isCompanyToken(token: string): boolean {
  return token.startsWith(companyTokenPrefix);
}

export function isBearerToken(secret: string): boolean {
  return secret.startsWith(workspaceTokenPrefix) || isCompanyToken(secret);
}

/** Checks credentials and makes their headers. Throws a `ConfigurationError` that names the field but never its value. */
export function checkCredentials(credentials: Credentials): CheckedCredentials {
  if (typeof credentials !== 'object' || credentials === null) {
    throw new ConfigurationError('`credentials` are missing. Pass { apiKey, apiSecret } or { token }.');
  }
  const { apiKey, apiSecret, token, workspaceUid } = credentials;
  const hasKey = apiKey !== undefined || apiSecret !== undefined;
  const hasToken = token !== undefined;
  if (hasKey === hasToken) {
    const got = hasToken ? 'both' : 'neither';
    throw new ConfigurationError(`\`credentials\` must be either { apiKey, apiSecret } or { token } (got ${got}).`);
  }
  const workspace =
    workspaceUid === undefined ? {} : { 'x-paradime-workspace': headerValue('workspaceUid', workspaceUid) };
  if (token !== undefined) {
    const bearer = headerValue('token', token);
    if (isCompanyToken(bearer) && workspaceUid === undefined) {
      throw new ConfigurationError('A company token (prdm_cmp_...) needs `workspaceUid`, the workspace to work in.');
    }
    return { headers: { authorization: `Bearer ${bearer}`, ...workspace }, secrets: [bearer] };
  }
  const key = headerValue('apiKey', apiKey);
  const secret = headerValue('apiSecret', apiSecret);
  if (isBearerToken(secret)) {
    throw new ConfigurationError('`apiSecret` holds a bearer token (prdm_...). Pass it as { token } instead.');
  }
  return { headers: { 'x-api-key': key, 'x-api-secret': secret, ...workspace }, secrets: [secret, key] };
}

/** Checks a value here because `new Headers` would trim a newline silently and put the value into its error. */
function headerValue(field: string, value: unknown): string {
  if (typeof value !== 'string' || value === '') {
    throw new ConfigurationError(`\`${field}\` in \`credentials\` is missing or empty.`);
  }
  const problem = headerProblem(value);
  if (problem !== undefined) {
    throw new ConfigurationError(`\`${field}\` in \`credentials\` ${problem}. Its value is not shown here.`);
  }
  return value;
}

function headerProblem(value: string): string | undefined {
  if (/[^ -~\u00a0-\u00ff]/.test(value))
    return 'contains a character that an HTTP header cannot hold, such as a newline';
  if (value !== value.trim()) return 'begins or ends with whitespace';
  return undefined;
}
