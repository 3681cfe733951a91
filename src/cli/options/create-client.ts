import { missingVariables } from '../../environment.js';
import { ConfigurationError } from '../../errors.js';
import type { ParadimeEvent } from '../../events.js';
import { Paradime } from '../../paradime.js';
import { endpointSecrets } from '../../transport/endpoint.js';
import { createRedact } from '../../transport/redact.js';
import type { RetryOptions } from '../../transport/retry.js';
import { UsageError } from '../terminal/failure.js';
import { printable, type Terminal } from '../terminal/terminal.js';
import type { ClientOptions } from './client-options.js';
import { describeTarget, describeVariables, variableWarnings } from './describe-target.js';
import { proxyFetch, proxySecrets } from './proxy-fetch.js';
import { readSources, type Variables } from './read-variables.js';

/**
 * Makes a client from the environment, which names the server on stderr before its first request. Throws a `UsageError` if
 * a variable is missing or invalid.
 */
export async function createClient(
  options: ClientOptions,
  terminal: Terminal,
  { onEvent, retry, isServerPrinted = false }: ClientSettings = {},
): Promise<Paradime> {
  const { timeout, verbose, envFile } = options;
  const { err } = terminal;
  const sources = readSources(options, terminal);
  const variables = { ...sources.inFile, ...sources.inEnvironment };
  terminal.redactWith(createRedact(secretsOf(variables)));
  for (const warning of variableWarnings(sources, envFile)) err.line(`${err.paint('yellow', 'warning:')} ${warning}`);
  const missing = missingVariables(variables);
  if (missing.length > 0) {
    const places = envFile === undefined ? 'the environment' : `the environment or ${printable(envFile)}`;
    const hint = `${envFile === undefined ? '--env-file FILE reads them from a file; ' : ''}--help lists them.`;
    throw new UsageError(`Not set in ${places}: ${missing.join(', ')}. Set them.\nhint: ${hint}`);
  }
  const fetch = await proxyFetch(variables);
  let isTargetPrinted = false;
  const listener = (event: ParadimeEvent): void => {
    if (event.type === 'request-start' && !isTargetPrinted) {
      isTargetPrinted = true;
      err.line(isServerPrinted ? describeVariables(sources, envFile) : describeTarget(event.origin, sources, envFile));
    }
    onEvent?.(event);
    if (verbose) err.line(err.paint('dim', describeEvent(event)));
  };
  try {
    return Paradime.fromEnv(variables, { timeoutMs: timeout * 1000, fetch, retry, onEvent: listener });
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new UsageError(error.message, { cause: error });
  }
}

interface ClientSettings {
  readonly onEvent?: ((event: ParadimeEvent) => void) | undefined;
  readonly retry?: RetryOptions | undefined;
  /** Whether the command prints the server in its own output. Default: false. */
  readonly isServerPrinted?: boolean;
}

/**
 * The secrets among the variables: whatever a server or proxy repeats of them must not be printed. Short ones and plain
 * words in the endpoint are not included, because the program's own words contain them: the library has removed those
 * from what servers say.
 */
function secretsOf(variables: Variables): readonly string[] {
  const keys = ['PARADIME_API_KEY', 'PARADIME_API_SECRET', 'PARADIME_API_TOKEN'].map((name) => variables[name] ?? '');
  const endpoint = variables['PARADIME_API_ENDPOINT'] ?? '';
  const segments = URL.canParse(endpoint) ? endpointSecrets(new URL(endpoint)) : [];
  return [...keys, ...segments.filter((segment) => !/^[a-z]*$/i.test(segment)), ...proxySecrets(variables)].filter(
    (secret) => secret.length > 4,
  );
}

function describeEvent({ type, ...event }: ParadimeEvent): string {
  const details = Object.entries(event).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return [
      `${name}=${value instanceof Error ? JSON.stringify(value.message) : typeof value === 'number' ? Math.round(value) : value}`,
    ];
  });
  return [type, ...details].join(' ');
}
