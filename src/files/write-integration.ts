import { extname } from 'node:path';
import { Document, isScalar, Scalar, visit } from 'yaml';
import { invalidFile } from '../documents/errors.js';
import { writeFile } from '../documents/write-file.js';
import { checkDefinition, type Definition, plainDefinition } from '../lineage/definition.js';
import type { Node } from '../lineage/node.js';

/**
 * Writes a bundle as JSON or YAML, by the extension of the file. The file is written completely or not at all.
 *
 * Throws an `InvalidFileError` for any other extension, or if the file cannot be written, and a `ConfigurationError`
 * for an invalid definition, which could not be read back.
 */
export async function writeIntegration(path: string, { definition, nodes }: WritableIntegration): Promise<void> {
  const extension = extname(path).toLowerCase();
  if (!formats[extension]) throw invalidFile(path, `must have the extension ${Object.keys(formats).join(' or ')}`);
  checkDefinition(definition);
  const all: Node[] = [];
  for await (const node of typeof nodes === 'function' ? nodes() : nodes) all.push(node);
  await writeFile(path, bundleText(extension, { ...plainDefinition(definition), nodes: all }));
}

/** The text of a bundle in the format of an extension: JSON, or else YAML. */
export function bundleText(extension: string, bundle: object): string {
  return (formats[extension.toLowerCase()] ?? toYaml)(bundle);
}

/** The parts of a bundle. The result of `readIntegration` has them. */
export interface WritableIntegration {
  readonly definition: Definition;
  readonly nodes: Iterable<Node> | AsyncIterable<Node> | (() => Iterable<Node> | AsyncIterable<Node>);
}

const formats: Readonly<Record<string, (bundle: object) => string>> = {
  '.json': (bundle) => `${JSON.stringify(bundle, undefined, 2)}\n`,
  '.yaml': toYaml,
  '.yml': toYaml,
};

function toYaml(bundle: object): string {
  // JSON drops undefined properties.
  const document = new Document(JSON.parse(JSON.stringify(bundle)), { aliasDuplicateObjects: false });
  visit(document, {
    Pair: (_, { key }) => {
      if (isScalar(key) && key.value === '<<') key.type = Scalar.QUOTE_DOUBLE; // Unquoted, it would be read as a merge.
    },
  });
  return document.toString({ lineWidth: 0 }); // Lines are not folded, so that strings read back unchanged.
}
