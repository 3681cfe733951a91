import type { Command } from 'commander';
import { addClientOptions } from '../../options/client-options.js';
import { lazily } from '../../options/lazily.js';
import type { Terminal } from '../../terminal/terminal.js';

export function addList(program: Command, terminal: Terminal): void {
  const command = program
    .command('list')
    .summary('list the registered integrations')
    .description('List the registered integrations with their node types.')
    .option('--active', 'list only active integrations (default: off)')
    .option('--json', 'print JSON (default: off)')
    .action(lazily(async () => (await import('./run.js')).list, terminal));
  addClientOptions(command).addHelpText('after', '\nExample:\n  $ paradime-integrations list --json');
}
