import { type Command, Option } from 'commander';
import { lazily } from '../../options/lazily.js';
import type { Terminal } from '../../terminal/terminal.js';
import { extensionsOf } from './format.js';

export function addInit(program: Command, terminal: Terminal): void {
  program
    .command('init')
    .summary('write a small example integration to start from')
    .description(
      'Write a small integration with comments, to start from. It passes `check`, and can be published to a sandbox without changes. Its folder is created if it does not exist. A module in TypeScript gets a test next to it.',
    )
    .argument(
      '[file]',
      'the file to write; its extension decides the format (default: integration.yaml, integration.json or lineage.ts)',
    )
    .addOption(
      new Option(
        '--format <format>',
        'the format to write (default: that of the file, or yaml without a file)',
      ).choices(Object.keys(extensionsOf)),
    )
    .option('--force', 'replace files that exist (default: off)')
    .addHelpText('after', '\nExample:\n  $ paradime-integrations init lineage/integration.yaml')
    .action(lazily(async () => (await import('./run.js')).init, terminal));
}
