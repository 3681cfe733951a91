import { resolve } from 'node:path';
import picomatch from 'picomatch';
import { type FileProblem, invalidFile } from '../../documents/errors.js';
import { exists, isFolder } from '../find-files.js';
import { matchFiles } from './match-files.js';
import { isIntegrationFolder, searchFolder } from './search-folder.js';

/**
 * Finds the integrations that paths, globs and folders stand for. A folder that holds one integration stands for it. Any
 * other is searched, three levels deep. A path that exists is never taken for a glob.
 */
export async function findIntegrations(paths: readonly string[]): Promise<FoundIntegrations> {
  const found: FoundIntegration[] = [];
  const seen = new Set<string>();
  let isSeveral = paths.length !== 1;
  for (const path of paths) {
    const { integrations, isSearched } = await expand(path);
    isSeveral ||= isSearched;
    for (const integration of integrations) {
      const key = resolve(integration.path);
      if (!seen.has(key)) found.push(integration);
      seen.add(key);
    }
  }
  return { integrations: found, isSeveral };
}

/** The integrations that were found, each once, in the order of the paths. */
export interface FoundIntegrations {
  readonly integrations: readonly FoundIntegration[];
  /** Whether the paths may stand for any number of integrations: not for a single file, or for the folder of one. */
  readonly isSeveral: boolean;
}

/** A path that `inspectIntegration` accepts. */
export interface FoundIntegration {
  readonly path: string;
  /** The reason why there is none: a glob that matches nothing. */
  readonly problems?: readonly FileProblem[];
}

interface Expanded {
  readonly integrations: readonly FoundIntegration[];
  /** Whether the path was searched, and does not stand for one integration. */
  readonly isSearched: boolean;
}

async function expand(path: string): Promise<Expanded> {
  const itself: Expanded = { integrations: [{ path }], isSearched: false };
  if (!(await exists(path))) {
    if (!isGlob(path)) return itself; // Reported when it is read.
    const matches = await matchFiles(path);
    const none = 'matches no integration; a pattern must match bundles, modules, or folders of integrations';
    const missing = { path, problems: invalidFile(path, none).problems };
    return { integrations: matches.length > 0 ? matches.map(at) : [missing], isSearched: true };
  }
  if (!(await isFolder(path)) || (await isIntegrationFolder(path))) return itself;
  const inFolder = await searchFolder(path);
  return inFolder.length > 0 ? { integrations: inFolder.map(at), isSearched: true } : itself;
}

function at(path: string): FoundIntegration {
  return { path };
}

/** Whether a path contains what a pattern consists of. */
export function isGlob(path: string): boolean {
  const { isGlob: hasGlob, isBrace, isBracket, isExtglob } = picomatch.scan(path);
  return Boolean(hasGlob || isBrace || isBracket || isExtglob);
}
