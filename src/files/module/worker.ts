// The thread in which a module of the user runs: apart from the program, so that it can be stopped, loaded again after a
// change, and cannot write into the program's output.

import { readFileSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { isRecord } from '../../is-record.js';
import type { FromModule, ThrownValue } from './messages.js';

const nodesPerMessage = 500;
const imports = new Set<string>();

async function run(file: string): Promise<void> {
  try {
    const loaded = await load(file);
    const value = await loaded;
    if (!isRecord(value) || !isRecord(value['definition']) || !('nodes' in value)) {
      send({ type: 'export', found: value === undefined ? undefined : describe(value) });
    } else {
      const { name, logoUrl, nodeTypes, identity } = value['definition'];
      send({ type: 'definition', definition: { name, logoUrl, nodeTypes, identity, dbt: value['dbt'] } });
      await sendNodes(value['nodes']);
    }
    send({ type: 'end', imports: [...imports] });
  } catch (error) {
    send({ type: 'error', error: thrown(error), imports: [...imports] });
  }
}

function send(message: FromModule): void {
  parentPort?.postMessage(message);
}

/** Loads a module, with Node itself if it can, and returns its default export. */
async function load(file: string): Promise<unknown> {
  if (canLoad(file) && isEsModule(file) && noteImports()) {
    try {
      return defaultOf(await import(pathToFileURL(file).href));
    } catch (error) {
      if (!isRecord(error) || !jitiCodes.includes(error['code'])) throw error;
    }
  }
  const { createJiti } = await import('jiti');
  const jiti = createJiti(import.meta.url, { fsCache: false, interopDefault: false, sourceMaps: true });
  process.setSourceMapsEnabled(true);
  try {
    return defaultOf(await jiti.import(file));
  } finally {
    for (const path of Object.keys(jiti.cache)) note(path);
  }
}

/** The errors of Node for what `jiti` can load: syntax that is not only types, and imports without an extension. */
const jitiCodes: readonly unknown[] = [
  'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX',
  'ERR_MODULE_NOT_FOUND',
  'ERR_UNKNOWN_FILE_EXTENSION',
];

function canLoad(file: string): boolean {
  return /js$/i.test(file) || ('typescript' in process.features && Boolean(process.features.typescript));
}

/**
 * Whether Node takes a file for an ES module: by its extension, or because its package says so. In a package that declares
 * `"type": "commonjs"`, as `npm init` writes it, Node refuses `import` in the file, which compilers accept. In one that
 * declares nothing, it prints a warning.
 */
function isEsModule(file: string): boolean {
  if (/\.[cm][jt]s$/i.test(file)) return true;
  if (!('findPackageJSON' in nodeModule) || typeof nodeModule.findPackageJSON !== 'function') return false;
  const manifest: unknown = nodeModule.findPackageJSON(pathToFileURL(file));
  if (typeof manifest !== 'string') return false;
  const content: unknown = JSON.parse(readFileSync(manifest, 'utf8'));
  return isRecord(content) && content['type'] === 'module';
}

/** Has Node report which files it loads. Returns false if it cannot. */
function noteImports(): boolean {
  if (!('registerHooks' in nodeModule) || typeof nodeModule.registerHooks !== 'function') return false;
  nodeModule.registerHooks({
    load: (url: string, context: unknown, next: (url: string, context: unknown) => unknown): unknown => {
      if (url.startsWith('file:')) note(fileURLToPath(url));
      return next(url, context);
    },
  });
  return true;
}

function note(path: string): void {
  if (!path.includes('node_modules')) imports.add(path);
}

function defaultOf(loaded: unknown): unknown {
  if (!isRecord(loaded)) return undefined;
  const { default: exported } = loaded;
  // The form that a compiler makes of `export default` in a CommonJS module.
  return isRecord(exported) && exported['__esModule'] === true ? exported['default'] : exported;
}

async function sendNodes(source: unknown): Promise<void> {
  const nodes: unknown = await (typeof source === 'function' ? source() : source);
  if (!isIterable(nodes)) {
    send({ type: 'nodes', nodes: undefined, found: describe(nodes) });
    return;
  }
  let batch: unknown[] = [];
  for await (const node of nodes) {
    batch.push(node);
    if (batch.length < nodesPerMessage) continue;
    send({ type: 'nodes', nodes: batch });
    batch = [];
  }
  send({ type: 'nodes', nodes: batch });
}

function isIterable(value: unknown): value is Iterable<unknown> | AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && (Symbol.iterator in value || Symbol.asyncIterator in value);
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return value === null || value === undefined ? String(value) : `a ${typeof value}`.replace('a o', 'an o');
}

function thrown(error: unknown): ThrownValue {
  if (!(error instanceof Error)) return { name: '', message: String(error), stack: '' };
  const { name, message, stack = '' } = error;
  const issues = 'issues' in error && Array.isArray(error.issues) ? error.issues : undefined;
  return { name, message, stack, ...(issues && { issues }) };
}

void run(String(workerData)); // Last, because it uses the constants above. It does not reject.
