import { type CheckedCredentials, type Credentials, type CredentialsSource, checkCredentials } from './credentials.js';
import { withDeadline } from './deadline.js';
import { AuthenticationError, TimeoutError } from './errors.js';
import { createRedact, type Redact, redactError } from './redact.js';

/** Holds the credentials in use, and fetches new ones when the server stops accepting them. */
export interface CredentialsStore {
  current(): Promise<CheckedCredentials>;
  /** Returns credentials to try instead of `refused`. Absent when the credentials are fixed. */
  readonly renew?: (refused: CheckedCredentials) => Promise<CheckedCredentials>;
}

/** Checks fixed credentials at once. Throws a `ConfigurationError` that names the field but never its value. */
export function createCredentialsStore(
  source: CredentialsSource,
  timeoutMs: number,
  hidden: readonly string[],
): CredentialsStore {
  if (typeof source !== 'function') {
    const checked = Promise.resolve(checkCredentials(source));
    return { current: () => checked };
  }
  let inUse: CheckedCredentials | undefined;
  let pending: Promise<CheckedCredentials> | undefined;
  // Concurrent requests that need credentials share one call of the function.
  const ask = (): Promise<CheckedCredentials> => {
    pending ??= askFor(source, timeoutMs, createRedact([...(inUse?.secrets ?? []), ...hidden]))
      .then((checked) => {
        inUse = checked;
        return checked;
      })
      .finally(() => {
        pending = undefined;
      });
    return pending;
  };
  return {
    current: async () => inUse ?? ask(),
    renew: async (refused) => (inUse === refused || inUse === undefined ? ask() : inUse),
  };
}

async function askFor(
  source: () => Credentials | Promise<Credentials>,
  timeoutMs: number,
  redact: Redact,
): Promise<CheckedCredentials> {
  const error = (): TimeoutError =>
    new TimeoutError(
      `The \`credentials\` function did not return credentials within ${timeoutMs} ms. Raise \`timeoutMs\` if it needs longer.`,
      { timeoutMs },
    );
  let credentials: Credentials;
  try {
    credentials = await withDeadline({ signal: undefined, timeout: { ms: timeoutMs, error } }, async () => source());
  } catch (cause) {
    if (cause instanceof TimeoutError) throw cause;
    const message = 'The `credentials` function failed, so no request was sent. Its own error is the `cause`.';
    throw new AuthenticationError(message, { cause: redactError(cause, redact) });
  }
  return checkCredentials(credentials);
}
