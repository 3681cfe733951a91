import type { DbtProject } from '../dbt/dbt-project.js';
import { readDbtProject } from '../dbt/read-dbt-project.js';
import type { ImportResult } from './core/assemble.js';
import type { ImportOptions } from './core/options.js';
import { importExposures } from './exposures/import-exposures.js';
import { importSuperset } from './superset/import-superset.js';

/** An importer as the program and job files call it: with paths, and the options that all importers share. */
export type Importer = (paths: readonly string[], options: ProjectImportOptions) => Promise<ImportResult>;

/** The options of all importers, with a dbt project whose relations can be listed. */
export interface ProjectImportOptions extends ImportOptions {
  readonly dbt?: DbtProject | undefined;
}

/** All importers by the name of their source. */
export const importers = {
  exposures: async (paths, options) => {
    const project = await readDbtProject(paths, { signal: options.signal });
    return await importExposures(project, { ...options, dbt: options.dbt ?? project });
  },
  superset: (paths, options) => importSuperset(paths, options),
} as const satisfies Readonly<Record<string, Importer>>;

/** The name of a source that can be imported. */
export type ImporterName = keyof typeof importers;
