import { extname } from 'node:path';
import type { Location } from '../lineage/issue.js';
import { type FileProblem, invalidFile } from './errors.js';
import { parseJson } from './parse-json.js';
import { parseYaml } from './parse-yaml.js';
import type { ParsedText, Path, Problem } from './parsed-text.js';
import { readTextFile } from './text-file.js';

/** A file that is read as a whole. */
export interface Document extends ParsedText {
  readonly file: string;
}

const parsers: Readonly<Record<string, (file: string, text: string) => ParsedText>> = {
  '.json': parseJson,
  '.yaml': parseYaml,
  '.yml': parseYaml,
};

/** Reads a JSON or YAML file, by its extension. Throws an `InvalidFileError`, with the position if there is one. */
export async function readDocument(file: string): Promise<Document> {
  const extension = extname(file).toLowerCase();
  const parse = Object.hasOwn(parsers, extension) ? parsers[extension] : undefined;
  if (parse === undefined) {
    throw invalidFile(file, `must have the extension ${Object.keys(parsers).join(', ')} or .jsonl`);
  }
  return { file, ...parse(file, await readTextFile(file)) };
}

/** Adds the file and the positions to the problems of a document. */
export function locateProblems(
  { file, locate }: Pick<Document, 'file' | 'locate'>,
  problems: readonly Problem[],
): readonly FileProblem[] {
  if (problems.length === 0) return [];
  const positions = locate(problems);
  return problems.map(({ code = 'invalid-file', path, place, message, position }, index) => ({
    code,
    file,
    ...(position ?? positions[index]),
    path,
    ...(place !== undefined && { place }),
    message,
  }));
}

/**
 * Finds the places of values in a file. Reads the file again: keeping all positions would take more memory than the
 * values do, and they are rarely needed.
 */
export async function locateInDocument(file: string, paths: readonly Path[]): Promise<readonly Location[]> {
  const { locate } = await readDocument(file);
  return locate(paths.map((path) => ({ path }))).map((position) => ({ file, ...position }));
}
