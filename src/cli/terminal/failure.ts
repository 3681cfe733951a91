import { messageOf, ParadimeError } from '../../errors.js';
import { printable, type Terminal } from './terminal.js';

/** The program was called in a way that cannot work; exit code 2. */
export class UsageError extends Error {
  static {
    UsageError.prototype.name = 'UsageError';
  }
}

/** The user or the system wants the program to end. */
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

/** What was given does not fit what there is; exit code 1. */
export class InputError extends Error {
  static {
    InputError.prototype.name = 'InputError';
  }
}

/** The same, when all has been told already. */
export class ReportedError extends InputError {}

const expected = [ParadimeError, UsageError, InputError, Interruption];

/** Writes what went wrong in words, never a stack trace unless `isVerbose`, and returns the exit code. */
export function printFailure(error: unknown, { err }: Terminal, isVerbose: boolean): number {
  if (!(error instanceof ReportedError)) {
    err.line(`${err.paint('red', 'error:')} ${describe(error)}`);
    const isExpected = expected.some((type) => error instanceof type);
    if (isVerbose && error instanceof Error) err.line(stackOf(error));
    else if (!isExpected) err.line('This should not happen; please report it.');
  }
  return exitCodeOf(error);
}

/** The message, in which what a server says has no colours. */
function describe(error: unknown): string {
  return messageOf(error).split('\n').map(printable).join('\n');
}

function exitCodeOf(error: unknown): number {
  if (error instanceof Interruption) return error.signal === 'SIGTERM' ? 143 : 130;
  return error instanceof UsageError ? 2 : 1;
}

function stackOf(error: Error): string {
  const stack = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause instanceof Error ? `${stack}\ncaused by ${stackOf(error.cause)}` : stack;
}

/** What failed, as JSON. */
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
