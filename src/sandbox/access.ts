import type { IncomingHttpHeaders } from 'node:http';
import { GraphQLError } from 'graphql';
import { type Credentials, checkCredentials } from '../transport/credentials.js';

/** Creates a gate that admits requests with one of the accepted credentials, and throws an `AccessError` for all others. */
export function createGate(accepted: readonly SandboxCredentials[]): (headers: IncomingHttpHeaders) => void {
  const keys = accepted.map(({ capabilities = [customIntegrationsAdmin], ...credentials }) => ({
    headers: Object.entries(checkCredentials(credentials).headers),
    isAdmin: capabilities.includes(customIntegrationsAdmin),
  }));
  return (headers) => {
    const key = keys.find((candidate) => candidate.headers.every(([name, value]) => headers[name] === value));
    if (key === undefined) throw new AccessError(401, describeRefusal(headers));
    if (!key.isAdmin) throw new AccessError(403, `The API key lacks the "${customIntegrationsAdmin}" capability.`);
  };
}

/** Credentials that a sandbox accepts. */
export type SandboxCredentials = Credentials & {
  /** The capabilities that these credentials have. Default: `['Custom Integrations Admin']`. Without it every operation is forbidden. */
  readonly capabilities?: readonly string[] | undefined;
};

/** A request was not admitted. `status` is the HTTP status of the response. */
export class AccessError extends GraphQLError {
  readonly status: 401 | 403;

  constructor(status: 401 | 403, message: string) {
    super(message, { extensions: { code: status === 401 ? 'UNAUTHENTICATED' : 'FORBIDDEN' } });
    this.status = status;
  }
}

/** Paradime's name for the capability to use the Custom Integration API. */
const customIntegrationsAdmin = 'Custom Integrations Admin';

function describeRefusal(headers: IncomingHttpHeaders): string {
  const sent = ['authorization', 'x-api-key', 'x-api-secret'].filter((name) => headers[name] !== undefined);
  if (sent.length === 0) return 'No credentials were sent. Send X-API-KEY and X-API-SECRET, or Authorization.';
  return `The credentials sent in ${sent.join(' and ')} are not valid here.`;
}
