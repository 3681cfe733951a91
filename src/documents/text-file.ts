import { readFile, stat } from 'node:fs/promises';
import { InvalidFileError, invalidFile } from './errors.js';

/** A text cannot be longer in JavaScript. */
const mostBytes = 500_000_000;

/** The text of a file in UTF-8, without a byte order mark. Throws an `InvalidFileError` when it cannot be read as one. */
export async function readTextFile(file: string): Promise<string> {
  const bytes = await readBytes(file);
  if (bytes.length === 0) throw invalidFile(file, 'is empty');
  return createDecoder(file)(bytes, false);
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    const found = await stat(file);
    // Looked at before it is opened: that of a pipe would wait for someone to write.
    if (found.isFile() && found.size <= mostBytes) return await readFile(file);
    if (!found.isFile())
      throw invalidFile(file, found.isDirectory() ? 'is a folder; give a file' : 'is no regular file');
  } catch (cause) {
    throw unreadable(file, cause);
  }
  throw invalidFile(file, 'is too large to be read at once; write the nodes to nodes.jsonl, a line each');
}

/** What a failed access to a file is told as. */
export function unreadable(file: string, cause: unknown): unknown {
  if (!(cause instanceof Error && 'code' in cause) || cause instanceof InvalidFileError) return cause;
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'does not exist',
    ENOTDIR: 'does not exist',
    EISDIR: 'is a folder; give a file',
    EACCES: 'must not be read: permission denied',
  };
  return invalidFile(file, reasons[String(cause.code)] ?? `cannot be read (${cause.message})`, cause);
}

/** Turns bytes into text, piece by piece; throws an `InvalidFileError` where they are no UTF-8. */
export function createDecoder(file: string): (bytes: Uint8Array, isPart: boolean) => string {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isFirst = true;
  return (bytes, isPart) => {
    if (isFirst && isUtf16(bytes)) throw notUtf8(file, 'UTF-16');
    isFirst = false;
    try {
      return decoder.decode(bytes, { stream: isPart });
    } catch (cause) {
      throw notUtf8(file, 'no UTF-8', cause);
    }
  };
}

/** By its byte order mark, or by the zero bytes that it puts beside each ASCII letter. */
function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || first === 0 || second === 0;
}

function notUtf8(file: string, found: string, cause?: unknown): InvalidFileError {
  return invalidFile(file, `is ${found}; save it as UTF-8`, cause);
}
