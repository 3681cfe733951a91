import { ParadimeError } from '../errors.js';

/** A file cannot be read, or does not hold what it should. */
export class InvalidFileError extends ParadimeError {
  static {
    InvalidFileError.prototype.name = 'InvalidFileError';
  }
  override readonly code = 'INVALID_FILE';
  readonly file: string;

  constructor(file: string, problem: string, cause?: unknown) {
    super(`${file}: ${problem}`, cause === undefined ? {} : { cause });
    this.file = file;
  }
}
