import type { Command } from 'commander';
import { addPlanOptions } from '../../changes/plan-options.js';
import { addCheckOptions } from '../../options/check-options.js';
import { addClientOptions } from '../../options/client-options.js';
import { addDbtOptions } from '../../options/dbt-options.js';
import { lazily } from '../../options/lazily.js';
import type { Terminal } from '../../terminal/terminal.js';

export function addDiff(program: Command, terminal: Terminal): void {
  const command = program
    .command('diff')
    .summary('compare two versions of the files')
    .description(
      'Compare two versions of the files of an integration, and print what publishing the second after the first would change. Needs no credentials and sends nothing.',
    )
    .argument('<before>', 'the former version: a bundle (.json, .yaml), or a folder')
    .argument('<after>', 'the next version')
    .action(lazily(async () => (await import('./run.js')).diff, terminal));
  addDbtOptions(addCheckOptions(addClientOptions(addPlanOptions(command)))).addHelpText(
    'after',
    `
With --format markdown, the comparison is also added to the file that GITHUB_STEP_SUMMARY names.

Exit codes: 0 done, 1 the files have errors, 2 wrong usage. With --exit-code: 3 if anything changes.

Example:
  $ paradime-integrations diff ../main/lineage lineage --format markdown   # after: git worktree add ../main origin/main`,
  );
}
