export { InvalidFileError } from '../documents/errors.js';
export type { ImportResult } from './core/assemble.js';
export type { ImportSource } from './core/import-source.js';
export { checkMinLineage, type MinLineageResult } from './core/min-lineage.js';
export type { ImportOptions, ImportProgress, Look } from './core/options.js';
export type {
  ImportSummary,
  NodeWithoutUpstream,
  SkippedItems,
  TableSummary,
  UnresolvedTable,
} from './core/summary.js';
export { type ImportExposuresOptions, importExposures } from './exposures/import-exposures.js';
export { importSuperset } from './superset/import-superset.js';
