import { writeFile } from 'node:fs/promises';
import { basename, dirname, extname, relative, resolve, sep } from 'node:path';
import { exists } from '../../../files/find-files.js';
import { cannotWrite, InputError } from '../../terminal/failure.js';
import { makeFolderOf } from '../../terminal/make-folder-of.js';
import { printable, type Terminal } from '../../terminal/terminal.js';
import { findInstalled } from './find-installed.js';
import { type Format, formatOf } from './format.js';
import { nextSteps } from './next-steps.js';
import { templates } from './templates.js';

export async function init({ out, err }: Terminal, given: string | undefined, options: InitOptions): Promise<void> {
  const format = given === undefined ? (options.format ?? 'yaml') : formatOf(given, options.format);
  const { file: usual, write, writeTest } = templates[format];
  const file = given ?? usual;
  const folder = dirname(resolve(file));
  const schema = findInstalled('paradime-integrations/schema/integration.schema.json', folder);
  const blanks = {
    name: printable(basename(file)),
    schema: schema === undefined ? undefined : addressFrom(folder, schema),
  };
  const contents = [{ path: file, content: write(blanks) }];
  if (writeTest) contents.push({ path: testOf(file), content: writeTest(blanks) });
  if (!options.force) for (const { path } of contents) if (await exists(path)) throw existing(path);
  await makeFolderOf(file);
  for (const { path, content } of contents) {
    await writeFile(path, content, { flag: options.force ? 'w' : 'wx' }).catch((cause: NodeJS.ErrnoException) => {
      throw cause.code === 'EEXIST' ? existing(path, cause) : cannotWrite(path, cause);
    });
  }
  const written = contents.map(({ path }) => printable(path)).join(' and ');
  out.line(`Wrote ${written}. Next:\n${nextSteps(format, file)}`);
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

/** The name of the test of a module: `lineage.test.ts`. */
function testOf(file: string): string {
  const extension = extname(file);
  return `${file.slice(0, -extension.length)}.test${extension}`;
}

function existing(file: string, cause?: unknown): InputError {
  const message = `${file} already exists. Give another name, or --force to replace it.`;
  return new InputError(message, cause === undefined ? {} : { cause });
}

/** The address of a file relative to a folder, with slashes on every system, as editors resolve it. */
function addressFrom(folder: string, file: string): string {
  const path = relative(folder, file).split(sep).join('/');
  return path.startsWith('../') ? path : `./${path}`;
}
