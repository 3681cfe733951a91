import { dirname, resolve } from 'node:path';
import type { DbtProject } from '../dbt/dbt-project.js';
import { type FileProblem, InvalidFileError } from '../documents/errors.js';
import { dbtName } from '../lineage/reference.js';
import type { TableIndex } from '../lineage/tables/table-index.js';
import type { Parts } from './read-parts.js';

/**
 * The dbt project of an integration: the given one, else the one that its bundle names. Its paths are relative to the
 * bundle. Problems of the project are those of the bundle that names it.
 */
export async function readNamedProject(
  { dbt: { paths, file, locate } }: Pick<Parts, 'dbt'>,
  given: DbtProject | false | undefined,
  signal: AbortSignal | undefined,
): Promise<NamedProject> {
  if (given !== undefined || paths.length === 0) return { project: given || undefined, problems: [] };
  const { readDbtProject } = await import('../dbt/read-dbt-project.js'); // Few integrations name one.
  try {
    const project = await readDbtProject(
      paths.map((path) => resolve(dirname(file), path)),
      { signal },
    );
    return { project, problems: [] };
  } catch (error) {
    if (!(error instanceof InvalidFileError)) throw error;
    const [location] = await locate([['dbt']]);
    const message = `names a dbt project that cannot be used: ${error.message}`;
    return { problems: [{ code: 'invalid-file', ...location, file, path: ['dbt'], message }] };
  }
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
