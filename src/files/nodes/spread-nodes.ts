import { dirname, join, resolve } from 'node:path';
import type { Problem } from '../../documents/parsed-text.js';
import type { Location } from '../../lineage/issue.js';
import type { Node } from '../../lineage/node.js';
import { exists } from '../find-files.js';
import type { FileNodes, NodeSpot } from '../nodes.js';
import { isGlob } from '../search/find-integrations.js';
import { matchingFiles } from '../search/match-files.js';

/** The paths in the `nodes` of a bundle: a path, or a list of paths. Undefined if it is a list of nodes, or anything else. */
export function pathsOfNodes(nodes: unknown): readonly string[] | undefined {
  if (typeof nodes === 'string') return [nodes];
  if (!Array.isArray(nodes) || nodes.length === 0) return undefined;
  const paths = nodes.filter((path): path is string => typeof path === 'string');
  return paths.length === nodes.length ? paths : undefined;
}

/** Finds the files that paths and globs in a bundle stand for, relative to it, each once. A glob without any is a problem. */
export async function findSpreadFiles(bundle: string, paths: readonly string[]): Promise<SpreadFiles> {
  const files = new Map<string, string>();
  const problems: Problem[] = [];
  for (const [index, path] of paths.entries()) {
    const full = resolve(path) === path ? path : join(dirname(bundle), path);
    const isPattern = isGlob(path) && !(await exists(full));
    const found = isPattern ? await matchingFiles(full) : [full];
    const others = found.filter((file) => resolve(file) !== resolve(bundle) && isOfNodes(file));
    if (isPattern && others.length === 0) {
      const message = `names files with nodes, but ${JSON.stringify(path)} matches no .json, .yaml or .jsonl file`;
      problems.push({ path: paths.length > 1 ? ['nodes', index] : ['nodes'], message });
    }
    for (const file of isPattern ? others : found) files.set(resolve(file), file);
  }
  return { files: [...files.values()], problems };
}

interface SpreadFiles {
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
}

function isOfNodes(file: string): boolean {
  return /\.(jsonl?|ndjson|ya?ml)$/i.test(file);
}

/** Makes one list of the nodes of several files. They are counted from the first file to the last. */
export function combineNodes(parts: readonly FileNodes[]): FileNodes {
  const byType = new Map<string, number>();
  for (const part of parts) for (const [type, count] of part.byType) byType.set(type, (byType.get(type) ?? 0) + count);
  return {
    nodes: combineLists(parts.map(({ nodes }) => nodes)),
    entries: async function* () {
      for (const { entries } of parts) yield* entries();
    },
    count: parts.reduce((sum, { count }) => sum + count, 0),
    hasUntyped: parts.some(({ hasUntyped }) => hasUntyped),
    isComplete: parts.every(({ isComplete }) => isComplete),
    byType,
    problems: parts.flatMap(({ problems }) => problems),
    locate: (spots) => locateIn(parts, spots),
    locateList: async () => (await parts[0]?.locateList()) ?? { file: '' },
  };
}

function combineLists(lists: readonly FileNodes['nodes'][]): FileNodes['nodes'] {
  const arrays = lists.filter((list) => typeof list !== 'function');
  if (arrays.length === lists.length) return arrays.flat();
  return async function* (): AsyncGenerator<Node, void, undefined> {
    for (const list of lists) yield* typeof list === 'function' ? list() : list;
  };
}

async function locateIn(parts: readonly FileNodes[], spots: readonly NodeSpot[]): Promise<readonly Location[]> {
  const locations: Location[] = [];
  let start = 0;
  for (const { count, locate } of parts) {
    const own = [...spots.entries()].filter(([, { index }]) => index >= start && index < start + count);
    const local = own.map(([, { index, path }]) => ({ index: index - start, path }));
    const found = local.length > 0 ? await locate(local) : [];
    for (const [which, [place]] of own.entries()) {
      const location = found[which];
      if (location) locations[place] = location;
    }
    start += count;
  }
  return locations;
}
