import { dirname, resolve } from 'node:path';
import { watch } from 'chokidar';
import { messageOf } from '../../../errors.js';
import { InputError } from '../../terminal/failure.js';
import { type Watched, watchedPlaces } from './watched-places.js';

/**
 * Calls `onChange` after the files of integrations have changed and then stayed the same for a moment. It returns the
 * files that are read now, which are watched from then on wherever they are. Calls do not overlap. Whole folders are
 * watched, so that files are noticed that are added later or replaced.
 */
export async function watchFiles(
  paths: readonly string[],
  nodes: string | undefined,
  files: readonly string[],
  onChange: () => Promise<readonly string[]>,
): Promise<Watch> {
  const places = await watchedPlaces(paths, nodes);
  const known = new Set(files.map((file) => resolve(file)));
  const isOf = (file: string): boolean => known.has(file) || places.some(({ has }) => has(file));
  const folders = new Set([...places.map(({ folder }) => folder), ...[...known].map((file) => dirname(file))]);
  const isEntered = (folder: string): boolean => folders.has(folder) || places.some((place) => enters(place, folder));
  const watcher = watch([...folders], {
    ignoreInitial: true,
    ignored: (file, stats) => {
      if (stats === undefined) return false;
      return stats.isFile() ? !isOf(resolve(file)) : !isEntered(resolve(file));
    },
  });
  const follow = (now: readonly string[]): void => {
    for (const file of now.map((file) => resolve(file))) {
      if (known.has(file)) continue;
      known.add(file);
      folders.add(dirname(file));
      watcher.add(dirname(file));
      watcher.add(file); // In a folder that is watched already, where it was ignored until now.
    }
  };

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
    await onChange().then(follow).catch(fail);
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

function enters({ folder, levels }: Watched, path: string): boolean {
  if (!path.startsWith(folder)) return false;
  const below = path.slice(folder.length).split(/[\\/]/).filter(Boolean);
  return below.length <= levels && !below.some((name) => name === 'node_modules' || name.startsWith('.'));
}
