import { ConfigurationError } from '../errors.js';

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

/** A bearer token of a company (`prdm_cmp_...`), which is good for all its workspaces: it needs to be told which. */
export interface CompanyTokenCredentials {
  readonly token: `prdm_cmp_${string}`;
  readonly apiKey?: never;
  readonly apiSecret?: never;
  /** Uid of the workspace, sent as `X-Paradime-Workspace`. */
  readonly workspaceUid: string;
}

/** One of the three ways to authenticate (known from the official client). */
export type Credentials = KeyCredentials | WorkspaceTokenCredentials | CompanyTokenCredentials;

/** Credentials, or a function that fetches them, from a secret manager for instance. It is asked again, once, after an authentication failure. */
export type CredentialsSource = Credentials | (() => Credentials | Promise<Credentials>);

/** Credentials that passed the checks: the headers they go out as, and the values that nobody must see. */
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

/** Checks credentials and makes their headers. Throws a `ConfigurationError` that names the field and never its value. */
export function checkCredentials(credentials: Credentials): CheckedCredentials {
  if (typeof credentials !== 'object' || credentials === null) {
    throw new ConfigurationError('`credentials` are missing. Give { apiKey, apiSecret } or { token }.');
  }
  const { apiKey, apiSecret, token, workspaceUid } = credentials;
  const usesKey = apiKey !== undefined || apiSecret !== undefined;
  if (usesKey === (token !== undefined)) {
    throw new ConfigurationError(
      '`credentials` need either { apiKey, apiSecret } or { token }, not both and not neither.',
    );
  }
  const workspace =
    workspaceUid === undefined ? {} : { 'x-paradime-workspace': headerValue('workspaceUid', workspaceUid) };
  if (token !== undefined) {
    const bearer = headerValue('token', token);
    if (isCompanyToken(bearer) && workspaceUid === undefined) {
      throw new ConfigurationError(
        'A company token (prdm_cmp_...) needs `workspaceUid`, which says the workspace to work on.',
      );
    }
    return { headers: { authorization: `Bearer ${bearer}`, ...workspace }, secrets: [bearer] };
  }
  const key = headerValue('apiKey', apiKey);
  const secret = headerValue('apiSecret', apiSecret);
  if (isBearerToken(secret)) {
    throw new ConfigurationError('`apiSecret` holds a bearer token (prdm_...). Give it as { token } instead.');
  }
  return { headers: { 'x-api-key': key, 'x-api-secret': secret, ...workspace }, secrets: [secret, key] };
}

/** `new Headers` trims a newline silently and names the value in its error: so the check is made here. */
function headerValue(field: string, value: unknown): string {
  if (typeof value !== 'string' || value === '') {
    throw new ConfigurationError(`\`${field}\` in \`credentials\` is missing or empty.`);
  }
  const problem = /[^ -~\u00a0-\u00ff]/.test(value)
    ? 'contains a character that a header cannot hold, a newline perhaps'
    : value !== value.trim() && 'begins or ends with white space';
  if (problem) {
    throw new ConfigurationError(`\`${field}\` in \`credentials\` ${problem}. Its value is not repeated here.`);
  }
  return value;
}
