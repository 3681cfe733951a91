import { type Command, Option } from 'commander';
import { addCheckOptions } from '../../options/check-options.js';
import { addClientOptions } from '../../options/client-options.js';
import { addDbtOptions } from '../../options/dbt-options.js';
import { lazily } from '../../options/lazily.js';
import type { Terminal } from '../../terminal/terminal.js';

export function addCheck(program: Command, terminal: Terminal): void {
  const command = program
    .command('check')
    .summary('check files without sending anything')
    .description('Check the files of an integration without sending anything. Needs no credentials.')
    .argument('<path>', 'a bundle (.json, .yaml), or a folder')
    .option('--nodes <file>', 'a separate file with the nodes: .json, .yaml or .jsonl')
    .addOption(
      new Option('--format <format>', 'how to print the findings').choices(['text', 'json', 'github']).default('text'),
    )
    .option('--json', 'the same as --format json (default: off)')
    .action(lazily(async () => (await import('./run.js')).check, terminal));
  addDbtOptions(addCheckOptions(addClientOptions(command))).addHelpText(
    'after',
    `
Example:
  $ paradime-integrations check integration.yaml --treat-as-error dangling-reference`,
  );
}
