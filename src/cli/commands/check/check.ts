import { type Command, Option } from 'commander';
import { addCheckOptions } from '../../options/check-options.js';
import { addClientOptions } from '../../options/client-options.js';
import { addDbtOptions } from '../../options/dbt-options.js';
import { lazily } from '../../options/lazily.js';
import { addPaths } from '../../options/path-argument.js';
import type { Terminal } from '../../terminal/terminal.js';

export function addCheck(program: Command, terminal: Terminal): void {
  const described = program
    .command('check')
    .summary('check files without sending anything')
    .description('Check the files of one or more integrations without sending anything. Needs no credentials.');
  const command = addPaths(described)
    .addOption(
      new Option('--format <format>', 'how to print the findings').choices(['text', 'json', 'github']).default('text'),
    )
    .option('--json', 'the same as --format json (default: off)')
    .action(lazily(async () => (await import('./run.js')).check, terminal));
  addDbtOptions(addCheckOptions(addClientOptions(command))).addHelpText(
    'after',
    `
Examples:
  $ paradime-integrations check integration.yaml --treat-as-error dangling-reference
  $ paradime-integrations check 'lineage/**/*.yaml' --format github`,
  );
}
