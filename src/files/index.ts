export { InvalidFileError } from './errors.js';
export { type FileIntegration, type ReadOptions, readIntegration } from './read-integration.js';
