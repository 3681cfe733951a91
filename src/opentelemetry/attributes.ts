import type { Attributes } from '@opentelemetry/api';
import type { ParadimeError } from '../errors.js';
import type { RequestEndEvent, RequestEvent } from '../transport/events.js';

// The names are those of OpenTelemetry's semantic conventions for HTTP and GraphQL, spelled out: their package would be a
// dependency for a dozen strings. What they have no name for begins with `paradime.`.

/** Which operation, and on which server: the dimensions of all that is measured. */
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

/** What is known when a request starts. */
export function requestAttributes(event: RequestEvent): Attributes {
  const { attempt, origin } = event;
  return {
    ...operationAttributes(event),
    'http.request.method': 'POST',
    // The conventions ask for the whole address. Its path holds the company's token.
    'url.full': `${origin}/REDACTED`,
    ...(attempt > 1 && { 'http.request.resend_count': attempt - 1 }),
  };
}

/** What is known when it ends. */
export function outcomeAttributes({ status, error }: RequestEndEvent): Attributes {
  if (error !== undefined) return { ...statusAttributes(status), ...errorAttributes(error) };
  return status === undefined ? { 'error.type': 'ABORTED' } : statusAttributes(status);
}

/** The class of an error and never its message: a server may repeat in it what it was sent. */
export function errorAttributes({ status = 0, code }: ParadimeError): Attributes {
  return { 'error.type': status >= 400 ? String(status) : code };
}

/** A name is of use, and has few values, since it is the program's own. */
export function spanName(event: RequestEvent): string {
  return isNamed(event) ? `${event.operationType} ${event.operationName}` : event.operationType;
}

/** Operations without a name are told of as `anonymous query`, which no name of GraphQL can be. */
function isNamed({ operationName }: RequestEvent): boolean {
  return !operationName.includes(' ');
}

function statusAttributes(status: number | undefined): Attributes {
  return status === undefined ? {} : { 'http.response.status_code': status };
}
