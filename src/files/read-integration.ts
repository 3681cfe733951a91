import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Definition } from '../lineage/definition.js';
import type { Node } from '../lineage/node.js';
import { InvalidFileError } from './errors.js';
import { readOfficialFolder } from './official-folder.js';

/** An integration as files describe it. */
export interface FileIntegration {
  readonly definition: Definition;
  readonly nodes: readonly Node[];
  /** What was decided for want of a statement, in sentences. */
  readonly warnings: readonly string[];
}

export interface ReadOptions {
  /** The file with the nodes, where it lies elsewhere. Default: `nodes.json` in the folder. */
  readonly nodes?: string | undefined;
}

/**
 * Reads an integration from the folder layout of the official client: `integration.json`, `node_types.json` and
 * `nodes.json`, with keys in snake_case.
 *
 * Throws an `InvalidFileError` that names the file and what is wrong in it.
 */
export async function readIntegration(path: string, options: ReadOptions = {}): Promise<FileIntegration> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new InvalidFileError(path, 'cannot be found', cause);
  });
  if (!found.isDirectory()) {
    throw new InvalidFileError(
      path,
      'is a file. Give the folder that holds integration.json, node_types.json and nodes.json',
    );
  }
  return readOfficialFolder({
    integration: join(path, 'integration.json'),
    nodeTypes: join(path, 'node_types.json'),
    nodes: options.nodes ?? join(path, 'nodes.json'),
  });
}
