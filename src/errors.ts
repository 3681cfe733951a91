/**
 * The base class of all errors of this library. Test with `error instanceof ParadimeError`, then `switch (error.code)`.
 *
 * An error is safe to log as it is: neither its message nor its properties contain variables, headers, credentials or
 * the path of the endpoint (which contains the company's token). Its message shows control characters as escapes.
 */
export abstract class ParadimeError extends Error {
  /** A literal that identifies the class, even across copies of the library. */
  abstract readonly code: string;
  /** Name of the GraphQL operation, such as `AddCustomIntegrationNodes`; absent if the error has none. */
  declare readonly operationName?: string;
  /** HTTP status of the response; absent if there was none. */
  declare readonly status?: number;
  /** The server's id of the request, from its `x-request-id` header; absent if it sent none. */
  declare readonly requestId?: string;
  /** How often the request was sent. 0 if no request was sent. */
  readonly attempts: number;

  constructor(message: string, details: ParadimeErrorDetails = {}) {
    super(escapeControls(message), 'cause' in details ? { cause: details.cause } : undefined);
    const { operationName, status, requestId, attempts = 0 } = details;
    if (operationName !== undefined) this.operationName = operationName;
    if (status !== undefined) this.status = status;
    if (requestId !== undefined) this.requestId = requestId;
    this.attempts = attempts;
  }

  /**
   * Returns name, code, message and all properties, ready for a structured log, and the cause by its name and message.
   */
  toJSON(): Record<string, unknown> {
    const { name, message, cause } = this;
    const json: Record<string, unknown> = { name, message };
    Object.assign(json, this);
    if (cause instanceof ParadimeError) json['cause'] = cause.toJSON();
    else if (cause instanceof Error) json['cause'] = { name: cause.name, message: cause.message };
    return json;
  }
}

/** Characters that steer the terminal of whoever prints a message. Servers may send them, and names may contain them. */
const controls = /(?!\n)[\p{Cc}\p{Bidi_Control}]/gu;

/** Shows control characters as escapes, except for line breaks. */
export function escapeControls(text: string): string {
  return text.replaceAll(controls, escaped);
}

function escaped(control: string): string {
  return `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Options, credentials or a definition cannot work. The request that needed them was not sent. */
export class ConfigurationError extends ParadimeError {
  // Each error class sets its name on the prototype: V8 writes that name on the first line of `stack` while the error is
  // constructed. A field would be set too late.
  static {
    ConfigurationError.prototype.name = 'ConfigurationError';
  }
  override readonly code = 'CONFIGURATION';
}

/** Details of the failed request that any error of this library may carry. */
export interface ParadimeErrorDetails {
  /** Name of the GraphQL operation, such as `AddCustomIntegrationNodes`. */
  readonly operationName?: string | undefined;
  /** HTTP status of the response. */
  readonly status?: number | undefined;
  /** The server's id of the request, from its `x-request-id` header. */
  readonly requestId?: string | undefined;
  /** How often the request was sent. Default 0, which means that no request was sent. */
  readonly attempts?: number | undefined;
  readonly cause?: unknown;
}

/** The message of any thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Quotes any value in a message. Never throws, not even for a value that JSON cannot hold. */
export function show(value: unknown): string {
  try {
    return typeof value === 'string' || typeof value === 'object' ? JSON.stringify(value) : String(value);
  } catch {
    return `a value of type ${typeof value}`; // It refers to itself, say.
  }
}

/** Lists lines below a heading: at most `most` of them, then how many more the property `where` holds. */
export function listLines(heading: string, lines: readonly string[], most: number, where: string): string {
  const shown = lines.slice(0, most).map((line) => `\n  ${line}`);
  const rest = lines.length - most;
  return `${heading}${shown.join('')}${rest > 0 ? `\n  and ${rest} more, in \`${where}\`` : ''}`;
}
