import { dirname, extname, join } from 'node:path';
import { Replacement, writeFile } from '../../../documents/write-file.js';
import { exists, isFolder } from '../../../files/find-files.js';
import { bundleText, writeIntegration } from '../../../files/write-integration.js';
import type { ImportResult } from '../../../import/core/assemble.js';
import { plainDefinition } from '../../../lineage/definition.js';
import { cannotWrite } from '../../terminal/failure.js';
import { makeFolderOf } from '../../terminal/make-folder-of.js';

/** A bundle with more nodes than this has them in a `nodes.jsonl` next to it. */
const mostInBundle = 10_000;

/**
 * Writes an import as a bundle: to a `.yaml` or `.json` file, or as `integration.yaml` to a folder. Returns the path for the
 * other commands.
 */
export async function writeImport(output: string, { definition, nodes }: ImportResult): Promise<string> {
  const isFile = /\.(json|ya?ml)$/i.test(output) && !((await exists(output)) && (await isFolder(output)));
  const bundle = isFile ? output : join(output, 'integration.yaml');
  await makeFolderOf(bundle);
  const lines = join(dirname(bundle), 'nodes.jsonl');
  // A file of lines that is there already would be read as well.
  if (nodes.length <= mostInBundle && !(await exists(lines))) {
    await writeIntegration(bundle, { definition, nodes });
  } else {
    await writeLines(lines, nodes);
    await writeFile(bundle, bundleText(extname(bundle), plainDefinition(definition)));
  }
  return output;
}

/** The bundle as YAML. */
export function toBundleText({ definition, nodes }: ImportResult): string {
  return bundleText('.yaml', { ...plainDefinition(definition), nodes });
}

async function writeLines(file: string, nodes: ImportResult['nodes']): Promise<void> {
  let replacement: Replacement | undefined;
  try {
    replacement = await Replacement.open(file);
    for (let start = 0; start < nodes.length; start += 1_000) {
      const lines = nodes.slice(start, start + 1_000).map((node) => `${JSON.stringify(node)}\n`);
      await replacement.append(lines.join(''));
    }
    await replacement.finish();
  } catch (cause) {
    await replacement?.discard().catch(() => {}); // The failure because of which it is discarded says more than this one.
    throw cannotWrite(file, cause);
  }
}
