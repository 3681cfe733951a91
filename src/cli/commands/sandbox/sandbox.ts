import { type Command, Option } from 'commander';
import { messageOf } from '../../../errors.js';
import { count } from '../../options/arguments.js';
import { UsageError } from '../../terminal/failure.js';
import { withInterrupt } from '../../terminal/interrupt.js';
import type { Terminal } from '../../terminal/terminal.js';

interface SandboxCommandOptions {
  readonly port: number;
  readonly latency: number;
  readonly maxBody?: number;
  readonly introspection: boolean;
  readonly json?: boolean;
}

export function addSandbox(program: Command, terminal: Terminal): void {
  program
    .command('sandbox')
    .summary("start a local stand-in for Paradime's API")
    .description(
      "Start a local server that speaks Paradime's API, to try things on. It keeps all in memory and runs until Ctrl-C.",
    )
    .addOption(new Option('--port <port>', 'port on 127.0.0.1; 0 takes a free one').argParser(count).default(0))
    .addOption(new Option('--latency <ms>', 'how long each answer is held back').argParser(count).default(0))
    .addOption(new Option('--max-body <bytes>', 'answer larger requests with 413 (default: no limit)').argParser(count))
    .option('--no-introspection', 'do not tell the schema (default: it is told)')
    .option('--json', 'print how to reach it as JSON (default: off)')
    .addHelpText(
      'after',
      `
Example:
  $ paradime-integrations sandbox --port 4010
  $ export PARADIME_API_ENDPOINT=http://127.0.0.1:4010/api/v1/sandbox-company/graphql   # as it prints
  $ paradime-integrations publish integration.yaml`,
    )
    .action((options: SandboxCommandOptions) => sandbox(options, terminal));
}

const others = ['PARADIME_API_TOKEN', 'PARADIME_WORKSPACE_UID'];

async function sandbox(options: SandboxCommandOptions, { out, err, env }: Terminal): Promise<void> {
  const { port, latency: latencyMs, maxBody: maxBodyBytes, introspection, json } = options;
  const { startSandbox } = await import('../../../sandbox/sandbox.js'); // Loaded here, for only this command needs GraphQL's own library.
  await withInterrupt(async (signal) => {
    const server = await startSandbox({ port, latencyMs, maxBodyBytes, introspection }).catch((cause: unknown) => {
      throw new UsageError(`The sandbox cannot start: ${messageOf(cause)}`, { cause });
    });
    const variables = variablesFor(server.endpoint, server.credentials);
    if (json) out.line(JSON.stringify({ url: server.url, ...variables }));
    else {
      out.line(`A sandbox of Paradime's Custom Integration API runs at ${server.url}\n\nPoint a client at it:\n`);
      for (const [name, value] of Object.entries(variables)) out.line(`  export ${name}=${value}`);
      // A token would win over the key, and go to the sandbox.
      for (const name of others) if (env[name]) out.line(`  unset ${name}`);
      out.line('\nIt keeps all in memory, and stops on Ctrl-C.');
    }
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    await server.close();
    err.line('The sandbox has stopped.');
  });
}

function variablesFor(endpoint: string, credentials: object): Readonly<Record<string, string>> {
  const { apiKey, apiSecret, token } = { apiKey: undefined, apiSecret: undefined, token: undefined, ...credentials };
  const all = {
    PARADIME_API_ENDPOINT: endpoint,
    PARADIME_API_KEY: apiKey,
    PARADIME_API_SECRET: apiSecret,
    PARADIME_API_TOKEN: token,
  };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
