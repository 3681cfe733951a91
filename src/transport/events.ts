import type { ParadimeError } from '../errors.js';
import type { OperationType, PreparedOperation } from './operation.js';

/** What all events of a request tell of it. */
export interface RequestEvent {
  /** Name of the GraphQL operation, such as `AddCustomIntegrationNodes`. */
  readonly operationName: string;
  /** Which sending of this operation it is, from 1. */
  readonly attempt: number;
  /** Where the request goes: scheme, host and port. The path is left out, for it holds the company's token. */
  readonly origin: string;
  /** Size of the request's body, in bytes. */
  readonly bytes: number;
  readonly operationType: OperationType;
  /** Id of the call that the request belongs to, 16 hexadecimal digits: with `attempt` it tells requests side by side apart. */
  readonly callId: string;
}

export function describeRequest(
  { name, kind, body }: PreparedOperation<unknown>,
  request: Pick<RequestEvent, 'callId' | 'attempt' | 'origin'>,
): RequestEvent {
  const { callId, attempt, origin } = request;
  return { operationName: name, attempt, origin, bytes: body.byteLength, operationType: kind, callId };
}

/** A request is about to be sent. */
export interface RequestStartEvent extends RequestEvent {
  readonly type: 'request-start';
}

/** A request was answered, or failed. */
export interface RequestEndEvent extends RequestEvent {
  readonly type: 'request-end';
  /** From before the request to after the last byte of its answer, in milliseconds. */
  readonly durationMs: number;
  /** HTTP status; absent when no answer came. */
  readonly status?: number | undefined;
  /** The server's own id of the request, from its `x-request-id` header. */
  readonly requestId?: string | undefined;
  /** Why the request failed; absent when it succeeded or was aborted. */
  readonly error?: ParadimeError | undefined;
}

/** A request failed and will be sent again. */
export interface RetryEvent extends RequestEvent {
  readonly type: 'retry';
  /** How long until then, in milliseconds. */
  readonly delayMs: number;
  /** Why it failed. */
  readonly error: ParadimeError;
}

/** A listener must not throw. When it does, the outcome of the call stays what it was and the error surfaces as an uncaught one, as with `EventTarget`. */
export function notify<Event>(listener: ((event: Event) => void) | undefined, event: Event): void {
  try {
    listener?.(event);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
