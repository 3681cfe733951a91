import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** One of the two streams that a program writes to. */
export interface Output {
  /** Writes a line, or several. What could steer a terminal is shown instead of sent, but for the colours of `paint`. */
  readonly line: (text: string) => void;
  /** Gives a text a colour, where the stream shows colours: on terminals, unless NO_COLOR is set. */
  readonly paint: (format: Format, text: string) => string;
  /** The terminal behind it; absent for a pipe or a file. */
  readonly screen?: NodeJS.WriteStream | undefined;
  /** Whether anything was written. */
  readonly isUsed: () => boolean;
}

/** What the program reads from, and writes to. */
export interface Terminal {
  /** What the user asked for. */
  readonly out: Output;
  /** What goes on meanwhile, and what went wrong. */
  readonly err: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Waits until all is written. Returns the exit code, which is 1 when something could not be written. */
  readonly flush: (code: number) => Promise<number>;
}

export function createTerminal({ stdout, stderr, env }: NodeJS.Process): Terminal {
  const failures: NodeJS.ErrnoException[] = [];
  const onFailure = (error: NodeJS.ErrnoException): void => {
    // Whoever reads may have seen enough (`| head`): that is no failure.
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
      err.line(`error: What is printed could not be written: ${failure.message}`);
      await written(stderr);
      return code || 1;
    },
  };
}

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

/** With what could steer a terminal shown instead: control characters, and marks that turn the direction of writing. */
function withoutControls(text: string, isColored: boolean): string {
  return text.replace(/\p{Cc}\[[\d;]+m|[\p{Cc}\p{Bidi_Control}]/gu, (found) => {
    const isColor = isColored && found.length > 1 && found.charCodeAt(0) === escapeCode;
    return isColor || found === '\n' || found === '\t' ? found : shown(found.charAt(0)) + found.slice(1);
  });
}

/** A name or another text from outside, for within a line: with neither line breaks nor colours of its own. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, shown);
}

function shown(control: string): string {
  return control === '\n' ? '\\n' : `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
