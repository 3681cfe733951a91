import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { InputError } from '../../terminal/failure.js';

/** Throws an `InputError` if a state file exists and is read-only: replacing it would ignore that it is protected. */
export async function assertWritableState(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined); // What else is wrong with it shows when it is read.
  if (found === undefined || !found.isFile()) return;
  const isWritable = await access(file, constants.W_OK).then(
    () => (found.mode & anyWrite) !== 0, // To the superuser every file is accessible.
    () => false,
  );
  if (isWritable) return;
  throw new InputError(
    `The state file ${file} is read-only, so this publication could not be recorded in it. Make it writable, or give another file with --state. Nothing was sent.`,
  );
}

const anyWrite = constants.S_IWUSR | constants.S_IWGRP | constants.S_IWOTH;
