import { type Document, locateInDocument, locateProblems } from '../documents/document.js';
import { type FileProblem, InvalidFileError, invalidFile } from '../documents/errors.js';
import { type Line, readLines } from '../documents/lines.js';
import { locateInJson, parseJsonText } from '../documents/parse-json.js';
import type { Path } from '../documents/parsed-text.js';
import { digest } from '../identity/digest-table.js';
import type { Location } from '../lineage/issue.js';
import type { Node } from '../lineage/node.js';
import type { NodeFormat } from './layout.js';

/** The nodes of a file. */
export interface FileNodes {
  /** An array, or a function that reads the nodes again each time, if they are not kept in memory. */
  readonly nodes: readonly Node[] | (() => AsyncIterable<Node>);
  /** Number of nodes by node type. */
  readonly byType: ReadonlyMap<string, number>;
  readonly problems: readonly FileProblem[];
  /** Finds the places of attributes in the file. */
  readonly locate: (spots: readonly NodeSpot[]) => Promise<readonly Location[]>;
}

/** A place in one of the nodes of a file. */
export interface NodeSpot {
  /** Place of the node in the file, from 0. */
  readonly index: number;
  /** Path within the node, as in `Issue.path`. */
  readonly path: Path;
}

/** Reading a file with one node per line stops after so many problems. */
const mostProblems = 1_000;

/** Reads a list of nodes, which the document has at the path `base`. */
export function nodesOfDocument(
  document: Document,
  base: Path,
  list: readonly unknown[],
  format: NodeFormat,
): FileNodes {
  const nodes: Node[] = [];
  const byType = new Map<string, number>();
  const problems = list.flatMap((value, index) => {
    const { data, problems: found } = format.read(value);
    if (data) {
      nodes.push(data);
      count(data, byType);
    }
    return found?.map((problem) => ({ ...problem, path: [...base, index, ...problem.path] })) ?? [];
  });
  const { file } = document; // So that `locate` does not keep the whole document in memory.
  const toPath = ({ index, path }: NodeSpot): Path => [...base, index, ...format.pathOf(path)];
  return {
    nodes,
    byType,
    problems: locateProblems(document, problems),
    locate: (spots) => locateInDocument(file, spots.map(toPath)),
  };
}

function count({ nodeType }: Node, byType: Map<string, number>): void {
  byType.set(nodeType, (byType.get(nodeType) ?? 0) + 1);
}

/** Checks a file with one node per line in full, so that all problems are known before the first node is used. */
export async function nodesOfLines(file: string, format: NodeFormat): Promise<FileNodes> {
  const problems: FileProblem[] = [];
  const byType = new Map<string, number>();
  const first = new Tally();
  reading: for await (const lines of readLines(file)) {
    for (const line of lines) {
      first.add(line);
      const { node, problems: found } = readLine(file, line, format);
      if (node) count(node, byType);
      for (const problem of found) problems.push(problem);
      if (problems.length >= mostProblems) break reading;
    }
  }
  return {
    nodes: () => eachNode(file, format, first),
    byType,
    problems,
    locate: (spots) => locateInLines(file, spots, format),
  };
}

interface NodeOfLine {
  readonly node?: Node | undefined;
  readonly problems: readonly FileProblem[];
}

function readLine(file: string, line: Line, format: NodeFormat): NodeOfLine {
  try {
    const { value, problems: bad } = parseJsonText(file, line.text, line.number);
    const { data, problems = [] } = format.read(value);
    if (data && bad.length === 0) return { node: data, problems: [] };
    const locate: Document['locate'] = (spots) => locateInJson(line.text, spots);
    const found = locateProblems({ file, locate }, [...bad, ...problems]);
    return { problems: found.map((problem) => ({ ...problem, line: line.number })) };
  } catch (error) {
    if (error instanceof InvalidFileError) return { problems: error.problems };
    throw error;
  }
}

/** The number of lines of a file, and a digest of all of them. */
class Tally {
  lines = 0;
  digest = 0;

  add({ text }: Line): void {
    this.lines++;
    this.digest = (Math.imul(this.digest, 31) + digest(text)) >>> 0;
  }
}

/**
 * Reads the nodes again, and throws an `InvalidFileError` if the file has changed since `first`: at a line that is
 * invalid now, at a line too many, or after the last one. So a publication, which does not send its last request before
 * it has read to the end, is not completed.
 */
async function* eachNode(file: string, format: NodeFormat, first: Tally): AsyncGenerator<Node, void, undefined> {
  const again = new Tally();
  for await (const lines of readLines(file)) {
    for (const line of lines) {
      again.add(line);
      const { node, problems } = readLine(file, line, format);
      if (!node) throw new InvalidFileError(problems);
      if (again.lines > first.lines) throw changed(file, first, 'more');
      yield node;
    }
  }
  if (again.lines < first.lines) throw changed(file, first, inWords(again.lines));
  if (again.digest !== first.digest) throw changed(file, first, `${inWords(again.lines)} others`);
}

function changed(file: string, first: Tally, then: string): InvalidFileError {
  const found = `${inWords(first.lines)} ${first.lines === 1 ? 'node' : 'nodes'}, then ${then}`;
  return invalidFile(
    file,
    `changed while it was read (${found}): try again when the program that writes it has finished`,
  );
}

function inWords(count: number): string {
  return count.toLocaleString('en');
}

async function locateInLines(
  file: string,
  spots: readonly NodeSpot[],
  format: NodeFormat,
): Promise<readonly Location[]> {
  const locations = spots.map((): Location => ({ file }));
  const byIndex = new Map<number, number[]>();
  for (const [place, { index }] of spots.entries()) {
    const places = byIndex.get(index) ?? [];
    places.push(place);
    byIndex.set(index, places);
  }
  let index = -1;
  for await (const lines of readLines(file)) {
    for (const { text, number } of lines) {
      const places = byIndex.get(++index) ?? [];
      if (places.length === 0) continue;
      byIndex.delete(index);
      const positions = locateInJson(
        text,
        places.map((place) => ({ path: format.pathOf(spots[place]?.path ?? []) })),
      );
      for (const [which, place] of places.entries()) {
        locations[place] = { file, line: number, column: positions[which]?.column };
      }
    }
    if (byIndex.size === 0) break;
  }
  return locations;
}
