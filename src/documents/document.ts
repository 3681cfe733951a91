import { extname } from 'node:path';
import type { Issue, Location } from '../lineage/issue.js';
import { invalidFile } from './errors.js';
import { parseJson } from './parse-json.js';
import { parseYaml } from './parse-yaml.js';
import { readTextFile } from './text-file.js';

export type Path = Issue['path'];

/** Line and column, from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A place in a document: a value, or the key before it. */
export interface Spot {
  readonly path: Path;
  readonly isKey?: boolean | undefined;
}

/** Something wrong in a document, at that spot. */
export interface Problem extends Spot {
  readonly message: string;
  /** Where it is, for what the spot alone does not find: the second of two keys. */
  readonly position?: Position | undefined;
}

/** What a text says, and where. */
export interface ParsedText {
  readonly value: unknown;
  /** What is wrong with the text, although it can be parsed: keys that come twice. */
  readonly problems: readonly Problem[];
  /** Where each spot is, or what comes nearest around it. */
  readonly locate: (spots: readonly Spot[]) => readonly Position[];
}

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
