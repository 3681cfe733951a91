import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { messageOf } from '../../errors.js';
import { UsageError } from '../terminal/failure.js';
import type { Terminal } from '../terminal/terminal.js';
import type { ClientOptions } from './client-options.js';

/** The variables of the environment, and those of `--env-file` that the environment does not set. */
export function readVariables(options: ClientOptions, terminal: Terminal): Variables {
  const { inFile, inEnvironment } = readSources(options, terminal);
  return { ...inFile, ...inEnvironment };
}

/** Reads the variables of `--env-file` and those of the environment, which take precedence. Empty ones of these are left out. */
export function readSources({ envFile }: ClientOptions, { env }: Terminal): VariableSources {
  const given = Object.entries(env).filter(([, value]) => value !== undefined && value !== '');
  return { inFile: envFile === undefined ? {} : readEnvFile(envFile), inEnvironment: Object.fromEntries(given) };
}

export type Variables = Readonly<Record<string, string | undefined>>;

export interface VariableSources {
  readonly inFile: Variables;
  readonly inEnvironment: Variables;
}

function readEnvFile(file: string): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new UsageError(`${file} cannot be read: ${messageOf(cause)}`, { cause });
  }
}
