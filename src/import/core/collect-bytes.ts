import { invalidFile } from '../../documents/errors.js';

const mostBytes = 500_000_000;

/** Collects the bytes of a file. Throws an `InvalidFileError` for an empty file, and for one that is too large. */
export async function collectBytes(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const copies: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    bytes += chunk.length;
    if (bytes > mostBytes) throw invalidFile(name, `is larger than ${mostBytes} bytes; give it in several parts`);
    copies.push(Uint8Array.from(chunk)); // The source may use the same memory for the next chunk.
  }
  if (bytes === 0) throw invalidFile(name, 'is empty');
  return Buffer.concat(copies);
}
