import { ConfigurationError } from '../errors.js';

const wellKnownSegments = /^(?:api|v\d+|graphql)?$/;

/**
 * Checks the address of the API. It must be https, or http to this machine, because every request carries the
 * credentials. The messages never repeat the address: its path holds the company's token.
 */
export function parseEndpoint(endpoint: string | URL): URL {
  let url: URL;
  try {
    url = new URL(endpoint);
  } catch {
    throw new ConfigurationError(
      'The endpoint is not a URL. Give the whole address, such as https://api.paradime.io/api/v1/<company token>/graphql.',
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new ConfigurationError(
      `The endpoint on ${url.host} has a user or a password in it. Give credentials in \`credentials\` instead.`,
    );
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    throw new ConfigurationError(
      `The endpoint ${url.protocol}//${url.host} would send the credentials unencrypted. Use https (http is for this machine only, such as http://127.0.0.1).`,
    );
  }
  url.hash = '';
  return url;
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(?:\.\d{1,3}){3}$/.test(hostname)
  );
}

/** The parts of an endpoint that must not be shown: the segments of its path that are no fixed words, and its query. */
export function endpointSecrets(endpoint: URL): readonly string[] {
  const segments = endpoint.pathname.split('/').filter((segment) => !wellKnownSegments.test(segment));
  return [...segments, ...endpoint.searchParams.values()];
}
