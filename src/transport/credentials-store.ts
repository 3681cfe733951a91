import { type CheckedCredentials, type Credentials, type CredentialsSource, checkCredentials } from './credentials.js';
import { abortable, withDeadline } from './deadline.js';
import { AuthenticationError, TimeoutError } from './errors.js';
import { createRedact, type Redact, redactError } from './redact.js';

/** Holds the credentials in use, and fetches new ones when the server stops accepting them. */
export interface CredentialsStore {
  current(signal: AbortSignal | undefined): Promise<CheckedCredentials>;
  /** Returns credentials to try instead of `refused`. Absent when the credentials are fixed. */
  readonly renew?: (refused: CheckedCredentials, signal: AbortSignal | undefined) => Promise<CheckedCredentials>;
  /** The secrets of earlier credentials, which a server may still repeat. */
  readonly secrets: () => readonly string[];
}

/** So many secrets are remembered: a job that runs for months renews its credentials often. */
const mostSecrets = 20;

/** Checks fixed credentials at once. Throws a `ConfigurationError` that names the field but never its value. */
export function createCredentialsStore(
  source: CredentialsSource,
  timeoutMs: number,
  hidden: readonly string[],
): CredentialsStore {
  if (typeof source !== 'function') {
    const checked = checkCredentials(source);
    return { current: async () => checked, secrets: () => checked.secrets };
  }
  let inUse: CheckedCredentials | undefined;
  let secrets: readonly string[] = [];
  let call: Call | undefined;
  // Concurrent requests that need credentials share one call of the function. It is given up when all of them are aborted.
  const ask = async (signal: AbortSignal | undefined): Promise<CheckedCredentials> => {
    call ??= begin();
    const current = call;
    current.waiting++;
    try {
      return await abortable(signal, () => current.answer);
    } finally {
      if (--current.waiting === 0) current.controller.abort();
      if (call === current && current.waiting === 0) call = undefined;
    }
  };
  const begin = (): Call => {
    const controller = new AbortController();
    const answer = askFor(source, timeoutMs, createRedact([...secrets, ...hidden]), controller.signal).then(
      (checked) => {
        inUse = checked;
        secrets = [...checked.secrets, ...secrets].slice(0, mostSecrets);
        return checked;
      },
    );
    answer.catch(() => {}); // Whoever waits for it hears of it.
    return { answer, controller, waiting: 0 };
  };
  return {
    current: async (signal) => inUse ?? ask(signal),
    renew: async (refused, signal) => (inUse === refused || inUse === undefined ? ask(signal) : inUse),
    secrets: () => secrets,
  };
}

/** A call of the credentials function that is under way. */
interface Call {
  readonly answer: Promise<CheckedCredentials>;
  readonly controller: AbortController;
  waiting: number;
}

async function askFor(
  source: () => Credentials | Promise<Credentials>,
  timeoutMs: number,
  redact: Redact,
  signal: AbortSignal,
): Promise<CheckedCredentials> {
  const error = (): TimeoutError =>
    new TimeoutError(
      `The \`credentials\` function did not return credentials within ${timeoutMs} ms. Raise \`timeoutMs\` if it needs longer.`,
      { timeoutMs },
    );
  let credentials: Credentials;
  try {
    credentials = await withDeadline({ signal, timeout: { ms: timeoutMs, error } }, async () => source());
  } catch (cause) {
    if (cause instanceof TimeoutError || signal.aborted) throw cause;
    const message = 'The `credentials` function failed, so no request was sent. Its own error is the `cause`.';
    throw new AuthenticationError(message, { cause: redactError(cause, redact) });
  }
  return checkCredentials(credentials);
}
