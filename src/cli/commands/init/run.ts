import { writeFile } from 'node:fs/promises';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { cannotWrite, InputError } from '../../terminal/failure.js';
import { makeFolderOf } from '../../terminal/make-folder-of.js';
import { printable, type Terminal } from '../../terminal/terminal.js';
import { findInstalled } from './find-installed.js';
import { type Format, formatOf } from './format.js';
import { nextSteps } from './next-steps.js';
import { templates } from './templates.js';

export async function init({ out, err }: Terminal, given: string | undefined, options: InitOptions): Promise<void> {
  const format = given === undefined ? (options.format ?? 'yaml') : formatOf(given, options.format);
  const { file: usual, write } = templates[format];
  const file = given ?? usual;
  const folder = dirname(resolve(file));
  const schema = findInstalled('paradime-integrations/schema/integration.schema.json', folder);
  const content = write({
    name: printable(basename(file)),
    schema: schema === undefined ? undefined : addressFrom(folder, schema),
  });
  await makeFolderOf(file);
  await writeFile(file, content, { flag: options.force ? 'w' : 'wx' }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EEXIST') throw cannotWrite(file, cause);
    throw new InputError(`${file} already exists. Give another name, or --force to replace it.`, { cause });
  });
  out.line(`Wrote ${printable(file)}. Next:\n${nextSteps(format, file)}`);
  if (format === 'typescript' && schema === undefined) {
    err.line(
      `note: ${printable(file)} imports paradime-integrations, which is not installed in its folder or above it. Install it first.`,
    );
  }
}

interface InitOptions {
  readonly format?: Format;
  readonly force?: boolean;
}

/** The address of a file relative to a folder, with slashes on every system, as editors resolve it. */
function addressFrom(folder: string, file: string): string {
  const path = relative(folder, file).split(sep).join('/');
  return path.startsWith('../') ? path : `./${path}`;
}
