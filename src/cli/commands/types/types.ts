import type { Command } from 'commander';
import { addClientOptions } from '../../options/client-options.js';
import { lazily } from '../../options/lazily.js';
import type { Terminal } from '../../terminal/terminal.js';

export function addTypes(program: Command, terminal: Terminal): void {
  const command = program
    .command('types')
    .summary('write TypeScript types of the tables in your dbt project')
    .description(
      'Write a TypeScript file by which the compiler knows the names in your dbt project: `dbt`, `project.ref` and `project.source` accept no others. With --integrations, `custom` accepts only the integrations and node types that are registered in Paradime; only this needs credentials.',
    )
    .option(
      '--dbt <path>',
      'the dbt project: its target/, its manifest.json, its folder, or bolt: and the slug of a Bolt schedule; can be repeated',
      (path: string, paths: readonly string[]) => [...paths, path],
      [],
    )
    .option('--integrations', 'include the integrations registered in Paradime (default: off)')
    .option('--output <file>', 'write it to this file, or - for standard output', '-')
    .option('--check', 'write nothing; exit with 1 if the file is missing or stale (default: off)')
    .action(lazily(async () => (await import('./run.js')).types, terminal));
  addClientOptions(command).addHelpText(
    'after',
    `
Examples:
  $ paradime-integrations types --dbt target/ --output src/paradime.generated.ts
  $ paradime-integrations types --dbt target/ --output src/paradime.generated.ts --check`,
  );
}
