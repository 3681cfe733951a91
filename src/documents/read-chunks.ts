import { open } from 'node:fs/promises';
import { invalidFile } from './errors.js';
import { statPath, unreadable } from './text-file.js';

const chunkBytes = 256 * 1024;

/**
 * Reads a file piece by piece, each time into the same memory: a piece is valid until the next one is asked for. Throws an
 * `InvalidFileError` if the file cannot be read.
 */
export async function* readChunks(file: string): AsyncGenerator<Uint8Array, void, undefined> {
  if (!(await statPath(file)).isFile()) throw invalidFile(file, 'is not a regular file');
  const handle = await open(file).catch((cause: unknown) => {
    throw unreadable(file, cause);
  });
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
