import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Finds a file of an installed package, in the `node_modules` of a folder or of those above it, as Node does. */
export function findInstalled(path: string, folder: string): string | undefined {
  const file = join(folder, 'node_modules', path);
  if (existsSync(file)) return file;
  const parent = dirname(folder);
  return parent === folder ? undefined : findInstalled(path, parent);
}
