import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { Command } from 'commander';
import { ConfigurationError, messageOf } from '../../errors.js';
import type { ParadimeEvent } from '../../events.js';
import { Paradime } from '../../paradime.js';
import type { RetryOptions } from '../../transport/retry.js';
import { UsageError } from '../terminal/failure.js';
import type { Terminal } from '../terminal/terminal.js';
import { seconds } from './arguments.js';
import { proxyFetch } from './proxy.js';

/** Options of all commands that talk to Paradime. */
export interface ClientOptions {
  readonly envFile?: string;
  readonly timeout: number;
  readonly verbose?: boolean;
}

const variables = `
Environment:
  PARADIME_API_ENDPOINT   https://api.paradime.io/api/v1/<company token>/graphql
  PARADIME_API_KEY        with PARADIME_API_SECRET; needs the "Custom Integrations Admin" capability
  PARADIME_API_TOKEN      a bearer token, instead of key and secret
  PARADIME_WORKSPACE_UID  the workspace; required with a company's token
  HTTPS_PROXY, NO_PROXY   the proxy to go through, and hosts to reach without it
  NO_COLOR                no colours
`;

export function addClientOptions(command: Command): Command {
  return command
    .option('-e, --env-file <file>', 'read the variables below from a file too; those of the environment win')
    .option('--timeout <seconds>', 'time limit of one request', seconds, 60)
    .option('--verbose', 'print each request, and stack traces (default: off)')
    .addHelpText('after', variables);
}

interface ClientSettings {
  readonly onEvent?: ((event: ParadimeEvent) => void) | undefined;
  readonly retry?: RetryOptions | undefined;
}

/** Makes a client of the environment. Throws a `UsageError` for what is missing or cannot work. */
export async function createClient(
  options: ClientOptions,
  terminal: Terminal,
  { onEvent, retry }: ClientSettings = {},
): Promise<Paradime> {
  const { timeout, verbose } = options;
  const { err } = terminal;
  const variables = readVariables(options, terminal);
  const fetch = await proxyFetch(variables);
  const listener = (event: ParadimeEvent): void => {
    onEvent?.(event);
    if (verbose) err.line(err.paint('dim', describeEvent(event)));
  };
  try {
    return Paradime.fromEnv(variables, { timeoutMs: timeout * 1000, fetch, retry, onEvent: listener });
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const isMissing = /^Not set in the environment/.test(error.message);
    const hint = isMissing ? '\nhint: --env-file FILE reads them from a file; --help lists them.' : '';
    throw new UsageError(error.message.replace(', or give `endpoint` and `credentials` in code', '') + hint, {
      cause: error,
    });
  }
}

/** The variables of the environment, and of the file that is named for those it does not have. */
export function readVariables(
  { envFile }: ClientOptions,
  { env }: Terminal,
): Readonly<Record<string, string | undefined>> {
  const given = Object.entries(env).filter(([, value]) => value !== undefined && value !== '');
  return { ...(envFile !== undefined && readEnvFile(envFile)), ...Object.fromEntries(given) };
}

function readEnvFile(file: string): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new UsageError(`${file} cannot be read: ${messageOf(cause)}`, { cause });
  }
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
