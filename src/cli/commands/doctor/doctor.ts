import type { Command } from 'commander';
import { addClientOptions } from '../../options/client-options.js';
import { lazily } from '../../options/lazily.js';
import type { Terminal } from '../../terminal/terminal.js';

export function addDoctor(program: Command, terminal: Terminal): void {
  const command = program
    .command('doctor')
    .summary('check endpoint, key and schema without changing anything')
    .description(
      'Check the endpoint, the key, and whether the live schema is still the one this library was made for. Changes nothing: it lists integrations, asks for the schema, and sends documents that cannot run.',
    )
    .option('--bolt <slug>', 'check that the dbt manifest of this Bolt schedule can be downloaded (default: off)')
    .option('--json', 'print JSON (default: off)')
    .action(lazily(async () => (await import('./run.js')).doctor, terminal));
  addClientOptions(command).addHelpText(
    'after',
    '\nExamples:\n  $ paradime-integrations doctor\n  $ paradime-integrations doctor --bolt nightly',
  );
}
