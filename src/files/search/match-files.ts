import { join } from 'node:path';
import picomatch from 'picomatch';
import { exists, isModule } from '../find-files.js';
import { recognise } from './recognise.js';
import { entriesOf, isIntegrationFolder, isSkipped } from './search-folder.js';

/**
 * Finds the integrations that a glob matches: bundles, modules, and folders that are one integration. Files with nodes
 * alone are left out, and so are modules that do not import `integration`. Any other file that matches is taken for a
 * bundle, so that what is wrong with it is reported.
 */
export async function matchFiles(pattern: string): Promise<readonly string[]> {
  const matches: string[] = [];
  await walk(pattern, async (path, isFile) => {
    if (isFile ? await isTaken(path) : await isIntegrationFolder(path)) matches.push(path);
  });
  return matches;
}

/** Finds the files that a glob matches, whatever they contain. */
export async function matchingFiles(pattern: string): Promise<readonly string[]> {
  const matches: string[] = [];
  await walk(pattern, async (path, isFile) => {
    if (isFile) matches.push(path);
  });
  return matches;
}

async function isTaken(path: string): Promise<boolean> {
  const found = await recognise(path);
  return found === 'integration' || (found === 'other' && !isModule(path));
}

type Visit = (path: string, isFile: boolean) => Promise<void>;

/** Visits what a glob matches, in the order of the names. */
async function walk(pattern: string, visit: Visit): Promise<void> {
  const { base, glob } = picomatch.scan(pattern);
  const root = base || '.';
  if (!(await exists(root))) return;
  const isMatch = picomatch(glob, { nonegate: true });
  const depth = glob.includes('**') ? Number.POSITIVE_INFINITY : glob.split('/').length;
  const isEntered = (name: string): boolean => !isSkipped(name) || glob.split('/').includes(name);
  const visitFolder = async (folder: string, inside: string, below: number): Promise<void> => {
    for (const { name, isFile } of await entriesOf(folder)) {
      const path = join(folder, name);
      const relative = inside === '' ? name : `${inside}/${name}`;
      if (isMatch(relative)) await visit(path, isFile);
      if (!isFile && below > 1 && isEntered(name)) await visitFolder(path, relative, below - 1);
    }
  };
  await visitFolder(root, '', depth);
}
