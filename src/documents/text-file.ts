import type { Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { type InvalidFileError, invalidFile } from './errors.js';

/** JavaScript cannot hold a much longer string. */
const mostBytes = 500_000_000;

/** Reads a UTF-8 file, without its byte order mark. Throws an `InvalidFileError` if it cannot be read or is not UTF-8. */
export async function readTextFile(file: string): Promise<string> {
  const bytes = await readBytes(file);
  if (bytes.length === 0) throw invalidFile(file, 'is empty');
  return createDecoder(file)(bytes, false);
}

async function readBytes(file: string): Promise<Uint8Array> {
  const found = await statPath(file);
  if (found.isDirectory()) throw invalidFile(file, 'is a folder; give a file');
  if (!found.isFile()) throw invalidFile(file, 'is not a regular file');
  if (found.size > mostBytes) {
    throw invalidFile(file, 'is too large to be read at once; write the nodes to nodes.jsonl, one per line');
  }
  try {
    return await readFile(file);
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

/** Returns the stats of a path. Call it before opening a file: opening a pipe waits until something writes to it. */
export async function statPath(path: string): Promise<Stats> {
  try {
    return await stat(path);
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/** The error to throw when a path cannot be accessed: an `InvalidFileError` for an error of the file system. */
export function unreadable(path: string, cause: unknown): unknown {
  if (!(cause instanceof Error && 'code' in cause)) return cause;
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'does not exist',
    ENOTDIR: 'does not exist',
    EISDIR: 'is a folder; give a file',
    EACCES: 'cannot be read: permission denied',
  };
  return invalidFile(path, reasons[String(cause.code)] ?? `cannot be read (${cause.message})`, cause);
}

/** Creates a function that decodes UTF-8 piece by piece. It throws an `InvalidFileError` for anything else. */
export function createDecoder(file: string): (bytes: Uint8Array, isPart: boolean) => string {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isFirst = true;
  return (bytes, isPart) => {
    if (isFirst && isUtf16(bytes)) throw notUtf8(file, 'UTF-16');
    isFirst = false;
    try {
      return decoder.decode(bytes, { stream: isPart });
    } catch (cause) {
      throw notUtf8(file, 'not UTF-8', cause);
    }
  };
}

/** Recognises UTF-16 by its byte order mark, or by the zero byte next to each ASCII character. */
function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || first === 0 || second === 0;
}

function notUtf8(file: string, found: string, cause?: unknown): InvalidFileError {
  return invalidFile(file, `is ${found}; save it as UTF-8`, cause);
}
