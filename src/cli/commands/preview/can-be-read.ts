import { InvalidFileError } from '../../../documents/errors.js';
import { findFiles, isLines } from '../../../files/find-files.js';

/**
 * Whether the files at a path can be read as soon as their contents are right. If not, waiting for changes is pointless:
 * the path leads nowhere, to a folder without exactly one integration, or to a file of another format.
 */
export async function canBeRead(path: string, nodes: string | undefined): Promise<boolean> {
  try {
    const files = await findFiles(path, nodes);
    const hasNodes = nodes === undefined || isDocument(nodes) || isLines(nodes);
    return hasNodes && (files.layout !== 'bundle' || isDocument(files.bundle));
  } catch (error) {
    if (error instanceof InvalidFileError) return false;
    throw error;
  }
}

function isDocument(file: string): boolean {
  return /\.(json|ya?ml)$/i.test(file);
}
