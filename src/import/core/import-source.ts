import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { statPath, unreadable } from '../../documents/text-file.js';
import { ConfigurationError, show } from '../../errors.js';
import type { SkipList } from './skip-list.js';

/** Where an importer reads from. */
export type ImportSource =
  /** Path of a file, or of a folder with files, which is read with all folders in it. */
  | string
  /** Several paths. */
  | readonly string[]
  /** The parsed content of a file. */
  | object
  /** The bytes of a file. */
  | AsyncIterable<Uint8Array>;

/** One part of a source. */
export type SourcePart =
  /** `path` is relative to the folder that was given, with slashes. `isGiven` says that the file itself was given. */
  | { readonly kind: 'file'; readonly file: string; readonly path: string; readonly isGiven: boolean }
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'bytes'; readonly chunks: AsyncIterable<Uint8Array> };

/**
 * Finds the parts of a source. Files in folders are skipped and counted unless `isFile` accepts their names, those that
 * begin with a dot without a word. Throws an `InvalidFileError` for a path that cannot be read, and a `ConfigurationError`
 * for what is not a source.
 */
export async function* openSource(
  source: ImportSource,
  isFile: (name: string) => boolean,
  skips: SkipList,
  signal: AbortSignal | undefined,
): AsyncGenerator<SourcePart, void, undefined> {
  if (typeof source === 'string') yield* openPath(source);
  else if (isPaths(source)) for (const path of distinctPaths(source)) yield* openPath(path);
  else if (source instanceof Uint8Array) yield { kind: 'bytes', chunks: oneChunk(source) };
  else if (isStream(source)) yield { kind: 'bytes', chunks: source };
  else if (typeof source === 'object' && source !== null) yield { kind: 'value', value: source };
  else {
    throw new ConfigurationError(
      `The source of an import must be a path, a list of paths, a parsed value or a stream of bytes (got ${show(source)}).`,
    );
  }

  async function* openPath(path: string): AsyncGenerator<SourcePart, void, undefined> {
    if (path === '') throw new ConfigurationError('The path of an import must not be empty.');
    if ((await statPath(path)).isDirectory()) yield* openFolder(path, '');
    else yield { kind: 'file', file: path, path: path.replaceAll('\\', '/'), isGiven: true };
  }

  async function* openFolder(folder: string, before: string): AsyncGenerator<SourcePart, void, undefined> {
    signal?.throwIfAborted();
    const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
      throw unreadable(folder, cause);
    });
    for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
      const { name } = entry;
      const file = join(folder, name);
      if (name.startsWith('.') || name === 'node_modules') continue;
      if (entry.isDirectory()) yield* openFolder(file, `${before}${name}/`);
      else if (!isFile(name)) skips.add('file', 'is not of this source', before + name);
      else yield { kind: 'file', file, path: before + name, isGiven: false };
    }
  }
}

function isPaths(source: unknown): source is readonly string[] {
  return Array.isArray(source) && source.length > 0 && source.every((path) => typeof path === 'string');
}

/** The paths, without those that are given twice. */
function distinctPaths(paths: readonly string[]): Iterable<string> {
  return new Map(paths.toReversed().map((path) => [path === '' ? '' : resolve(path), path])).values();
}

function isStream(source: unknown): source is AsyncIterable<Uint8Array> {
  return typeof source === 'object' && source !== null && Symbol.asyncIterator in source;
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}
