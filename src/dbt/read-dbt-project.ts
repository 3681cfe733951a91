import { InvalidFileError } from '../documents/errors.js';
import { ConfigurationError, messageOf } from '../errors.js';
import { checkOptions } from '../options.js';
import { DbtProject } from './dbt-project.js';
import { type DbtSource, type ManifestSource, openSource } from './json-sources.js';
import type { ColumnReader, Manifest } from './manifest.js';
import { readCatalog, readManifest } from './read-manifest.js';

/**
 * Reads a dbt project from its `manifest.json`: of dbt 0.19 or later, dbt Fusion included. Reads it as a stream and keeps
 * only what is needed, so it may be larger than a string in JavaScript. Several sources make one project. Reads the
 * `catalog.json` next to a manifest if there is one, for the data types of columns.
 *
 * Throws an `InvalidFileError` for a file that is missing, not a manifest, incomplete or empty.
 */
export async function readDbtProject(
  source: DbtSource | readonly DbtSource[],
  options: ReadDbtOptions = {},
): Promise<DbtProject> {
  checkOptions('The options of readDbtProject', options, { signal: 'any' });
  const { signal } = options;
  signal?.throwIfAborted();
  const warnings: string[] = [];
  const manifests: Manifest[] = [];
  for (const each of Array.isArray(source) ? source : [source]) {
    const { manifest, catalog } = await openSource(each);
    manifests.push(await readManifest(manifest, await tryCatalog(catalog, warnings, signal), signal));
  }
  const [first, ...others] = manifests;
  if (first === undefined) throw new ConfigurationError('A dbt project needs at least one source.');
  return new DbtProject([first, ...others], warnings);
}

export interface ReadDbtOptions {
  /** Aborts the reading, which then throws the reason of the signal. */
  readonly signal?: AbortSignal | undefined;
}

/** Reads a catalog, which is never needed: one that cannot be read is a warning. */
async function tryCatalog(
  catalog: ManifestSource['catalog'],
  warnings: string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, ColumnReader> | undefined> {
  if (catalog === undefined) return undefined;
  try {
    return await readCatalog(catalog, signal);
  } catch (error) {
    if (!(error instanceof InvalidFileError)) throw error;
    warnings.push(`${messageOf(error)}. The columns of the manifest are used without it.`);
    return undefined;
  }
}
