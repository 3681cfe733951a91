import { ParadimeError } from '../errors.js';
import { type Answer, type RequestFacts, readAnswer, readData, requestIdOf } from './answer.js';
import { withDeadline } from './deadline.js';
import { NetworkError, ProtocolError, TimeoutError } from './errors.js';
import { describeRequest, notify, type RequestEndEvent, type RequestStartEvent } from './events.js';
import { describeNetworkFailure } from './network-failure.js';
import type { PreparedOperation } from './operation.js';
import { redactError } from './redact.js';

/** An operation that is sent once. */
export interface Attempt extends RequestFacts {
  readonly callId: string;
  readonly operation: PreparedOperation<unknown>;
  readonly credentialHeaders: Readonly<Record<string, string>>;
  readonly signal: AbortSignal | undefined;
  /** The most bytes that the answer may have. Default 6 MiB. */
  readonly maxBytes?: number | undefined;
}

/** The settings that all attempts of a client share. */
export interface AttemptSettings {
  readonly endpoint: URL;
  readonly timeoutMs: number;
  readonly fetch: typeof fetch;
  readonly onEvent: ((event: RequestStartEvent | RequestEndEvent) => void) | undefined;
}

/**
 * Sends one request and reads the response. The request is always a POST, so that nothing ends up in a URL or a cache, and
 * redirects are not followed. The time limit and the signal cover the whole body. Rejects with a `ParadimeError`, or with
 * the signal's reason.
 */
export async function sendAttempt(attempt: Attempt, settings: AttemptSettings): Promise<object> {
  const about = describeRequest(attempt);
  const startedAt = performance.now();
  let answer: Answer | undefined;
  let requestId: string | undefined;
  const end = (error?: ParadimeError): void => {
    const durationMs = performance.now() - startedAt;
    notify(settings.onEvent, { type: 'request-end', ...about, durationMs, status: answer?.status, requestId, error });
  };
  notify(settings.onEvent, { type: 'request-start', ...about });
  try {
    answer = await exchangeOverHttp(attempt, settings);
    requestId = requestIdOf(answer.headers, attempt.redact);
    const data = readData(answer, attempt);
    end();
    return data;
  } catch (thrown) {
    const isExpected = thrown instanceof ParadimeError || attempt.signal?.aborted;
    const error = isExpected ? thrown : unreadable(thrown, attempt);
    end(error instanceof ParadimeError ? error : undefined);
    throw error;
  }
}

/** Whatever else goes wrong once a request was sent: it may have been carried out, as with any answer that cannot be read. */
function unreadable(thrown: unknown, { operationName, origin, attemptNumber, redact }: Attempt): ProtocolError {
  const cause = redactError(thrown, redact);
  return new ProtocolError(`The answer of ${origin} to ${operationName} cannot be read: ${cause.message}.`, {
    operationName,
    attempts: attemptNumber,
    cause,
  });
}

function exchangeOverHttp(attempt: Attempt, settings: AttemptSettings): Promise<Answer> {
  const { operation, operationName, origin, attemptNumber } = attempt;
  const { timeoutMs } = settings;
  const error = (): TimeoutError =>
    new TimeoutError(
      `${origin} did not finish answering ${operationName} within ${timeoutMs} ms. It may have processed the request. Raise \`timeoutMs\` if the server needs longer.`,
      { operationName, attempts: attemptNumber, timeoutMs },
    );
  return withDeadline({ signal: attempt.signal, timeout: { ms: timeoutMs, error } }, async (signal) => {
    const { fetch } = settings;
    try {
      const response = await fetch(settings.endpoint, {
        method: 'POST',
        headers: { accept: 'application/json', 'content-type': 'application/json', ...attempt.credentialHeaders },
        body: operation.body,
        redirect: 'manual',
        signal,
      });
      return await readAnswer(response, attempt, attempt.maxBytes);
    } catch (error) {
      throw error instanceof ParadimeError ? error : networkError(error, attempt);
    }
  });
}

function networkError(error: unknown, attempt: Attempt): NetworkError {
  const { cause, why, isUnsent } = describeNetworkFailure(error, attempt.redact);
  const { operationName, origin, attemptNumber } = attempt;
  return new NetworkError(
    isUnsent
      ? `Could not connect to ${origin} for ${operationName}: ${why}. Check the endpoint's host, the network and any proxy.`
      : `The connection to ${origin} broke during ${operationName}: ${why}. The server may have processed the request.`,
    { operationName, attempts: attemptNumber, cause, isUnsent },
  );
}
