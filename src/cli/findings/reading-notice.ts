import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { findFiles } from '../../files/find-files.js';
import { type Output, printable } from '../terminal/terminal.js';

/**
 * Runs `read`, which reads the files at a path, and prints a line that names the largest of them if that takes a while:
 * on a terminal after a second, elsewhere after five. A large YAML file is named at once, because nothing can be printed
 * while it is parsed.
 */
export async function withReadingNotice<T>(
  path: string,
  nodes: string | undefined,
  err: Output,
  read: () => Promise<T>,
): Promise<T> {
  const { file, size } = await largestFile(path, nodes);
  if (size < noticedBytes) return await read();
  const show = (): void => err.line(`Reading ${printable(file)} (${Math.round(size / 1e6)} MB) ...`);
  const isYaml = ['.yaml', '.yml'].includes(extname(file).toLowerCase());
  if (isYaml) show();
  const timer = isYaml ? undefined : setTimeout(show, err.screen ? 1_000 : 5_000);
  try {
    return await read();
  } finally {
    clearTimeout(timer);
  }
}

/** Smaller files are read within a second or two, whatever their format. */
const noticedBytes = 2_000_000;

async function largestFile(path: string, nodes: string | undefined): Promise<{ file: string; size: number }> {
  const { layout: _, ...files } = await findFiles(path, nodes).catch(() => ({ layout: undefined })); // Reported when they are read.
  let largest = { file: path, size: 0 };
  for (const file of Object.values<string | undefined>(files)) {
    const size =
      file === undefined
        ? 0
        : await stat(file).then(
            (found) => (found.isFile() ? found.size : 0),
            () => 0,
          );
    if (file !== undefined && size > largest.size) largest = { file, size };
  }
  return largest;
}
