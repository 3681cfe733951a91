import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { watch } from 'chokidar';
import { messageOf } from '../../../errors.js';
import { InputError } from '../../terminal/failure.js';

/**
 * Calls `onChange` after the files of an integration have changed and then stayed the same for a moment. Calls do not
 * overlap. It watches whole folders, so that it notices files that are added later or replaced.
 */
export async function watchFiles(
  path: string,
  nodes: string | undefined,
  onChange: () => Promise<void>,
): Promise<Watch> {
  const isFolder = (await stat(path)).isDirectory();
  const folder = resolve(isFolder ? path : dirname(path));
  const isOf = (file: string): boolean => {
    if (nodes !== undefined && file === resolve(nodes)) return true;
    if (dirname(file) !== folder) return false;
    return isFolder ? /\.(json|jsonl|ya?ml)$/.test(file) : file === resolve(path) || basename(file) === 'nodes.jsonl';
  };
  const folders = new Set([folder, ...(nodes === undefined ? [] : [dirname(resolve(nodes))])]);
  const watcher = watch([...folders], {
    depth: 0,
    ignoreInitial: true,
    ignored: (file, stats) => (stats ? stats.isFile() && !isOf(resolve(file)) : false),
  });

  let fail = (_error: unknown): void => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch(() => {}); // It may reject before anyone awaits it.
  watcher.on('error', (cause) => {
    fail(new InputError(`The files cannot be watched: ${messageOf(cause)}`, { cause }));
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isBusy = false;
  const schedule = (): void => {
    clearTimeout(timer);
    timer = setTimeout(run, restMs);
  };
  const run = async (): Promise<void> => {
    if (isBusy) return schedule();
    isBusy = true;
    await onChange().catch(fail);
    isBusy = false;
  };
  watcher.on('all', (_, file) => {
    if (isOf(resolve(file))) schedule();
  });
  const close = async (): Promise<void> => {
    clearTimeout(timer);
    await watcher.close();
  };
  const ready = new Promise<void>((resolve) => watcher.once('ready', () => resolve()));
  try {
    await Promise.race([ready, failed]);
  } catch (error) {
    await close();
    throw error;
  }
  return { failed, close };
}

export interface Watch {
  /** Rejects if `onChange` does, or if the system cannot watch the files. */
  readonly failed: Promise<never>;
  readonly close: () => Promise<void>;
}

/** Editors write a file in several steps, which count as one change. */
const restMs = 100;
