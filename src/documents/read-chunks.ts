import { type FileHandle, open } from 'node:fs/promises';
import { invalidFile } from './errors.js';
import { statPath, unreadable } from './text-file.js';

const chunkBytes = 256 * 1024;

/** Opens a file to read it. Throws an `InvalidFileError`, which ends with `advice` for what is not a regular file. */
export async function openFile(file: string, advice = ''): Promise<FileHandle> {
  if (!(await statPath(file)).isFile()) throw invalidFile(file, `is not a regular file${advice}`);
  try {
    return await open(file);
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

/**
 * Reads a file piece by piece, each time into the same memory: a piece is valid until the next one is asked for. Throws an
 * `InvalidFileError` if the file cannot be read.
 */
export async function* readChunks(file: string): AsyncGenerator<Uint8Array, void, undefined> {
  const handle = await openFile(file);
  try {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    for (;;) {
      const { bytesRead } = await handle.read(chunk, 0, chunkBytes);
      if (bytesRead === 0) return;
      yield chunk.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}
