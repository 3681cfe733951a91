import { basename, dirname, extname, join, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import { exists, isFolder, isModule } from '../../../files/find-files.js';
import { isIntegrationFolder } from '../../../files/search/search-folder.js';

/** The folders in which a change may matter to the integrations that paths stand for. */
export async function watchedPlaces(paths: readonly string[], nodes: string | undefined): Promise<readonly Watched[]> {
  const places = await Promise.all((paths.length > 0 ? paths : ['.']).map(placeOf));
  if (nodes !== undefined) places.push(onlyFile(nodes));
  return places;
}

/** A folder that is watched. */
export interface Watched {
  readonly folder: string;
  /** How many folders below it are watched as well. */
  readonly levels: number;
  /** Whether a file in it matters. */
  readonly has: (file: string) => boolean;
}

async function placeOf(path: string): Promise<Watched> {
  if (!(await exists(path))) {
    const { base } = picomatch.scan(path);
    return { folder: resolve(base || '.'), levels: Number.POSITIVE_INFINITY, has: within(base || '.') };
  }
  if (!(await isFolder(path))) {
    const { folder, has } = onlyFile(path);
    return { folder, levels: 0, has: (file) => has(file) || isIn(folder, file, 'nodes.jsonl') };
  }
  const folder = resolve(path);
  if (!(await isIntegrationFolder(path))) return { folder, levels: 3, has: within(path) };
  return { folder, levels: 0, has: (file) => dirname(file) === folder && mayBelong(file) };
}

function onlyFile(path: string): Watched {
  const only = resolve(path);
  return { folder: dirname(only), levels: 0, has: (file) => file === only };
}

function within(path: string): Watched['has'] {
  const beginning = join(resolve(path), sep);
  return (file) => file.startsWith(beginning) && mayBelong(file);
}

function isIn(folder: string, file: string, name: string): boolean {
  return dirname(file) === folder && basename(file) === name;
}

function mayBelong(file: string): boolean {
  return isModule(file) || ['.json', '.jsonl', '.ndjson', '.yaml', '.yml'].includes(extname(file).toLowerCase());
}
