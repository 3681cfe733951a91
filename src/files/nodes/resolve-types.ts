import type { FileProblem } from '../../documents/errors.js';
import { didYouMean } from '../../lineage/suggest.js';
import { sketchOf } from '../layout.js';
import type { FileNodes, NodeEntry } from '../nodes.js';
import { placeInNode } from './node-problems.js';
import { untypedReferences, withTypes } from './short-references.js';

/**
 * Finds the types of nodes that others refer to by their names alone. Reads the nodes again, and only if there are such
 * references. A name that several types have, or none, is a problem.
 */
export async function resolveTypes(source: FileNodes): Promise<FileNodes> {
  if (!source.hasUntyped) return source;
  const wanted = new Map<string, Set<string>>();
  const spots: {
    readonly entry: NodeEntry;
    readonly index: number;
    readonly path: readonly (string | number)[];
    readonly name: string;
  }[] = [];
  let position = 0;
  for await (const entry of source.entries()) {
    const index = position++;
    for (const { side, index: place, name } of entry.node ? untypedReferences(entry.node) : []) {
      wanted.set(name, new Set());
      spots.push({ entry, index, path: [side, place, 'node'], name });
    }
  }
  const names = new Set<string>();
  for await (const entry of source.entries()) {
    const { nodeType, name } = sketchOfEntry(entry);
    if (nodeType === undefined || name === undefined) continue;
    wanted.get(name)?.add(nodeType);
    if (names.size < mostNames) names.add(name);
  }
  const wrong = spots.filter(({ name }) => wanted.get(name)?.size !== 1);
  const locations = wrong.length > 0 ? await source.locate(wrong) : [];
  const problems = wrong.map(({ entry, index, path, name }, which): FileProblem => {
    const types = [...(wanted.get(name) ?? [])];
    const message =
      types.length > 0
        ? `nodes of the types ${types.map((type) => JSON.stringify(type)).join(', ')} have the name ${JSON.stringify(name)}; add the nodeType of the one that is meant`
        : `no node has the name ${JSON.stringify(name)}, so its type is unknown${didYouMean(name, names)}`;
    const place = placeInNode(sketchOfEntry(entry), index, path);
    return { code: 'incomplete-reference', file: '', ...locations[which], path, place, message };
  });
  const typeOf = (name: string): string | undefined => {
    const [type, ...others] = wanted.get(name) ?? [];
    return others.length === 0 ? type : undefined;
  };
  const resolve = (entry: NodeEntry): NodeEntry => (entry.node ? { node: withTypes(entry.node, typeOf) } : entry);
  const { nodes, entries } = source;
  return {
    ...source,
    nodes:
      typeof nodes === 'function'
        ? async function* () {
            for await (const node of nodes()) yield withTypes(node, typeOf);
          }
        : nodes.map((node) => withTypes(node, typeOf)),
    entries: async function* () {
      for await (const entry of entries()) yield resolve(entry);
    },
    problems: [...source.problems, ...problems],
  };
}

/** Names are suggested among so many. */
const mostNames = 100_000;

function sketchOfEntry({ node, sketch }: NodeEntry): ReturnType<typeof sketchOf> {
  return sketch ?? sketchOf(node?.nodeType, node?.name, node?.id);
}
