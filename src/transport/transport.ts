import { Client } from '@urql/core';
import { type Attempt, type AttemptSettings, sendAttempt } from './attempt.js';
import { createCallId } from './call-id.js';
import type { CheckedCredentials, CredentialsSource } from './credentials.js';
import { createCredentialsStore } from './credentials-store.js';
import { abortable, wait } from './deadline.js';
import { endpointSecrets } from './endpoint.js';
import { AuthenticationError } from './errors.js';
import { describeRequest, notify, type RequestEndEvent, type RequestStartEvent, type RetryEvent } from './events.js';
import { attemptExchange } from './exchange.js';
import type { PreparedOperation } from './operation.js';
import { createRedact, type Redact } from './redact.js';
import { delayAfter, mayRetry, type RetryPolicy } from './retry.js';

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

export interface RunOptions extends RequestOptions {
  /** Whether the operation may be sent again although it may have been carried out. Default: queries may, mutations not. */
  readonly repeatable?: boolean | undefined;
  /** Told before every attempt. */
  readonly onAttempt?: (() => void) | undefined;
  /** Told of every attempt that failed, also of those that were followed by another. */
  readonly onFailedAttempt?: ((error: unknown) => void) | undefined;
}

/** Runs GraphQL operations over HTTP. Knows nothing of what they mean. */
export interface Transport {
  /** Scheme, host and port of the endpoint: all of it that may be shown. */
  readonly origin: string;
  readonly retry: RetryPolicy;
  /** Sends an operation, again where that is safe. Rejects with a `ParadimeError`, or with the signal's reason. */
  run<Data>(operation: PreparedOperation<Data>, options?: RunOptions): Promise<Result<Data>>;
}

export interface TransportSettings extends AttemptSettings {
  readonly credentials: CredentialsSource;
  readonly retry: RetryPolicy;
  readonly onEvent: ((event: RequestStartEvent | RequestEndEvent | RetryEvent) => void) | undefined;
}

/** Throws a `ConfigurationError` when the credentials are fixed and cannot be sent. */
export function createTransport(settings: TransportSettings): Transport {
  const { endpoint, timeoutMs, retry } = settings;
  const { origin } = endpoint;
  const hidden = endpointSecrets(endpoint);
  const store = createCredentialsStore(settings.credentials, timeoutMs, hidden);
  /** The requests that urql is about to send, by the keys of their operations. */
  const sends = new Map<number, () => Promise<object>>();
  const client = new Client({
    url: origin,
    exchanges: [
      attemptExchange((key) => sends.get(key)?.() ?? Promise.reject(new Error(`Nothing to send for ${key}.`))),
    ],
    preferGetMethod: false,
    requestPolicy: 'network-only',
  });
  let lastKey = 0;

  async function attempt<Data>(
    callId: string,
    operation: PreparedOperation<Data>,
    credentials: CheckedCredentials,
    attempts: number,
    signal: AbortSignal | undefined,
  ): Promise<Result<Data>> {
    let redact: Redact | undefined;
    const attempt: Attempt = {
      callId,
      operation,
      operationName: operation.name,
      origin,
      attempts,
      credentialHeaders: credentials.headers,
      redact: (text) => {
        redact ??= createRedact([...credentials.secrets, ...hidden]); // Needed only when something failed.
        return redact(text);
      },
      signal,
    };
    // A key of its own keeps urql from merging two equal queries in flight, of which one could abort the other. The
    // variables are in the operation's body already.
    const request = { key: ++lastKey, query: operation.document, variables: {} };
    sends.set(request.key, () => sendAttempt(attempt, settings));
    const result =
      operation.kind === 'query'
        ? await client.executeQuery<Data>(request).toPromise()
        : await client.executeMutation<Data>(request).toPromise();
    sends.delete(request.key);
    if (result.data === undefined) throw result.error?.networkError;
    return { data: result.data, attempts };
  }

  function credentialsFor(signal: AbortSignal | undefined, refused?: CheckedCredentials): Promise<CheckedCredentials> {
    return abortable(signal, () => (refused && store.renew ? store.renew(refused) : store.current()));
  }

  return {
    origin,
    retry,
    async run(operation, { signal, repeatable = operation.kind === 'query', onAttempt, onFailedAttempt } = {}) {
      const callId = createCallId();
      let credentials = await credentialsFor(signal);
      let isRenewed = false;
      let failures = 0;
      for (let attempts = 1; ; attempts++) {
        onAttempt?.();
        try {
          return await attempt(callId, operation, credentials, attempts, signal);
        } catch (error) {
          onFailedAttempt?.(error);
          if (signal?.aborted) throw error;
          if (error instanceof AuthenticationError && store.renew && !isRenewed) {
            isRenewed = true;
            credentials = await credentialsFor(signal, credentials);
            continue;
          }
          failures++;
          const delayMs = delayAfter(error, failures, retry);
          if (failures >= retry.maxAttempts || delayMs === undefined || !mayRetry(error, repeatable)) throw error;
          const about = describeRequest(operation, { callId, attempt: attempts, origin });
          notify(settings.onEvent, { type: 'retry', ...about, delayMs, error });
          await wait(delayMs, signal);
        }
      }
    },
  };
}
