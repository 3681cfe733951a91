import { type CheckedCredentials, type Credentials, type CredentialsSource, checkCredentials } from './credentials.js';
import { AuthenticationError } from './errors.js';

/** Holds the credentials in use, and asks for new ones when they stop being accepted. */
export interface CredentialsStore {
  current(): Promise<CheckedCredentials>;
  /** Credentials to try instead of `refused`; absent where the credentials are fixed. */
  readonly renew?: (refused: CheckedCredentials) => Promise<CheckedCredentials>;
}

/** Fixed credentials are checked at once: throws a `ConfigurationError` that names the field and never its value. */
export function createCredentialsStore(source: CredentialsSource): CredentialsStore {
  if (typeof source !== 'function') {
    const checked = Promise.resolve(checkCredentials(source));
    return { current: () => checked };
  }
  let inUse: CheckedCredentials | undefined;
  let asked: Promise<CheckedCredentials> | undefined;
  // Requests that run side by side need credentials at the same moment: they share one question.
  const ask = (): Promise<CheckedCredentials> => {
    asked ??= askFor(source)
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

async function askFor(source: () => Credentials | Promise<Credentials>): Promise<CheckedCredentials> {
  let credentials: Credentials;
  try {
    credentials = await source();
  } catch (cause) {
    throw new AuthenticationError(
      'The `credentials` function failed, so no request was sent. Its own error is the cause.',
      {
        cause,
      },
    );
  }
  return checkCredentials(credentials);
}
