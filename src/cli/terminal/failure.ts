import { constants } from 'node:os';
import { messageOf, ParadimeError } from '../../errors.js';
import { printable, type Terminal } from './terminal.js';

/** Prints an error, with a stack trace only if `isVerbose`, and returns the exit code. */
export function printFailure(error: unknown, { err }: Terminal, isVerbose: boolean): number {
  if (!(error instanceof ReportedError)) {
    err.line(`${err.paint('red', 'error:')} ${describe(error)}`);
    const isExpected = [ParadimeError, UsageError, InputError, Interruption].some((type) => error instanceof type);
    if (isVerbose && error instanceof Error) err.line(stackOf(error));
    else if (!isExpected) err.line('This is a bug; please report it.');
  }
  return exitCodeOf(error);
}

/** Thrown when the program was called in a way that cannot work. Exit code 2. */
export class UsageError extends Error {
  static {
    UsageError.prototype.name = 'UsageError';
  }
}

/** Thrown when a signal asked the program to end. Exit code 128 and the number of the signal: 130 for SIGINT. */
export class Interruption extends Error {
  static {
    Interruption.prototype.name = 'Interruption';
  }
  readonly signal: NodeJS.Signals;

  constructor(signal: NodeJS.Signals, message = 'Interrupted.', cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.signal = signal;
  }
}

/** Thrown when a file, name or other input is wrong. Exit code 1. */
export class InputError extends Error {
  static {
    InputError.prototype.name = 'InputError';
  }
}

/** An `InputError` whose details have already been printed. If it has a cause, that decides the exit code. */
export class ReportedError extends InputError {}

/** Thrown at the end of a comparison that found changes, if its exit code is to say so. Exit code 3. */
export class ChangesFound extends ReportedError {}

/** The error for a file that cannot be written. `what` begins the sentence, and contains the name of the file. */
export function cannotWrite(what: string, cause: unknown): InputError {
  return new InputError(`${what} cannot be written: ${messageOf(cause)}`, { cause });
}

/** The error for a sandbox that does not start, because its port is taken for instance. */
export function cannotStartSandbox(cause: unknown): UsageError {
  return new UsageError(`The sandbox cannot start: ${messageOf(cause)}`, { cause });
}

/** The error as JSON. */
export function failureToJson(error: unknown): object {
  if (error instanceof ParadimeError) {
    const { issues: _issues, problems: _problems, ...json } = error.toJSON();
    return json;
  }
  if (error instanceof Interruption) {
    const { name, message, signal, cause } = error;
    return { name, message, signal, ...(cause instanceof ParadimeError && { cause: cause.toJSON() }) };
  }
  return error instanceof Error ? { name: error.name, message: error.message } : { message: String(error) };
}

/** The message, without control characters: it may contain what a server sent. */
function describe(error: unknown): string {
  return messageOf(error).split('\n').map(printable).join('\n');
}

/** The exit code for an error. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof ReportedError && error.cause !== undefined) return exitCodeOf(error.cause);
  if (error instanceof Interruption) return 128 + constants.signals[error.signal];
  if (error instanceof ChangesFound) return 3;
  return error instanceof UsageError ? 2 : 1;
}

function stackOf(error: Error): string {
  const stack = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause instanceof Error ? `${stack}\ncaused by ${stackOf(error.cause)}` : stack;
}
