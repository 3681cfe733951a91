import { type CheckedCredentials, type Credentials, type CredentialsSource, checkCredentials } from './credentials.js';
import { withDeadline } from './deadline.js';
import { AuthenticationError, TimeoutError } from './errors.js';
import { createRedact, type Redact, redactError } from './redact.js';

/** Holds the credentials in use, and asks for new ones when they stop being accepted. */
export interface CredentialsStore {
  current(): Promise<CheckedCredentials>;
  /** Credentials to try instead of `refused`; absent where the credentials are fixed. */
  readonly renew?: (refused: CheckedCredentials) => Promise<CheckedCredentials>;
}

/** Fixed credentials are checked at once: throws a `ConfigurationError` that names the field and never its value. */
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
  let asked: Promise<CheckedCredentials> | undefined;
  // Requests that run side by side need credentials at the same moment: they share one question.
  const ask = (): Promise<CheckedCredentials> => {
    asked ??= askFor(source, timeoutMs, createRedact([...(inUse?.secrets ?? []), ...hidden]))
      .then((checked) => {
        inUse = checked;
        return checked;
      })
      .finally(() => {
        asked = undefined;
      });
    return asked;
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
    new TimeoutError(`The \`credentials\` function gave none within ${timeoutMs} ms.`, { timeoutMs });
  let credentials: Credentials;
  try {
    credentials = await withDeadline({ signal: undefined, timeout: { ms: timeoutMs, error } }, async () => source());
  } catch (cause) {
    if (cause instanceof TimeoutError) throw cause;
    const message = 'The `credentials` function failed, so no request was sent. Its own error is the cause.';
    throw new AuthenticationError(message, { cause: redactError(cause, redact) });
  }
  return checkCredentials(credentials);
}
