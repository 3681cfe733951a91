import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { messageOf } from '../../errors.js';
import { UsageError } from '../terminal/failure.js';
import type { Terminal } from '../terminal/terminal.js';
import type { ClientOptions } from './client-options.js';

/** The variables of the environment, and those of `--env-file` that the environment does not set. */
export function readVariables({ envFile }: ClientOptions, { env }: Terminal): Variables {
  const given = Object.entries(env).filter(([, value]) => value !== undefined && value !== '');
  return { ...(envFile !== undefined && readEnvFile(envFile)), ...Object.fromEntries(given) };
}

export type Variables = Readonly<Record<string, string | undefined>>;

function readEnvFile(file: string): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new UsageError(`${file} cannot be read: ${messageOf(cause)}`, { cause });
  }
}
