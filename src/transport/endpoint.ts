import { ConfigurationError } from '../errors.js';

/**
 * Parses and checks the address of the API. Every request carries the credentials, so it must be https, or http to this
 * machine. The messages never contain the whole address, because its path holds the company's token.
 */
export function parseEndpoint(endpoint: string | URL): URL {
  let url: URL;
  try {
    url = new URL(endpoint);
  } catch {
    throw new ConfigurationError(
      'The endpoint is not a URL. Pass the full address, such as https://api.paradime.io/api/v1/<company token>/graphql.',
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new ConfigurationError(
      `The endpoint on ${url.host} contains a user name or password. Pass credentials in \`credentials\` instead.`,
    );
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    throw new ConfigurationError(
      `The endpoint ${url.protocol}//${url.host} would send the credentials unencrypted. Use https (http is allowed only for this machine, such as http://127.0.0.1).`,
    );
  }
  url.hash = '';
  return url;
}

/** Whether a host name means this machine. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(?:\.\d{1,3}){3}$/.test(hostname)
  );
}

const wellKnownSegments = /^(?:api|v\d+|graphql)?$/;

/** The parts of an endpoint that must never be shown: its query, names included, and the segments of its path except for well-known words. */
export function endpointSecrets(endpoint: URL): readonly string[] {
  const segments = endpoint.pathname.split('/').filter((segment) => !wellKnownSegments.test(segment));
  return [...segments, ...endpoint.searchParams.keys(), ...endpoint.searchParams.values()];
}
