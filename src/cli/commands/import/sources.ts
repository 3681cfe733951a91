import type { ImporterName } from '../../../import/importers.js';

/** The sources and what they are read from, for `--help`, which must not load the importers themselves. */
export const sources: Readonly<Record<ImporterName, string>> = {
  exposures: 'the exposures of a dbt project: its folder, its target folder or a manifest.json',
  superset: 'an export of Superset or Preset: a ZIP file or a folder',
};
