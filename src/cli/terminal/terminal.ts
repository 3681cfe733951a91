import { styleText } from 'node:util';

export function createTerminal({ stdout, stderr, env }: NodeJS.Process): Terminal {
  const failures: NodeJS.ErrnoException[] = [];
  const onFailure = (error: NodeJS.ErrnoException): void => {
    // A reader that closes the pipe early (`| head`) is not a failure.
    if (error.code !== 'EPIPE') failures.push(error);
  };
  const err = createOutput(stderr, onFailure);
  return {
    out: createOutput(stdout, onFailure),
    err,
    env,
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
  /** Waits until everything is written. Returns `code`, or 1 instead of 0 if something could not be written. */
  readonly flush: (code: number) => Promise<number>;
}

/** One of the two output streams of a program. */
export interface Output {
  /** Writes one or more lines. Control characters are escaped, except for the colours that `paint` adds. */
  readonly line: (text: string) => void;
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

function createOutput(stream: NodeJS.WriteStream, onFailure: (error: NodeJS.ErrnoException) => void): Output {
  stream.on('error', onFailure);
  const isColored = stream.isTTY === true && stream.hasColors();
  let isUsed = false;
  return {
    line: (text) => {
      isUsed = true;
      stream.write(`${withoutControls(text, isColored)}\n`);
    },
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

/** Escapes control characters in a string from outside, such as a name, so that it stays on its line and has no colours. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, shown);
}

function shown(control: string): string {
  return control === '\n' ? '\\n' : `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
