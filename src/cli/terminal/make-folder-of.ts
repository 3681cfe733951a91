import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { cannotWrite } from './failure.js';

/** Makes the folder that a file is to be written to, with those above it. Throws an `InputError` if that is impossible. */
export async function makeFolderOf(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true }).catch((cause: unknown) => {
    throw cannotWrite(file, cause);
  });
}
