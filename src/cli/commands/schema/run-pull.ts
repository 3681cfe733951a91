import { writeFile } from 'node:fs/promises';
import { lexicographicSortSchema, printSchema } from 'graphql';
import type { ClientOptions } from '../../options/client-options.js';
import { cannotWrite } from '../../terminal/failure.js';
import type { Terminal } from '../../terminal/terminal.js';
import { fetchSchema } from './fetch-schema.js';

export async function pullSchema(terminal: Terminal, { output, ...options }: PullOptions): Promise<void> {
  const sdl = printSchema(lexicographicSortSchema(await fetchSchema(options, terminal)));
  if (output === undefined) {
    terminal.out.line(sdl);
    return;
  }
  await writeFile(output, `${terminal.redact(sdl)}\n`).catch((cause: unknown) => {
    throw cannotWrite(output, cause);
  });
  terminal.err.line(`Wrote the live schema to ${output}.`);
}

interface PullOptions extends ClientOptions {
  readonly output?: string;
}
