import { Client } from '@urql/core';
import { type Attempt, type AttemptSettings, sendAttempt } from './attempt.js';
import type { CheckedCredentials, CredentialsSource } from './credentials.js';
import { createCredentialsStore } from './credentials-store.js';
import { withDeadline } from './deadline.js';
import { endpointSecrets } from './endpoint.js';
import { AuthenticationError, TimeoutError } from './errors.js';
import { attemptExchange } from './exchange.js';
import type { PreparedOperation } from './operation.js';
import { createRedact } from './redact.js';

/** Options of every call that sends requests. */
export interface RequestOptions {
  /** Aborts the call: it rejects with the signal's own reason. */
  readonly signal?: AbortSignal | undefined;
}

/** An answer, and how often the operation was sent to get it. */
export interface Result<Data> {
  readonly data: Data;
  readonly attempts: number;
}

/** Runs GraphQL operations over HTTP. Knows nothing of what they mean. */
export interface Transport {
  /** Scheme, host and port of the endpoint: all of it that may be shown. */
  readonly origin: string;
  /** Rejects with a `ParadimeError`, or with the signal's reason. */
  run<Data>(operation: PreparedOperation<Data>, options?: RequestOptions): Promise<Result<Data>>;
}

export interface TransportSettings extends AttemptSettings {
  readonly credentials: CredentialsSource;
}

/** Throws a `ConfigurationError` when the credentials are fixed and cannot be sent. */
export function createTransport(settings: TransportSettings): Transport {
  const { endpoint, timeoutMs } = settings;
  const { origin } = endpoint;
  const store = createCredentialsStore(settings.credentials);
  const hidden = endpointSecrets(endpoint);
  const client = new Client({
    url: origin,
    exchanges: [attemptExchange((attempt, teardown) => sendAttempt(attempt, settings, teardown))],
    preferGetMethod: false,
    requestPolicy: 'network-only',
  });
  let lastKey = 0;

  async function attempt<Data>(
    operation: PreparedOperation<Data>,
    credentials: CheckedCredentials,
    attempts: number,
    signal: AbortSignal | undefined,
  ): Promise<Result<Data>> {
    const attempt: Attempt = {
      operation,
      operationName: operation.name,
      origin,
      attempts,
      credentialHeaders: credentials.headers,
      redact: createRedact([...credentials.secrets, ...hidden]),
      signal,
    };
    // A key of its own keeps urql from merging two equal queries in flight, of which one could abort the other. The
    // variables are in the operation's body already.
    const request = { key: ++lastKey, query: operation.document, variables: {} };
    const result =
      operation.kind === 'query'
        ? await client.executeQuery<Data>(request, { attempt }).toPromise()
        : await client.executeMutation<Data>(request, { attempt }).toPromise();
    if (result.data === undefined) throw result.error?.networkError;
    return { data: result.data, attempts };
  }

  function credentialsFor(
    operation: PreparedOperation<unknown>,
    signal: AbortSignal | undefined,
    refused?: CheckedCredentials,
  ): Promise<CheckedCredentials> {
    const error = (): TimeoutError =>
      new TimeoutError(`The \`credentials\` function gave none within ${timeoutMs} ms.`, {
        operationName: operation.name,
        timeoutMs,
      });
    return withDeadline({ signals: [signal], timeout: { ms: timeoutMs, error } }, () =>
      refused && store.renew ? store.renew(refused) : store.current(),
    );
  }

  return {
    origin,
    async run(operation, { signal } = {}) {
      const credentials = await credentialsFor(operation, signal);
      try {
        return await attempt(operation, credentials, 1, signal);
      } catch (error) {
        if (!(error instanceof AuthenticationError) || store.renew === undefined) throw error;
        return await attempt(operation, await credentialsFor(operation, signal, credentials), 2, signal);
      }
    },
  };
}
