import { type Command, InvalidArgumentError } from 'commander';
import { addPlanOptions } from '../../changes/plan-options.js';
import { addCheckOptions } from '../../options/check-options.js';
import { addClientOptions } from '../../options/client-options.js';
import { addDbtOptions } from '../../options/dbt-options.js';
import { lazily } from '../../options/lazily.js';
import { positiveInteger } from '../../options/numbers.js';
import { addPaths } from '../../options/path-argument.js';
import type { Terminal } from '../../terminal/terminal.js';
import { removalLimit } from './removal-limit.js';

export function addPublish(program: Command, terminal: Terminal): void {
  const described = program
    .command('publish')
    .summary('publish files to Paradime')
    .description(
      'Register the integrations that the files describe, and replace the nodes that Paradime shows for them with those in the files. All files are checked first. Each integration is published on its own: Paradime shows its new nodes only after its last request, and if one fails, the others are still published.',
    );
  const command = addPaths(described)
    .option('--dry-run', 'print what would be published, and change nothing (default: off)')
    .option(
      '--refresh-catalog',
      "start a refresh of Paradime's catalog afterwards; whether nodes need it is unknown (default: off)",
    )
    .option('--json', 'print the report as JSON (default: off)')
    .option(
      '--concurrency <n>',
      'requests in parallel; whether Paradime allows more than 1 is unknown',
      positiveInteger,
      1,
    )
    .option('--max-batch <n>', 'maximum number of nodes in a request', positiveInteger, 500)
    .option(
      '--state <file>',
      'compare with the last publication, which this file records, and record this one; with several integrations, the folder of such files (default: off)',
      fileName,
    )
    .option(
      '--max-removed <limit>',
      'with --state: refuse to remove more nodes than this, a number or a percentage (default: 20%)',
      removalLimit,
    )
    .option('--force', 'with --state: allow any number of nodes to be removed (default: off)')
    .action(lazily(async () => (await import('./run.js')).publish, terminal));
  addDbtOptions(addCheckOptions(addClientOptions(addPlanOptions(command)))).addHelpText(
    'after',
    `
Example:
  $ paradime-integrations publish target/ --nodes target/metabase_nodes.json --dry-run`,
  );
}

function fileName(text: string): string {
  if (text === '') throw new InvalidArgumentError('It must be the name of a file.');
  return text;
}
