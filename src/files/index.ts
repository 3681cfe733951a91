export type { FileProblem } from '../documents/errors.js';
export { InvalidFileError } from '../documents/errors.js';
export type { LocatedIssue, Location } from '../lineage/issue.js';
export { checkIntegration } from './check-integration.js';
export type { FileIntegration, ReadOptions } from './read-integration.js';
export { readIntegration } from './read-integration.js';
export type { WritableIntegration } from './write-integration.js';
export { writeIntegration } from './write-integration.js';
