import { randomUUID } from 'node:crypto';
import { writeFile as createFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { messageOf } from '../errors.js';
import { invalidFile } from './errors.js';

/**
 * Writes a file completely or not at all: to a temporary file next to it, which then takes its place. An existing file
 * keeps its permissions. Throws an `InvalidFileError` if the file cannot be written.
 */
export async function writeFile(path: string, text: string): Promise<void> {
  const target = await realpath(path).catch(() => path); // Replaces the file that a link points to, not the link.
  const part = `${target}.${randomUUID()}.part`;
  try {
    const former = await stat(target).catch(() => undefined);
    await createFile(part, text, { flag: 'wx', ...(former && { mode: former.mode }) });
    await rename(part, target);
  } catch (cause) {
    await rm(part, { force: true });
    throw invalidFile(path, `cannot be written (${messageOf(cause)})`, cause);
  }
}
