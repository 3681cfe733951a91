import type { IncomingHttpHeaders } from 'node:http';

/**
 * The reason why a request must be refused. Undefined if it may be answered. Any page that is open in a browser can
 * send requests to a port of this machine. A page of another site sends its origin, and a page whose host name resolves
 * to this machine (DNS rebinding) sends that name as the host.
 */
export function refusalOf({ host = '', origin }: IncomingHttpHeaders, port: number): string | undefined {
  // Browsers omit port 80.
  const hosts = ['127.0.0.1', 'localhost', '[::1]'].map((name) => (port === 80 ? name : `${name}:${port}`));
  if (!hosts.includes(host.toLowerCase()))
    return `The host ${JSON.stringify(host)} is not a name of this sandbox. Use ${hosts[0]}.`;
  if (origin !== undefined && !hosts.some((own) => origin === `http://${own}`)) {
    return `Pages from ${JSON.stringify(origin)} may not query this sandbox. Open http://${hosts[0]}/ instead.`;
  }
  return undefined;
}
