import type { IncomingHttpHeaders } from 'node:http';

/**
 * Why a request may not be answered; undefined when it may. Any page that is open in a browser can send requests to a
 * port of this machine: one of another site tells its origin, and one that made its own name lead here tells that name.
 */
export function refusalOf({ host = '', origin }: IncomingHttpHeaders, port: number): string | undefined {
  // Browsers leave the port of http out.
  const hosts = ['127.0.0.1', 'localhost', '[::1]'].map((name) => (port === 80 ? name : `${name}:${port}`));
  if (!hosts.includes(host)) return `The host ${JSON.stringify(host)} is not this machine's own: use ${hosts[0]}.`;
  if (origin !== undefined && !hosts.some((own) => origin === `http://${own}`)) {
    return `Pages of ${JSON.stringify(origin)} may not ask this sandbox.`;
  }
  return undefined;
}
