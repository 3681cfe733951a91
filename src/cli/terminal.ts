import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** One of the two streams that a program writes to. */
export interface Output {
  /** Writes a line, or several. */
  readonly line: (text: string) => void;
  /** Gives a text a colour, where the stream shows colours: on terminals, unless NO_COLOR is set. */
  readonly paint: (format: Format, text: string) => string;
  /** The terminal behind it; absent for a pipe or a file. */
  readonly screen?: NodeJS.WriteStream | undefined;
}

/** What the program reads from, and writes to. */
export interface Terminal {
  /** What the user asked for. */
  readonly out: Output;
  /** What goes on meanwhile, and what went wrong. */
  readonly err: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export function createTerminal({ stdout, stderr, env }: NodeJS.Process): Terminal {
  return { out: createOutput(stdout), err: createOutput(stderr), env };
}

function createOutput(stream: NodeJS.WriteStream): Output {
  // Whoever reads may have seen enough (`| head`): that is no failure.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const isColored = stream.isTTY === true && stream.hasColors();
  return {
    line: (text) => void stream.write(`${text}\n`),
    paint: (format, text) => (isColored ? styleText(format, text, { validateStream: false }) : text),
    screen: stream.isTTY ? stream : undefined,
  };
}
