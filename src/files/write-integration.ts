import { randomUUID } from 'node:crypto';
import { realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { Document, isScalar, Scalar, visit } from 'yaml';
import { invalidFile } from '../documents/errors.js';
import { messageOf } from '../errors.js';
import { checkDefinition, type Definition, plainDefinition } from '../lineage/definition.js';
import type { Node } from '../lineage/node.js';

/** What a bundle is written of; what `readIntegration` returned fits, too. */
export interface WritableIntegration {
  readonly definition: Definition;
  readonly nodes: Iterable<Node> | AsyncIterable<Node> | (() => Iterable<Node> | AsyncIterable<Node>);
}

/**
 * Writes a bundle in JSON or YAML, as the file's name says. The file appears when it is whole, or not at all.
 *
 * Throws an `InvalidFileError` for a name that ends otherwise, or a place where nothing can be written, and a
 * `ConfigurationError` for a definition that could not be read back.
 */
export async function writeIntegration(path: string, { definition, nodes }: WritableIntegration): Promise<void> {
  const format = formats[extname(path).toLowerCase()];
  if (!format)
    throw invalidFile(
      path,
      `has a name that does not say the format; it must end in ${Object.keys(formats).join(', ')}`,
    );
  checkDefinition(definition);
  const all: Node[] = [];
  for await (const node of typeof nodes === 'function' ? nodes() : nodes) all.push(node);
  await writeWhole(path, format({ ...plainDefinition(definition), nodes: all }));
}

const formats: Readonly<Record<string, (bundle: object) => string>> = {
  '.json': (bundle) => `${JSON.stringify(bundle, undefined, 2)}\n`,
  '.yaml': toYaml,
  '.yml': toYaml,
};

function toYaml(bundle: object): string {
  // Through JSON, so that what is undefined is left out. Lines are not folded: a text reads back as it was.
  const document = new Document(JSON.parse(JSON.stringify(bundle)), { aliasDuplicateObjects: false });
  visit(document, {
    Pair: (_, { key }) => {
      if (isScalar(key) && key.value === '<<') key.type = Scalar.QUOTE_DOUBLE; // Else it would be read as a merge.
    },
  });
  return document.toString({ lineWidth: 0 });
}

async function writeWhole(path: string, text: string): Promise<void> {
  const target = await realpath(path).catch(() => path); // What a link leads to is replaced, not the link.
  const part = `${target}.${randomUUID()}.part`;
  try {
    const former = await stat(target).catch(() => undefined);
    await writeFile(part, text, { flag: 'wx', ...(former && { mode: former.mode }) });
    await rename(part, target);
  } catch (cause) {
    await rm(part, { force: true });
    throw invalidFile(path, `cannot be written (${messageOf(cause)})`, cause);
  }
}
