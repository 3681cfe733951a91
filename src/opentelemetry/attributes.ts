import type { Attributes } from '@opentelemetry/api';
import type { ParadimeError } from '../errors.js';
import type { RequestEndEvent, RequestEvent } from '../transport/events.js';

// The names are those of OpenTelemetry's semantic conventions for HTTP and GraphQL. They are spelled out because the
// conventions' package would be a dependency for a dozen strings. Names that they do not define begin with `paradime.`.

/** The operation and the server: the dimensions of all measurements. */
export function operationAttributes(event: RequestEvent): Attributes {
  const { operationType, origin } = event;
  const { hostname, port, protocol } = new URL(origin);
  return {
    'graphql.operation.type': operationType,
    ...(isNamed(event) && { 'graphql.operation.name': event.operationName }),
    'server.address': hostname,
    'server.port': Number(port) || (protocol === 'https:' ? 443 : 80),
  };
}

/** The attributes known when a request starts. */
export function requestAttributes(event: RequestEvent): Attributes {
  const { attempt, origin } = event;
  return {
    ...operationAttributes(event),
    'http.request.method': 'POST',
    // The conventions ask for the whole address, but its path holds the company's token.
    'url.full': `${origin}/REDACTED`,
    ...(attempt > 1 && { 'http.request.resend_count': attempt - 1 }),
  };
}

/** The attributes known when a request ends. */
export function outcomeAttributes({ status, error }: RequestEndEvent): Attributes {
  if (error !== undefined) return { ...statusAttributes(status), ...errorAttributes(error) };
  return status === undefined ? { 'error.type': 'ABORTED' } : statusAttributes(status);
}

/** The class of an error, never its message: the server may repeat in it what it was sent. */
export function errorAttributes({ status = 0, code }: ParadimeError): Attributes {
  return { 'error.type': status >= 400 ? String(status) : code };
}

/** Includes the operation's name. It comes from the program itself, so it has few values. */
export function spanName(event: RequestEvent): string {
  return isNamed(event) ? `${event.operationType} ${event.operationName}` : event.operationType;
}

/** Events call operations without a name `anonymous query`, which cannot be a name in GraphQL. */
function isNamed({ operationName }: RequestEvent): boolean {
  return !operationName.includes(' ');
}

function statusAttributes(status: number | undefined): Attributes {
  return status === undefined ? {} : { 'http.response.status_code': status };
}
