import { setImmediate } from 'node:timers/promises';
import { Unzip, UnzipInflate } from 'fflate';
import { invalidFile } from '../../documents/errors.js';
import { messageOf, ParadimeError, show } from '../../errors.js';

/** A file in a ZIP archive. */
export interface ZipEntry {
  /** Its path in the archive, with slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

const mostEntries = 50_000;
const mostUnpacked = 500_000_000;
/** YAML compresses better than this only if most of it is one string, repeated. */
const mostRatio = 200;
/** The ratio is not looked at below this size: a few bytes can stand for a long line of blanks. */
const freeBytes = 10_000_000;
const pieceBytes = 64 * 1024;

/**
 * Unpacks the files of a ZIP archive that `isWanted` accepts. Counts the bytes as they are unpacked, because an archive may
 * give wrong sizes.
 *
 * Throws an `InvalidFileError` for an archive that is not complete, has paths that lead out of it, or unpacks to too much.
 */
export async function unzip(
  file: string,
  bytes: Uint8Array,
  isWanted: (path: string) => boolean,
  signal: AbortSignal | undefined,
): Promise<readonly ZipEntry[]> {
  const expected = countEntries(file, bytes);
  const tooMany = () => invalidFile(file, `contains more than ${mostEntries} files; give it in several parts`);
  if (expected > mostEntries) throw tooMany();
  const entries: ZipEntry[] = [];
  let found = 0;
  let unpacked = 0;
  let read = 0;
  const archive = new Unzip((entry) => {
    found++;
    const path = entry.name.replaceAll('\\', '/');
    if (found > mostEntries) throw tooMany(); // The archive may state a wrong number.
    if (/^\/|^[a-z]:/i.test(path) || path.split('/').includes('..')) {
      throw invalidFile(file, `contains a path that leads out of the archive: ${show(entry.name)}`);
    }
    if (path.endsWith('/') || !isWanted(path)) return;
    const pieces: Uint8Array[] = [];
    entry.ondata = (error, piece, isLast) => {
      if (error) throw error;
      unpacked += piece.length;
      if (unpacked > mostUnpacked || (unpacked > freeBytes && unpacked > mostRatio * read)) {
        throw invalidFile(
          file,
          `unpacks to more than ${unpacked > mostUnpacked ? `${mostUnpacked} bytes` : `${mostRatio} times its size`}; is it a ZIP bomb?`,
        );
      }
      pieces.push(piece);
      if (isLast) entries.push({ path, bytes: Buffer.concat(pieces) });
    };
    entry.start();
  });
  archive.register(UnzipInflate);
  try {
    for (let from = 0; from < bytes.length; from += pieceBytes) {
      signal?.throwIfAborted();
      const piece = bytes.subarray(from, from + pieceBytes);
      read += piece.length;
      archive.push(piece, from + pieceBytes >= bytes.length);
      await setImmediate();
    }
  } catch (cause) {
    if (cause instanceof ParadimeError || signal?.aborted) throw cause;
    throw invalidFile(file, `cannot be unpacked (${messageOf(cause)}); is it complete?`, cause);
  }
  if (found !== expected) {
    throw invalidFile(file, `lists ${expected} files, of which ${found} can be read; is it complete?`);
  }
  return entries;
}

/** Whether bytes are those of a ZIP archive, which begins with a file, or with the end if it is empty. */
export function isZip(bytes: Uint8Array): boolean {
  const [p, k, first = 0, second = 0] = bytes;
  return p === 0x50 && k === 0x4b && ((first === 3 && second === 4) || (first === 5 && second === 6));
}

const endBytes = 22;
const longestComment = 65_535;

/** Reads the number of entries at the end of an archive. Throws an `InvalidFileError` if the end is missing. */
function countEntries(file: string, bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = bytes.length - endBytes; at >= Math.max(0, bytes.length - endBytes - longestComment); at--) {
    if (view.getUint32(at, true) === 0x06054b50) return view.getUint16(at + 10, true);
  }
  throw invalidFile(file, 'is a ZIP archive that is cut off; is another program still writing it?');
}
