import type { IncomingHttpHeaders } from 'node:http';
import { GraphQLError } from 'graphql';
import { type Credentials, checkCredentials } from '../transport/credentials.js';

/**
 * Creates a gate that admits requests for these fields with one of the accepted credentials, and throws an `AccessError`
 * for all others.
 */
export function createGate(
  accepted: readonly SandboxCredentials[],
): (headers: IncomingHttpHeaders, fields: readonly string[]) => void {
  const keys = accepted.map(({ capabilities = [customIntegrationsAdmin, boltViewer], ...credentials }) => ({
    headers: Object.entries(checkCredentials(credentials).headers),
    capabilities,
  }));
  return (headers, fields) => {
    const key = keys.find((candidate) => candidate.headers.every(([name, value]) => headers[name] === value));
    if (key === undefined) throw new AccessError(401, describeRefusal(headers));
    const needed =
      fields.length > 0 && fields.every((field) => /bolt/i.test(field)) ? boltViewer : customIntegrationsAdmin;
    if (!key.capabilities.includes(needed)) throw new AccessError(403, `The API key lacks the "${needed}" capability.`);
  };
}

/** Credentials that a sandbox accepts. */
export type SandboxCredentials = Credentials & {
  /**
   * The capabilities that these credentials have. Default: both that matter here. Operations of Bolt need `Bolt schedules
   * metadata viewer`, all others `Custom Integrations Admin`.
   */
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

/** Its name for the capability that fits what is read of Bolt. Whether Paradime asks for exactly this one is unknown. */
const boltViewer = 'Bolt schedules metadata viewer';

function describeRefusal(headers: IncomingHttpHeaders): string {
  const sent = ['authorization', 'x-api-key', 'x-api-secret'].filter((name) => headers[name] !== undefined);
  if (sent.length === 0) return 'No credentials were sent. Send X-API-KEY and X-API-SECRET, or Authorization.';
  return `The credentials sent in ${sent.join(' and ')} are not valid here.`;
}
