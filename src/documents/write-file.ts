import { randomUUID } from 'node:crypto';
import { type FileHandle, open, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { messageOf } from '../errors.js';
import { invalidFile } from './errors.js';

/**
 * Writes a file completely or not at all. An existing file keeps its permissions. Throws an `InvalidFileError` if the
 * file cannot be written.
 */
export async function writeFile(path: string, text: string): Promise<void> {
  let file: Replacement | undefined;
  try {
    file = await Replacement.open(path);
    await file.append(text);
    await file.finish();
  } catch (cause) {
    throw invalidFile(path, `cannot be written (${messageOf(cause)})`, cause);
  } finally {
    await file?.discard().catch(() => {}); // The failure because of which it is discarded says more than this one.
  }
}

/**
 * The next contents of a file. They are written to a temporary file next to it, with a name of its own, which takes the
 * place of the file when it is complete.
 */
export class Replacement {
  readonly #target: string;
  readonly #part: string;
  readonly #handle: FileHandle;

  private constructor(target: string, part: string, handle: FileHandle) {
    this.#target = target;
    this.#part = part;
    this.#handle = handle;
  }

  /** Creates the temporary file, with the permissions of the file if that exists. A link leads to the file to replace. */
  static async open(path: string): Promise<Replacement> {
    const target = await followLinks(path);
    const former = await stat(target).catch(() => undefined);
    const part = `${target}.${randomUUID()}.part`;
    const handle = await open(part, 'wx', former?.mode);
    const replacement = new Replacement(target, part, handle);
    try {
      if (former) await handle.chmod(former.mode); // Exactly: `open` leaves out what the umask forbids.
    } catch (error) {
      await replacement.discard().catch(() => {});
      throw error;
    }
    return replacement;
  }

  async append(text: string): Promise<void> {
    await this.#handle.appendFile(text);
  }

  /** Replaces the file. */
  async finish(): Promise<void> {
    await this.#handle.sync();
    await this.#handle.close();
    await rename(this.#part, this.#target);
  }

  /** Removes the temporary file. Does nothing after `finish`. */
  async discard(): Promise<void> {
    await this.#handle.close();
    await rm(this.#part, { force: true });
  }
}

/** As many links as Linux follows. */
const mostLinks = 40;

/** The file to which a path leads through links. It need not exist. */
async function followLinks(path: string, links = 0): Promise<string> {
  const folder = await realpath(dirname(path));
  const file = join(folder, basename(path));
  const next = await readlink(file).catch(() => undefined);
  if (next === undefined) return file;
  if (links === mostLinks) throw new Error('too many links');
  return followLinks(resolve(folder, next), links + 1);
}
