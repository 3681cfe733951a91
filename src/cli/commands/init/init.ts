import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { cannotWrite, InputError } from '../../terminal/failure.js';
import type { Terminal } from '../../terminal/terminal.js';
import { templates } from './templates.js';

export function addInit(program: Command, terminal: Terminal): void {
  program
    .command('init')
    .summary('write a small example integration to start from')
    .description(
      'Write a small integration with comments, to start from. It passes `check`, and can be published to a sandbox without changes.',
    )
    .argument('[file]', 'the file to write (default: integration.yaml, integration.json or lineage.ts)')
    .addOption(new Option('--format <format>', 'the format to write').choices(Object.keys(templates)).default('yaml'))
    .option('--force', 'replace the file if it exists (default: off)')
    .addHelpText('after', '\nExample:\n  $ paradime-integrations init lineage/integration.yaml')
    .action((file: string | undefined, options: InitOptions) => init(file, options, terminal));
}

interface InitOptions {
  readonly format: keyof typeof templates;
  readonly force?: boolean;
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
    if (cause.code !== 'EEXIST') throw cannotWrite(file, cause);
    throw new InputError(`${file} already exists. Give another name, or --force to replace it.`, { cause });
  });
  const next = format === 'typescript' ? `npx tsx ${file}` : `npx paradime-integrations check ${file}`;
  out.line(`Wrote ${file}. Next: ${next}`);
}
