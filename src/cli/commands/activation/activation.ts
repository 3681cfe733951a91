import type { Command } from 'commander';
import { addClientOptions } from '../../options/client-options.js';
import { lazily } from '../../options/lazily.js';
import type { Terminal } from '../../terminal/terminal.js';

/** Adds the commands `activate` and `deactivate`. */
export function addActivation(program: Command, terminal: Terminal): void {
  const activate = program
    .command('activate')
    .summary('show an integration in lineage and catalog')
    .description('Show an integration in lineage and catalog. Does nothing if the integration is already active.')
    .argument('<name|uid>', which)
    .action(lazily(async () => (await import('./run.js')).activate, terminal));
  addClientOptions(activate).addHelpText('after', '\nExample:\n  $ paradime-integrations activate Metabase');
  const deactivate = program
    .command('deactivate')
    .summary('hide an integration from lineage and catalog')
    .description('Hide an integration from lineage and catalog. Does nothing if the integration is already inactive.')
    .argument('<name|uid>', which)
    .action(lazily(async () => (await import('./run.js')).deactivate, terminal));
  addClientOptions(deactivate).addHelpText('after', '\nExample:\n  $ paradime-integrations deactivate Metabase');
}

const which = 'the integration, by its name or uid';
