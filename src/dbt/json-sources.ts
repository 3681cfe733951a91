import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { invalidFile } from '../documents/errors.js';
import { readChunks } from '../documents/read-chunks.js';
import { statPath } from '../documents/text-file.js';
import { ConfigurationError, show } from '../errors.js';
import { isRecord } from '../is-record.js';
import type { JsonSource } from './read-manifest.js';

/** Where a manifest comes from. */
export type DbtSource =
  /** Path of a `manifest.json`, of the folder that contains it, or of a dbt project. */
  | string
  /** A parsed manifest. */
  | Readonly<Record<string, unknown>>
  | AsyncIterable<Uint8Array>
  | ReadableStream<Uint8Array>
  | Response;

/** A manifest, and the catalog next to it. */
export interface ManifestSource {
  readonly manifest: JsonSource;
  readonly catalog?: JsonSource | undefined;
}

/** Finds the manifest of a source, and the `catalog.json` next to it. Throws an `InvalidFileError` if there is none. */
export async function openSource(source: DbtSource): Promise<ManifestSource> {
  if (typeof source === 'string') return await openPath(source);
  const name = 'the manifest';
  if (source instanceof Response) return { manifest: { name, chunks: bodyOf(source) } };
  if (isStream(source)) return { manifest: { name, chunks: source } };
  if (isRecord(source)) return { manifest: { name, value: source } };
  throw new ConfigurationError(
    `A source of a dbt project must be a path, a parsed manifest, a stream or a Response (got ${show(source)}).`,
  );
}

async function openPath(path: string): Promise<ManifestSource> {
  if (path === '') throw new ConfigurationError('The path of a dbt project must not be empty.');
  const file = (await statPath(path)).isDirectory() ? await findManifest(path) : path;
  const catalog = join(dirname(file), 'catalog.json');
  return {
    manifest: { name: file, chunks: readChunks(file) },
    ...((await isFile(catalog)) && { catalog: { name: catalog, chunks: readChunks(catalog) } }),
  };
}

async function findManifest(folder: string): Promise<string> {
  for (const file of [join(folder, 'manifest.json'), join(folder, 'target', 'manifest.json')]) {
    if (await isFile(file)) return file;
  }
  throw invalidFile(
    folder,
    'contains no manifest.json, nor does its folder target/; run `dbt parse`, or any command that builds, to write it',
  );
}

async function isFile(path: string): Promise<boolean> {
  return await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** The body of a response. Its address is not named in any message, because it may contain a signature. */
async function* bodyOf(response: Response): AsyncGenerator<Uint8Array, void, undefined> {
  if (!response.ok) throw invalidFile('the manifest', `cannot be downloaded: HTTP status ${response.status}`);
  if (response.body && isStream(response.body)) yield* response.body;
}

function isStream(source: unknown): source is AsyncIterable<Uint8Array> {
  return typeof source === 'object' && source !== null && Symbol.asyncIterator in source;
}
