import { type Document, locateInDocument, locateProblems } from '../documents/document.js';
import type { FileProblem } from '../documents/errors.js';
import type { Path, Problem } from '../documents/parsed-text.js';
import type { Location } from '../lineage/issue.js';
import type { Node } from '../lineage/node.js';
import type { NodeFormat, NodeSketch } from './layout.js';
import { placeInNode, problemsOfNode, withoutProblems } from './nodes/node-problems.js';
import { isUntyped } from './nodes/short-references.js';

/** The nodes of a file. */
export interface FileNodes {
  /** An array, or a function that reads the nodes again each time, if they are not kept in memory. */
  readonly nodes: readonly Node[] | (() => AsyncIterable<Node>);
  /** All nodes in their order, with those that have the wrong form. */
  readonly entries: () => Iterable<NodeEntry> | AsyncIterable<NodeEntry>;
  /** Number of entries. */
  readonly count: number;
  /** Whether any node refers to another one by its name alone. */
  readonly hasUntyped: boolean;
  /** Whether the file could be read to its end as a list of nodes. */
  readonly isComplete: boolean;
  /** Number of nodes by node type. */
  readonly byType: ReadonlyMap<string, number>;
  readonly problems: readonly FileProblem[];
  /** Finds the places of attributes in the file. */
  readonly locate: (spots: readonly NodeSpot[]) => Promise<readonly Location[]>;
  /** Finds the place of the whole list. */
  readonly locateList: () => Promise<Location>;
}

/** A node of a file, without attributes of the wrong form. If it cannot be built, what can be read of it. */
export type NodeEntry =
  | { readonly node: Node; readonly sketch?: undefined }
  | { readonly node?: undefined; readonly sketch: NodeSketch };

/** A place in one of the nodes of a file. */
export interface NodeSpot {
  /** Place of the node in the file, from 0. */
  readonly index: number;
  /** Path within the node, as in `Issue.path`. */
  readonly path: Path;
}

/**
 * Reads a list of nodes, which the document has at the path `base`. Anything but a list has no nodes. `before` is the number
 * of nodes in the files before it, because messages count the nodes of all files.
 */
export function nodesOfDocument(
  document: Document,
  base: Path,
  list: unknown,
  format: NodeFormat,
  before = 0,
): FileNodes {
  const values: readonly unknown[] = Array.isArray(list) ? list : [];
  const nodes: Node[] = [];
  const entries: NodeEntry[] = [];
  const byType = new Map<string, number>();
  let hasUntyped = false;
  const problems = values.flatMap((value, index) => {
    const { entry, problems: found } = readNode(value, before + index, format);
    entries.push(entry);
    if (entry.node) {
      nodes.push(entry.node);
      countByType(entry.node, byType);
      hasUntyped ||= isUntyped(entry.node);
    }
    return found.map((problem) => ({ ...problem, path: [...base, index, ...problem.path] }));
  });
  const { file } = document; // So that `locate` does not keep the whole document in memory.
  const toPath = ({ index, path }: NodeSpot): Path => [...base, index, ...format.pathOf(path)];
  return {
    nodes,
    entries: () => entries,
    count: entries.length,
    hasUntyped,
    isComplete: Array.isArray(list),
    byType,
    problems: locateProblems(document, problems),
    locate: (spots) => locateInDocument(file, spots.map(toPath)),
    locateList: async () => (await locateInDocument(file, [base]))[0] ?? { file },
  };
}

/** Reads the node at an index of a file. Paths of problems are within the node. */
export function readNode(
  value: unknown,
  index: number,
  format: NodeFormat,
): { readonly entry: NodeEntry; readonly problems: readonly Problem[] } {
  const { data, problems = [] } = format.read(value);
  if (data) return { entry: { node: data }, problems: [] };
  const sketch = format.identify(value);
  const { data: node } = format.read(withoutProblems(value, problems));
  return { entry: node ? { node } : { sketch }, problems: problemsOfNode(problems, sketch, index) };
}

/** Names the nodes in which a document has problems. */
export function placeInNodes(
  problems: readonly Problem[],
  base: Path,
  list: unknown,
  format: NodeFormat,
  before = 0,
): readonly Problem[] {
  return problems.map((problem) => {
    const index = problem.path[base.length];
    const isInList = Array.isArray(list) && base.every((step, depth) => problem.path[depth] === step);
    if (!isInList || typeof index !== 'number') return problem;
    const path = problem.path.slice(base.length + 1);
    return { ...problem, place: placeInNode(format.identify(list[index]), before + index, path) };
  });
}

export function countByType({ nodeType }: Node, byType: Map<string, number>): void {
  byType.set(nodeType, (byType.get(nodeType) ?? 0) + 1);
}
