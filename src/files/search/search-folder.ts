import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { unreadable } from '../../documents/text-file.js';
import { bundleNames, isModule, moduleExtensions } from '../find-files.js';
import { recognise } from './recognise.js';

/** So many folders below the one that is searched are searched as well. */
const levels = 3;

/**
 * Finds the integrations in a folder and in those below it, without `node_modules` and hidden ones. A file counts by its
 * content: a bundle declares node types, a module imports `integration` from this package.
 */
export async function searchFolder(folder: string, below = levels): Promise<readonly string[]> {
  const entries = await entriesOf(folder);
  const found: string[] = [];
  for (const { name, isFile } of entries) {
    const path = join(folder, name);
    if (isFile) {
      if (!isCompiled(name, entries) && (await recognise(path)) === 'integration') found.push(path);
    } else if (below > 0 && !isSkipped(name)) {
      if (await isIntegrationFolder(path)) found.push(path);
      else for (const inside of await searchFolder(path, below - 1)) found.push(inside);
    }
  }
  return found;
}

/** Whether a folder is one integration as a whole. */
export async function isIntegrationFolder(folder: string): Promise<boolean> {
  const files = (await entriesOf(folder)).filter(({ isFile }) => isFile);
  const names: readonly string[] = [...bundleNames, 'node_types.json', 'nodes.json'];
  return files.some(({ name }) => names.includes(name));
}

/** Whether a folder is left out of searches. */
export function isSkipped(name: string): boolean {
  return name === 'node_modules' || name.startsWith('.');
}

/** A file or a folder in a folder. */
export interface Entry {
  readonly name: string;
  readonly isFile: boolean;
}

/** The files and folders in a folder, by name. Links to files count as files; links to folders could lead in circles. */
export async function entriesOf(folder: string): Promise<readonly Entry[]> {
  const entries = await read(folder);
  const seen = await Promise.all(
    entries.map(async (entry): Promise<readonly Entry[]> => {
      const { name } = entry;
      if (entry.isDirectory()) return [{ name, isFile: false }];
      const isFile = entry.isFile() || (entry.isSymbolicLink() && (await isLinkToFile(join(folder, name))));
      return isFile ? [{ name, isFile }] : [];
    }),
  );
  return seen.flat().toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

async function read(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (cause) {
    throw unreadable(folder, cause);
  }
}

async function isLinkToFile(path: string): Promise<boolean> {
  return await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** Whether a file in JavaScript has its source in TypeScript next to it. */
function isCompiled(name: string, entries: readonly Entry[]): boolean {
  const { name: stem, ext } = parse(name);
  if (!isModule(name) || !ext.endsWith('js')) return false;
  return moduleExtensions.some(
    (extension) => extension.endsWith('ts') && entries.some((other) => other.name === stem + extension),
  );
}
