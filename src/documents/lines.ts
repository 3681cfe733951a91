import { type FileHandle, open, stat } from 'node:fs/promises';
import { InvalidFileError, invalidFile } from './errors.js';
import { createDecoder, unreadable } from './text-file.js';

/** A line that holds something. */
export interface Line {
  readonly text: string;
  /** Counts from 1. */
  readonly number: number;
}

const longestLine = 10_000_000;
const chunkBytes = 64 * 1024;

/** The lines of a file, some at a time, without the empty ones. Never holds more than a piece of the file and one line. */
export async function* readLines(file: string): AsyncGenerator<readonly Line[], void, undefined> {
  const handle = await openFile(file);
  try {
    const decode = createDecoder(file);
    const chunk = Buffer.allocUnsafe(chunkBytes);
    let number = 1;
    let rest: string[] = []; // Of the line that has not ended: pieces, for it may be long.
    let restLength = 0;
    for (let isLast = false; !isLast; ) {
      const { bytesRead } = await handle.read(chunk, 0, chunkBytes);
      isLast = bytesRead === 0;
      const pieces = decode(chunk.subarray(0, bytesRead), !isLast).split('\n');
      const last = pieces.pop() ?? '';
      const lines: Line[] = [];
      for (const piece of pieces) {
        const text = restLength > 0 ? rest.join('') + piece : piece;
        if (text.length > longestLine) throw tooLong(file, number);
        if (text.trim() !== '') lines.push({ text, number });
        number++;
        rest = [];
        restLength = 0;
      }
      rest.push(last);
      restLength += last.length;
      if (restLength > longestLine) throw tooLong(file, number);
      const end = isLast ? rest.join('') : '';
      if (end.trim() !== '') lines.push({ text: end, number });
      yield lines;
    }
  } finally {
    await handle.close();
  }
}

async function openFile(file: string): Promise<FileHandle> {
  try {
    // Looked at before it is opened: that of a pipe would wait for someone to write.
    if ((await stat(file)).isFile()) return await open(file);
  } catch (cause) {
    throw unreadable(file, cause);
  }
  throw invalidFile(file, 'is no regular file; lines are read more than once, so write them to one');
}

function tooLong(file: string, line: number): InvalidFileError {
  const message = `is longer than ${longestLine} characters; a node has a line of its own`;
  return new InvalidFileError([{ file, line, column: 1, path: [], message }]);
}
