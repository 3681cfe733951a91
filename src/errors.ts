/** What every error of this library may say about the request behind it. */
export interface ParadimeErrorDetails {
  /** Name of the GraphQL operation, such as `AddCustomIntegrationNodes`. */
  readonly operationName?: string | undefined;
  /** HTTP status of the answer. */
  readonly status?: number | undefined;
  /** The server's own id of the request, from its `x-request-id` header. */
  readonly requestId?: string | undefined;
  /** How often the request was sent. Default 0: no request was sent. */
  readonly attempts?: number | undefined;
  readonly cause?: unknown;
}

/**
 * The base of all errors of this library: `error instanceof ParadimeError`, then `switch (error.code)`.
 *
 * Safe to log as it is: neither message nor properties hold variables, headers, credentials or the path of the
 * endpoint (which contains the company's token).
 */
export abstract class ParadimeError extends Error {
  /** A literal that tells the classes apart, also across copies of the library. */
  abstract readonly code: string;
  declare readonly operationName?: string;
  declare readonly status?: number;
  declare readonly requestId?: string;
  readonly attempts: number;

  constructor(message: string, details: ParadimeErrorDetails = {}) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined);
    const { operationName, status, requestId, attempts = 0 } = details;
    if (operationName !== undefined) this.operationName = operationName;
    if (status !== undefined) this.status = status;
    if (requestId !== undefined) this.requestId = requestId;
    this.attempts = attempts;
  }

  /** Name, code, message and all properties, ready for a structured log; of the cause its name and message. */
  toJSON(): Record<string, unknown> {
    const { name, message, cause } = this;
    const json: Record<string, unknown> = { name, message };
    Object.assign(json, this);
    if (cause instanceof ParadimeError) json['cause'] = cause.toJSON();
    else if (cause instanceof Error) json['cause'] = { name: cause.name, message: cause.message };
    return json;
  }
}

/** Options, credentials or a definition cannot be used as they are. Thrown before any request. */
export class ConfigurationError extends ParadimeError {
  static {
    ConfigurationError.prototype.name = 'ConfigurationError';
  }
  override readonly code = 'CONFIGURATION';
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
