import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { invalidFile } from '../documents/errors.js';
import { statPath, unreadable } from '../documents/text-file.js';

/** The extensions of modules. */
export const moduleExtensions: readonly string[] = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'];

/** The names by which a folder is one integration. */
export const bundleNames: readonly string[] = ['.yaml', '.yml', '.json', ...moduleExtensions].map(
  (extension) => `integration${extension}`,
);
const adjacentName = 'nodes.jsonl';
/** The name of a bundle, and of a file that stands next to `node_types.json` in the official layout. */
const officialName = 'integration.json';

/** Finds the files of the integration at a path. `nodes` is the file with its nodes, if they are elsewhere. */
export async function findFiles(path: string, nodes: string | undefined): Promise<IntegrationFiles> {
  if (await isFolder(path)) return findInFolder(path, nodes);
  if (isLines(path)) {
    throw invalidFile(
      path,
      'contains only nodes; give the bundle or folder that declares their integration, and this file as its nodes',
    );
  }
  if (isModule(path)) return moduleAt(path, nodes);
  const folder = dirname(path);
  if (basename(path) === officialName && (await exists(join(folder, 'node_types.json'))))
    return findInFolder(folder, nodes);
  const adjacent = join(folder, adjacentName);
  return { layout: 'bundle', bundle: path, nodes, adjacent: (await exists(adjacent)) ? adjacent : undefined };
}

/** The files of an integration. */
export type IntegrationFiles =
  | {
      readonly layout: 'bundle';
      readonly bundle: string;
      /** The file with the nodes, if one was given. */
      readonly nodes: string | undefined;
      /** The `nodes.jsonl` next to the bundle, if there is one. */
      readonly adjacent: string | undefined;
    }
  | { readonly layout: 'module'; readonly module: string }
  | { readonly layout: 'official'; readonly integration: string; readonly nodeTypes: string; readonly nodes: string };

async function findInFolder(folder: string, nodes: string | undefined): Promise<IntegrationFiles> {
  const entries = new Set(await readFolder(folder));
  const inFolder = (name: string): string => join(folder, name);
  const adjacent = entries.has(adjacentName) ? inFolder(adjacentName) : undefined;
  if (entries.has('node_types.json') || entries.has('nodes.json')) {
    const integration = inFolder(officialName);
    const nodeTypes = inFolder('node_types.json');
    if (nodes === undefined && adjacent && entries.has('nodes.json')) {
      throw invalidFile(
        folder,
        'contains both nodes.json and nodes.jsonl; remove one of them, or give one as the nodes',
      );
    }
    return { layout: 'official', integration, nodeTypes, nodes: nodes ?? adjacent ?? inFolder('nodes.json') };
  }
  const [bundle, ...others] = bundleNames.filter((name) => entries.has(name));
  if (bundle === undefined) {
    const expected =
      'integration.yaml or integration.json, or node_types.json and the other files of the official client';
    throw invalidFile(folder, `does not contain an integration; expected ${expected}`);
  }
  if (others.length > 0)
    throw invalidFile(folder, `contains ${[bundle, ...others].join(' and ')}; give the path of one of them`);
  if (isModule(bundle)) return moduleAt(inFolder(bundle), nodes);
  return { layout: 'bundle', bundle: inFolder(bundle), nodes, adjacent };
}

function moduleAt(module: string, nodes: string | undefined): IntegrationFiles {
  if (nodes === undefined) return { layout: 'module', module };
  throw invalidFile(module, 'is a module, which has nodes of its own; leave the file with the nodes out');
}

/** Whether the extension of a file says that it has one node per line. */
export function isLines(file: string): boolean {
  return ['.jsonl', '.ndjson'].includes(extname(file).toLowerCase());
}

/** Whether the extension of a file says that it is a module in TypeScript or JavaScript. */
export function isModule(file: string): boolean {
  return moduleExtensions.includes(extname(file).toLowerCase());
}

/** Whether a path is a folder. Throws an `InvalidFileError` if it does not exist. */
export async function isFolder(path: string): Promise<boolean> {
  return (await statPath(path)).isDirectory();
}

async function readFolder(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    throw unreadable(folder, cause);
  }
}

/** Whether a path exists. One that may not be read does. */
export async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT' && error.code !== 'ENOTDIR',
  );
}
