import type { GraphQLFormattedError } from 'graphql';
import { ParadimeError, type ParadimeErrorDetails } from '../errors.js';

interface AnswerDetails extends ParadimeErrorDetails {
  readonly bodySnippet?: string | undefined;
  readonly retryAfterMs?: number | undefined;
}

/** Base of the errors that usually come from an HTTP response. */
abstract class AnswerError extends ParadimeError {
  /** The beginning of the response body, at most 500 characters, with secrets redacted. */
  declare readonly bodySnippet?: string;
  /** How long to wait before the next request, in milliseconds, from the server's Retry-After header. */
  declare readonly retryAfterMs?: number;

  constructor(message: string, details: AnswerDetails = {}) {
    super(message, details);
    const { bodySnippet, retryAfterMs } = details;
    if (bodySnippet !== undefined) this.bodySnippet = bodySnippet;
    if (retryAfterMs !== undefined) this.retryAfterMs = retryAfterMs;
  }
}

/** The server did not accept the credentials (401, or a GraphQL error with the code `UNAUTHENTICATED`). */
export class AuthenticationError extends AnswerError {
  static {
    AuthenticationError.prototype.name = 'AuthenticationError';
  }
  override readonly code = 'AUTHENTICATION';
}

/** The credentials lack the capability that the operation needs (403, or a GraphQL error with the code `FORBIDDEN`). */
export class PermissionError extends AnswerError {
  static {
    PermissionError.prototype.name = 'PermissionError';
  }
  override readonly code = 'PERMISSION';
}

/** The server is limiting the rate of requests (429). The request was not processed. */
export class RateLimitError extends AnswerError {
  static {
    RateLimitError.prototype.name = 'RateLimitError';
  }
  override readonly code = 'RATE_LIMIT';
}

/** A server answered with a failure status, or with a redirect that is not followed. */
export class HttpError extends AnswerError {
  static {
    HttpError.prototype.name = 'HttpError';
  }
  override readonly code = 'HTTP';
}

/** The server sent an incomplete GraphQL response: not JSON, no `data`, or a required field missing. */
export class ProtocolError extends AnswerError {
  static {
    ProtocolError.prototype.name = 'ProtocolError';
  }
  override readonly code = 'PROTOCOL';
}

interface GraphQLErrorDetails<Data> extends ParadimeErrorDetails {
  readonly errors: readonly GraphQLFormattedError[];
  readonly data?: Data | undefined;
}

/** The response contains GraphQL errors. */
export class GraphQLResponseError<Data = unknown> extends ParadimeError {
  static {
    GraphQLResponseError.prototype.name = 'GraphQLResponseError';
  }
  override readonly code = 'GRAPHQL';
  /** The errors as the server sent them, with secrets redacted. */
  readonly errors: readonly GraphQLFormattedError[];
  /** The part of the data that the server returned despite the errors; fields that failed are null. */
  declare readonly data?: Data;

  constructor(message: string, details: GraphQLErrorDetails<Data>) {
    super(message, details);
    this.errors = details.errors;
    if (details.data !== undefined) this.data = details.data;
  }
}

/** The server does not know a type, field or argument of the operation: its schema differs from the one this client was generated from. */
export class SchemaMismatchError extends ParadimeError {
  static {
    SchemaMismatchError.prototype.name = 'SchemaMismatchError';
  }
  override readonly code = 'SCHEMA_MISMATCH';
  /** The errors as the server sent them, with secrets redacted. */
  readonly errors: readonly GraphQLFormattedError[];

  constructor(message: string, details: GraphQLErrorDetails<unknown>) {
    super(message, details);
    this.errors = details.errors;
  }
}

/** The server answered `ok: false`: it understood the operation but did not carry it out. It gives no reason. */
export class RejectedError extends ParadimeError {
  static {
    RejectedError.prototype.name = 'RejectedError';
  }
  override readonly code = 'REJECTED';
}

/** No complete response arrived within the time limit of one attempt. The server may have processed the request. */
export class TimeoutError extends ParadimeError {
  static {
    TimeoutError.prototype.name = 'TimeoutError';
  }
  override readonly code = 'TIMEOUT';
  /** The limit, in milliseconds. */
  readonly timeoutMs: number;

  constructor(message: string, details: ParadimeErrorDetails & { readonly timeoutMs: number }) {
    super(message, details);
    this.timeoutMs = details.timeoutMs;
  }
}

/** No connection could be made, or it broke. */
export class NetworkError extends ParadimeError {
  static {
    NetworkError.prototype.name = 'NetworkError';
  }
  override readonly code = 'NETWORK';
  /** True when there was certainly no connection, so the server cannot have processed the request. */
  readonly isUnsent: boolean;

  constructor(message: string, details: ParadimeErrorDetails & { readonly isUnsent: boolean }) {
    super(message, details);
    this.isUnsent = details.isUnsent;
  }
}

/** An operation that must not be repeated was sent, and it is unknown whether it was carried out. */
export class UnknownOutcomeError extends ParadimeError {
  static {
    UnknownOutcomeError.prototype.name = 'UnknownOutcomeError';
  }
  override readonly code = 'UNKNOWN_OUTCOME';
}
