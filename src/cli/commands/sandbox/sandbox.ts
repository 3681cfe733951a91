import { type Command, Option } from 'commander';
import { lazily } from '../../options/lazily.js';
import { nonNegativeInteger } from '../../options/numbers.js';
import type { Terminal } from '../../terminal/terminal.js';

export function addSandbox(program: Command, terminal: Terminal): void {
  program
    .command('sandbox')
    .summary("start a local stand-in for Paradime's API")
    .description(
      "Start a local stand-in for Paradime's API, to try things out. It keeps everything in memory and runs until Ctrl-C. Each request is printed on standard error: time, operation, HTTP status, outcome, nodes and duration.",
    )
    .addOption(
      new Option('--port <port>', 'port on 127.0.0.1; 0 picks a free one').argParser(nonNegativeInteger).default(0),
    )
    .addOption(
      new Option('--latency <ms>', 'delay before each response, in milliseconds')
        .argParser(nonNegativeInteger)
        .default(0),
    )
    .addOption(
      new Option('--max-body <bytes>', 'reject larger requests with HTTP 413 (default: no limit)').argParser(
        nonNegativeInteger,
      ),
    )
    .option('--no-introspection', 'do not answer introspection queries (default: they are answered)')
    .option('--quiet', 'do not print requests (default: they are printed)')
    .option('--json', 'print the URL and the credentials as JSON (default: off)')
    .addHelpText(
      'after',
      `
Example:
  $ paradime-integrations sandbox --port 4010
  $ export PARADIME_API_ENDPOINT=http://127.0.0.1:4010/api/v1/sandbox-company/graphql   # as the sandbox prints it
  $ paradime-integrations publish integration.yaml`,
    )
    .action(lazily(async () => (await import('./run.js')).sandbox, terminal));
}
