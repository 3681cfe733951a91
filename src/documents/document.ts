import { extname } from 'node:path';
import type { Location } from '../lineage/issue.js';
import { invalidFile } from './errors.js';
import { parseJson } from './parse-json.js';
import { parseYaml } from './parse-yaml.js';
import type { ParsedText, Path } from './parsed-text.js';
import { readTextFile } from './text-file.js';

/** A file that is read at once. */
export interface Document extends ParsedText {
  readonly file: string;
}

const parsers: Readonly<Record<string, (file: string, text: string) => ParsedText>> = {
  '.json': parseJson,
  '.yaml': parseYaml,
  '.yml': parseYaml,
};

/** Reads a file in JSON or YAML, as its name says. Throws an `InvalidFileError`, with the position where there is one. */
export async function readDocument(file: string): Promise<Document> {
  const extension = extname(file).toLowerCase();
  const parse = Object.hasOwn(parsers, extension) ? parsers[extension] : undefined;
  if (parse === undefined) {
    throw invalidFile(
      file,
      `has a name that does not say what it holds; it must end in ${Object.keys(parsers).join(', ')} or .jsonl`,
    );
  }
  return { file, ...parse(file, await readTextFile(file)) };
}

/** Where in a file these are. Reads it anew: all places take more memory than what they hold, and are seldom asked for. */
export async function locateInDocument(file: string, paths: readonly Path[]): Promise<readonly Location[]> {
  const { locate } = await readDocument(file);
  return locate(paths.map((path) => ({ path }))).map((position) => ({ file, ...position }));
}
