import type { ParadimeError } from '../errors.js';
import type { OperationType, PreparedOperation } from './operation.js';

/** The properties that all events of a request have. */
export interface RequestEvent {
  /** Name of the GraphQL operation, such as `AddCustomIntegrationNodes`. */
  readonly operationName: string;
  /** Which attempt of the call this is, from 1. */
  readonly attempt: number;
  /** Where the request goes: scheme, host and port. The path is left out because it contains the company's token. */
  readonly origin: string;
  /** Size of the request body, in bytes. */
  readonly bytes: number;
  readonly operationType: OperationType;
  /** Id of the call that the request belongs to, 16 hexadecimal digits. With `attempt` it identifies the request among concurrent ones. */
  readonly callId: string;
}

/** A request is about to be sent. */
export interface RequestStartEvent extends RequestEvent {
  readonly type: 'request-start';
}

/** A request was answered, or failed. */
export interface RequestEndEvent extends RequestEvent {
  readonly type: 'request-end';
  /** Time from just before the request to the last byte of the response, in milliseconds. */
  readonly durationMs: number;
  /** HTTP status. Absent when no response came. */
  readonly status?: number | undefined;
  /** The server's own id for the request, from its `x-request-id` header. */
  readonly requestId?: string | undefined;
  /** Why the request failed. Absent when it succeeded or was aborted. */
  readonly error?: ParadimeError | undefined;
}

/** A request failed and will be sent again. */
export interface RetryEvent extends RequestEvent {
  readonly type: 'retry';
  /** Time until the next attempt, in milliseconds. */
  readonly delayMs: number;
  /** Why the request failed. */
  readonly error: ParadimeError;
}

/** Describes a request by the properties that all its events have. */
export function describeRequest(request: {
  readonly operation: PreparedOperation<unknown>;
  readonly callId: string;
  readonly attemptNumber: number;
  readonly origin: string;
}): RequestEvent {
  const { operation, callId, attemptNumber, origin } = request;
  const { name, kind, body } = operation;
  return {
    operationName: name,
    attempt: attemptNumber,
    origin,
    bytes: body.byteLength,
    operationType: kind,
    callId,
  };
}

/** Calls a listener. If it throws, the call is unaffected and the error is reported as uncaught, as with `EventTarget`. */
export function notify<Event>(listener: ((event: Event) => void) | undefined, event: Event): void {
  try {
    listener?.(event);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
