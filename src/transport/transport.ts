import { type AttemptSettings, sendAttempt } from './attempt.js';
import { createCallId } from './call-id.js';
import type { CheckedCredentials, CredentialsSource } from './credentials.js';
import { createCredentialsStore } from './credentials-store.js';
import { wait } from './deadline.js';
import { type DownloadRequest, download } from './download.js';
import { endpointSecrets } from './endpoint.js';
import { AuthenticationError } from './errors.js';
import { describeRequest, notify, type RequestEndEvent, type RequestStartEvent, type RetryEvent } from './events.js';
import { runThroughExchange } from './exchange.js';
import type { PreparedOperation } from './operation.js';
import { createRedact, type Redact, redactAddresses } from './redact.js';
import { delayAfter, mayRetry, type RetryPolicy } from './retry.js';

/** Runs GraphQL operations over HTTP. It does not know what they mean. */
export interface Transport {
  /** Scheme, host and port of the endpoint: the part of it that may be shown. */
  readonly origin: string;
  readonly retry: RetryPolicy;
  /** Redacts the secrets that were used so far. */
  readonly redact: Redact;
  /** Sends an operation, and repeats it where that is safe. Rejects with a `ParadimeError`, or with the signal's reason. */
  run<Data>(operation: PreparedOperation<Data>, options?: RunOptions): Promise<Result<Data>>;
  /** Downloads a file without credentials, and asks again where that may help. Rejects as `run` does. */
  download(request: DownloadRequest): Promise<Response>;
}

/** Creates a transport. Throws a `ConfigurationError` when fixed credentials cannot be sent. */
export function createTransport(settings: TransportSettings): Transport {
  const { endpoint, timeoutMs, retry } = settings;
  const { origin } = endpoint;
  const hidden = endpointSecrets(endpoint);
  const store = createCredentialsStore(settings.credentials, timeoutMs, hidden);
  async function sendOnce<Data>(attempt: AttemptInput<Data>): Promise<Result<Data>> {
    const { credentials, hidesAddresses, ...facts } = attempt;
    const { operation, attemptNumber } = facts;
    let made: Redact | undefined;
    const redact: Redact = (text) => {
      made ??= createRedact([...store.secrets(), ...credentials.secrets, ...hidden]); // Made only when something has failed.
      return made(hidesAddresses ? redactAddresses(text) : text);
    };
    const send = (): Promise<object> =>
      sendAttempt(
        {
          ...facts,
          operationName: operation.name,
          origin,
          credentialHeaders: credentials.headers,
          redact,
        },
        settings,
      );
    const result = await runThroughExchange(operation, origin, send);
    if (result.data === undefined) throw result.error?.networkError;
    return { data: result.data, attempts: attemptNumber, redact };
  }

  function credentialsFor(signal: AbortSignal | undefined, refused?: CheckedCredentials): Promise<CheckedCredentials> {
    return refused && store.renew ? store.renew(refused, signal) : store.current(signal);
  }

  const redact: Redact = (text) => createRedact([...store.secrets(), ...hidden])(text);
  return {
    origin,
    retry,
    redact,
    download: (request) => download(request, settings, redact),
    async run(operation, options = {}) {
      const { repeatable = operation.kind === 'query', onAttempt, onFailedAttempt, ...passed } = options;
      const { signal } = passed;
      const callId = createCallId();
      let credentials = await credentialsFor(signal);
      let isRenewed = false;
      let failures = 0;
      for (let attemptNumber = 1; ; attemptNumber++) {
        onAttempt?.();
        try {
          return await sendOnce({ ...passed, callId, operation, credentials, attemptNumber, signal });
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
          const about = describeRequest({ operation, callId, attemptNumber, origin });
          notify(settings.onEvent, { type: 'retry', ...about, delayMs, error });
          await wait(delayMs, signal);
        }
      }
    },
  };
}

export interface TransportSettings extends AttemptSettings {
  readonly credentials: CredentialsSource;
  readonly retry: RetryPolicy;
  readonly onEvent: ((event: RequestStartEvent | RequestEndEvent | RetryEvent) => void) | undefined;
}

/** Options of every call that sends requests. */
export interface RequestOptions {
  /** Aborts the call: it rejects with the signal's own reason. */
  readonly signal?: AbortSignal | undefined;
}

export interface RunOptions extends RequestOptions, AnswerOptions {
  /** Whether the operation may be sent again even if it may have been carried out. Default: true for queries, false for mutations. */
  readonly repeatable?: boolean | undefined;
  /** Called before every attempt. */
  readonly onAttempt?: (() => void) | undefined;
  /** Called after every attempt that failed, even if another follows. */
  readonly onFailedAttempt?: ((error: unknown) => void) | undefined;
}

/** How an answer is read, and what its errors say. */
interface AnswerOptions {
  /** The most bytes that the answer may have. Default 6 MiB; more is a `ProtocolError`. */
  readonly maxBytes?: number | undefined;
  /** A sentence for a 403, about the capability that the operation needs. Default: that of custom integrations. */
  readonly permissionHint?: string | undefined;
  /** Whether addresses in the answer are secrets, to be kept out of errors. Default false. */
  readonly hidesAddresses?: boolean | undefined;
}

/** The data of a response, and how many times the operation was sent to get it. */
export interface Result<Data> {
  readonly data: Data;
  readonly attempts: number;
  /** For what an error quotes of the data. */
  readonly redact: Redact;
}

/** The parts of an attempt that differ from one to the next. */
interface AttemptInput<Data> extends AnswerOptions {
  readonly callId: string;
  readonly operation: PreparedOperation<Data>;
  readonly credentials: CheckedCredentials;
  readonly attemptNumber: number;
  readonly signal: AbortSignal | undefined;
}
