import { dirname } from 'node:path';
import type { DbtProject } from '../dbt/dbt-project.js';
import { type FileProblem, InvalidFileError, invalidFile } from '../documents/errors.js';
import { dbtName } from '../lineage/reference.js';
import type { TableIndex } from '../lineage/tables/table-index.js';
import { type BoltClient, readDbtSources } from './dbt-sources.js';
import type { Parts } from './read-parts.js';

/**
 * The dbt project of an integration: the given one, else the one that its bundle names. Its paths are relative to the
 * bundle. Problems of the project are those of the bundle that names it.
 */
export async function readNamedProject(
  { dbt: { paths, file, locate } }: Pick<Parts, 'dbt'>,
  { dbt: given, paradime, signal }: ProjectOptions,
): Promise<NamedProject> {
  if (given !== undefined || paths.length === 0) return { project: given || undefined, problems: [] };
  const client = async (): Promise<BoltClient> => {
    if (paradime === undefined) throw withoutClient(file);
    return typeof paradime === 'function' ? await paradime() : paradime;
  };
  try {
    return { project: await readDbtSources(paths, dirname(file), client, signal), problems: [] };
  } catch (error) {
    if (!(error instanceof InvalidFileError)) throw error;
    const [location] = await locate([['dbt']]);
    const message = `names a dbt project that cannot be used: ${error.message}`;
    return { problems: [{ code: 'invalid-file', ...location, file, path: ['dbt'], message }] };
  }
}

/** Options of reading the dbt project of an integration. */
export interface ProjectOptions {
  /** The dbt project to use instead of the one that the bundle names, or `false` for none. */
  readonly dbt?: DbtProject | false | undefined;
  /** The client that downloads a manifest from Paradime, if the bundle names `bolt:` and a schedule. */
  readonly paradime?: BoltClient | (() => BoltClient | Promise<BoltClient>) | undefined;
  /** Aborts reading a dbt project. */
  readonly signal?: AbortSignal | undefined;
}

function withoutClient(file: string): InvalidFileError {
  return invalidFile(
    file,
    'is read from Paradime: pass the client as `paradime`, or name a manifest on disk, such as target/',
  );
}

/** Stands for a project that cannot be read: has every table, so that its absence is reported once. */
export const anyTable: TableIndex = {
  find: (table) => ({ status: 'found', relation: { uniqueId: '', table } }),
  resolve: (reference) => ({ status: 'found', relation: { uniqueId: '', table: dbtName(reference) } }),
};

interface NamedProject {
  /** Absent if there is none, or if it cannot be read. */
  readonly project?: DbtProject | undefined;
  readonly problems: readonly FileProblem[];
}
