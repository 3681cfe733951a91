import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Definition, Node } from 'paradime-integrations';
import { readIntegration } from 'paradime-integrations/files';

/**
 * The origin of the nodes, in parts that can be read independently. In your case, parts may be pages of an API or ranges of a
 * table. No node may be in two parts, and a part must be the same whenever and wherever it is read.
 */
export interface Source {
  readonly definition: Definition;
  readonly parts: readonly string[];
  read(part: string): Promise<Iterable<Node> | AsyncIterable<Node>>;
}

/** Reads a folder that all workers can access, with an `integration.json` and the nodes in `parts/*.json`. */
export async function openFolder(folder: string): Promise<Source> {
  const parts = (await readdir(join(folder, 'parts'))).filter((file) => file.endsWith('.json')).sort();
  const [first] = parts;
  if (first === undefined) throw new Error(`${folder} has no parts.`);
  const readPart = (part: string) =>
    readIntegration(join(folder, 'integration.json'), { nodes: join(folder, 'parts', part) });
  const { definition } = await readPart(first);
  return {
    definition,
    parts,
    async read(part) {
      const { nodes } = await readPart(part);
      return typeof nodes === 'function' ? nodes() : nodes;
    },
  };
}
