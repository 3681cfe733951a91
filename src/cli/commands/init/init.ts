import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { InputError } from '../../terminal/failure.js';
import type { Terminal } from '../../terminal/terminal.js';
import { templates } from './templates.js';

interface InitOptions {
  readonly format: keyof typeof templates;
  readonly force?: boolean;
}

export function addInit(program: Command, terminal: Terminal): void {
  program
    .command('init')
    .summary('write a small integration to begin with')
    .description(
      'Write a small integration, with comments, to begin with. It passes `check`, and publishes to a sandbox as it is.',
    )
    .argument('[file]', 'where to (default: integration.yaml, integration.json or lineage.ts)')
    .addOption(new Option('--format <format>', 'what to write').choices(Object.keys(templates)).default('yaml'))
    .option('--force', 'replace the file if there is one (default: off)')
    .addHelpText('after', '\nExample:\n  $ paradime-integrations init lineage/integration.yaml')
    .action((file: string | undefined, options: InitOptions) => init(file, options, terminal));
}

async function init(
  given: string | undefined,
  { format, force = false }: InitOptions,
  { out }: Terminal,
): Promise<void> {
  const { file: usual, text } = templates[format];
  const file = given ?? usual;
  const flag = force ? 'w' : 'wx';
  await writeFile(file, text.replace(/FILE/g, basename(file)), { flag }).catch((cause: NodeJS.ErrnoException) => {
    const isThere = cause.code === 'EEXIST';
    const what = isThere
      ? 'is there already. Give another name, or --force to replace it.'
      : `cannot be written: ${cause.message}`;
    throw new InputError(`${file} ${what}`, { cause });
  });
  out.line(
    `Wrote ${file}. Next: ${format === 'typescript' ? `run it, with npx tsx ${file}` : `npx paradime-integrations check ${file}`}`,
  );
}
