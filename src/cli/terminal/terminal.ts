import { styleText } from 'node:util';
import { isRecord } from '../../is-record.js';
import type { Redact } from '../../transport/redact.js';

export function createTerminal({ stdout, stderr, env }: NodeJS.Process): Terminal {
  const failures: NodeJS.ErrnoException[] = [];
  const onFailure = (error: NodeJS.ErrnoException): void => {
    // A reader that closes the pipe early (`| head`) is not a failure.
    if (error.code !== 'EPIPE') failures.push(error);
  };
  let redact: Redact = (text) => text;
  const redactNow: Redact = (text) => redact(text);
  const err = createOutput(stderr, redactNow, onFailure);
  return {
    out: createOutput(stdout, redactNow, onFailure),
    err,
    env,
    redact: redactNow,
    redactWith: (next) => {
      redact = next;
    },
    flush: async (code) => {
      await Promise.all([stdout, stderr].map(written));
      const [failure] = failures;
      if (failure === undefined) return code;
      err.line(`error: The output could not be written: ${failure.message}`);
      await written(stderr);
      return code || 1;
    },
  };
}

/** The streams and the environment of the program. */
export interface Terminal {
  /** For what the user asked for. */
  readonly out: Output;
  /** For progress and errors. */
  readonly err: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Removes secrets from a string that goes anywhere but to the outputs, which do it themselves. */
  readonly redact: Redact;
  /** Sets how secrets are removed from everything that is printed. Before, there are none. */
  readonly redactWith: (redact: Redact) => void;
  /** Waits until everything is written. Returns `code`, or 1 instead of 0 if something could not be written. */
  readonly flush: (code: number) => Promise<number>;
}

/** One of the two output streams of a program. */
export interface Output {
  /**
   * Writes one or more lines, without secrets. Control characters are escaped, except for the colours that `paint` adds,
   * and so is what GitHub Actions takes for a command: `::` at the beginning of a line, and `##[` anywhere.
   */
  readonly line: (text: string) => void;
  /** Writes a value as JSON, without secrets. */
  readonly json: (value: unknown) => void;
  /** Writes a command for GitHub Actions, which begins with `::`. */
  readonly githubCommand: (text: string) => void;
  /** Colours a string if the stream shows colours: on terminals, unless NO_COLOR is set. */
  readonly paint: (format: Format, text: string) => string;
  /** The terminal it is connected to. Absent for a pipe or a file. */
  readonly screen?: NodeJS.WriteStream | undefined;
  /** Whether anything was written. */
  readonly isUsed: () => boolean;
}

type Format = Parameters<typeof styleText>[0];

function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}

function createOutput(
  stream: NodeJS.WriteStream,
  redact: Redact,
  onFailure: (error: NodeJS.ErrnoException) => void,
): Output {
  stream.on('error', onFailure);
  const isColored = stream.isTTY === true && stream.hasColors();
  let isUsed = false;
  const write = (text: string): void => {
    isUsed = true;
    stream.write(`${text}\n`);
  };
  const clean = (text: string): string => withoutControls(redact(text), isColored);
  return {
    line: (text) => write(withoutCommands(clean(text))),
    json: (value) => write(withoutOldCommands(withoutControls(toJson(value, redact), false))),
    githubCommand: (text) => write(withoutOldCommands(clean(text))),
    paint: (format, text) => (isColored ? styleText(format, text, { validateStream: false }) : text),
    screen: stream.isTTY ? stream : undefined,
    isUsed: () => isUsed,
  };
}

const escapeCode = 27;

/** Escapes what could control a terminal: control characters, and marks that change the direction of text. */
function withoutControls(text: string, isColored: boolean): string {
  return text.replace(/\p{Cc}\[[\d;]+m|[\p{Cc}\p{Bidi_Control}]/gu, (found) => {
    const isColor = isColored && found.length > 1 && found.charCodeAt(0) === escapeCode;
    return isColor || found === '\n' || found === '\t' ? found : shown(found.charAt(0)) + found.slice(1);
  });
}

/** Escapes the colons with which a line begins: GitHub Actions skips white space before a command. */
function withoutCommands(text: string): string {
  return withoutOldCommands(text.replace(/^([^\S\n]*):(?=:)/gm, '$1\\u003a'));
}

/** Escapes the older form of a command, which GitHub Actions recognises anywhere in a line. The result is valid in JSON. */
function withoutOldCommands(text: string): string {
  return text.replaceAll('##[', '#\\u0023[');
}

/** Removes secrets before the value is written: removing them from the JSON could break its syntax. */
function toJson(value: unknown, redact: Redact): string {
  const withoutSecrets = (_: string, part: unknown): unknown => {
    if (typeof part === 'string') return redact(part);
    if (!isRecord(part)) return part;
    return Object.fromEntries(Object.entries(part).map(([key, its]) => [redact(key), its]));
  };
  return JSON.stringify(value, withoutSecrets, 2);
}

/** Escapes control characters in a string from outside, such as a name, so that it stays on its line and has no colours. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, shown);
}

function shown(control: string): string {
  return control === '\n' ? '\\n' : `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
