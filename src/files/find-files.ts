import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { invalidFile } from '../documents/errors.js';
import { unreadable } from '../documents/text-file.js';

/** The files of an integration. */
export type IntegrationFiles =
  | {
      readonly layout: 'bundle';
      readonly bundle: string;
      /** Where the nodes are, when that was said. */
      readonly nodes: string | undefined;
      /** A `nodes.jsonl` in the folder of the bundle. */
      readonly beside: string | undefined;
    }
  | { readonly layout: 'official'; readonly integration: string; readonly nodeTypes: string; readonly nodes: string };

const bundleNames = ['integration.yaml', 'integration.yml', 'integration.json'];
const besideName = 'nodes.jsonl';
/** Of a bundle, or beside `node_types.json` of the official client. */
const officialName = 'integration.json';

/** Finds the files of the integration at a path. `nodes` says where its nodes are, if not with the rest. */
export async function findFiles(path: string, nodes: string | undefined): Promise<IntegrationFiles> {
  if (await isFolder(path)) return findInFolder(path, nodes);
  if (isLines(path)) {
    throw invalidFile(
      path,
      'has nodes only; give the bundle or folder that declares their integration, and this file as its nodes',
    );
  }
  const folder = dirname(path);
  if (basename(path) === officialName && (await exists(join(folder, 'node_types.json'))))
    return findInFolder(folder, nodes);
  const beside = join(folder, besideName);
  return { layout: 'bundle', bundle: path, nodes, beside: (await exists(beside)) ? beside : undefined };
}

async function findInFolder(folder: string, nodes: string | undefined): Promise<IntegrationFiles> {
  const entries = new Set(await readFolder(folder));
  const inFolder = (name: string): string => join(folder, name);
  const beside = entries.has(besideName) ? inFolder(besideName) : undefined;
  if (entries.has('node_types.json') || entries.has('nodes.json')) {
    const integration = inFolder(officialName);
    const nodeTypes = inFolder('node_types.json');
    if (nodes === undefined && beside && entries.has('nodes.json')) {
      throw invalidFile(folder, 'has both nodes.json and nodes.jsonl; remove one of them, or say which');
    }
    return { layout: 'official', integration, nodeTypes, nodes: nodes ?? beside ?? inFolder('nodes.json') };
  }
  const [bundle, ...others] = bundleNames.filter((name) => entries.has(name));
  if (bundle === undefined) {
    const expected = 'integration.yaml or integration.json, or node_types.json of the official client';
    throw invalidFile(folder, `holds no integration; it would have ${expected}`);
  }
  if (others.length > 0)
    throw invalidFile(folder, `has ${[bundle, ...others].join(' and ')}; say which by giving the file`);
  return { layout: 'bundle', bundle: inFolder(bundle), nodes, beside };
}

/** Whether the name of a file says that it holds a node on each line. */
export function isLines(file: string): boolean {
  return ['.jsonl', '.ndjson'].includes(extname(file).toLowerCase());
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

async function readFolder(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    throw unreadable(folder, cause);
  }
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT' && error.code !== 'ENOTDIR',
  );
}
