import { Argument, type Command } from 'commander';
import { addClientOptions } from '../../options/client-options.js';
import { addDbtOptions } from '../../options/dbt-options.js';
import { lazily } from '../../options/lazily.js';
import type { Terminal } from '../../terminal/terminal.js';
import { percentage } from './percentage.js';
import { sources } from './sources.js';

export function addImport(program: Command, terminal: Terminal): void {
  const command = program
    .command('import')
    .summary("make an integration from another tool's own files")
    .description(
      `Read the files that another tool writes, and make an integration of them: a bundle that check, preview and publish read. Ends with a summary of what has an upstream, what has none and why, and what was skipped. Without --output it prints the summary only.

Sources:
${Object.entries(sources)
  .map(([name, from]) => `  ${name.padEnd(10)} ${from}`)
  .join('\n')}`,
    )
    .addArgument(new Argument('<source>', 'the tool to import from').choices(Object.keys(sources)))
    .argument('<from...>', 'the files or folders to read')
    .option(
      '--output <path>',
      'write a bundle to this .yaml or .json file, or to this folder; - prints YAML (default: off)',
    )
    .option('--name <name>', "name of the integration (default: the tool's)")
    .option(
      '--include <pattern>',
      'import only what matches this glob pattern; can be repeated (default: all)',
      collect,
    )
    .option('--exclude <pattern>', 'leave out what matches this glob pattern; can be repeated (default: none)', collect)
    .option(
      '--min-lineage <percentage>',
      'refuse an import in which fewer nodes than this have an upstream (default: off)',
      percentage,
    )
    .option('--json', 'print the summary as JSON (default: off)')
    .action(lazily(async () => (await import('./run.js')).importFrom, terminal));
  addDbtOptions(addClientOptions(command)).addHelpText(
    'after',
    `
Examples:
  $ paradime-integrations import superset export.zip --dbt target/ --output superset.yaml
  $ paradime-integrations import exposures target/ --output - --min-lineage 90%`,
  );
}

function collect(pattern: string, patterns: readonly string[] = []): readonly string[] {
  return [...patterns, pattern];
}
