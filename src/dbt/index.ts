export { InvalidFileError } from '../documents/errors.js';
export type { Table, TableIndex, TableResult } from '../lineage/tables/table-index.js';
export { DbtProject } from './dbt-project.js';
export type { DbtSource } from './json-sources.js';
export type { DbtMetadata } from './manifest.js';
export { type ReadDbtOptions, readDbtProject } from './read-dbt-project.js';
export type { DbtColumn, DbtExposure, DbtNames, DbtRelation, ResourceType } from './relation.js';
export { UnknownTableError } from './unknown-table-error.js';
