import { InvalidFileError } from './errors.js';
import { openFile } from './read-chunks.js';
import { createDecoder } from './text-file.js';

const longestLine = 10_000_000;
const chunkBytes = 64 * 1024;

/** Reads a file in batches of lines, without the blank ones. Holds one chunk of the file and one line at most. */
export async function* readLines(file: string): AsyncGenerator<readonly Line[], void, undefined> {
  const handle = await openFile(file, '; write the lines to one, because they are read more than once');
  try {
    const decode = createDecoder(file);
    const chunk = Buffer.allocUnsafe(chunkBytes);
    let number = 1;
    let rest: string[] = []; // Pieces of the unfinished line: joining them each time would be slow for a long one.
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

/** A line that is not blank. */
export interface Line {
  readonly text: string;
  /** Counts from 1. */
  readonly number: number;
}

function tooLong(file: string, line: number): InvalidFileError {
  const message = `is longer than ${longestLine} characters; write each node on a line of its own`;
  return new InvalidFileError([{ code: 'invalid-file', file, line, column: 1, path: [], message }]);
}
