import { type Document, locateProblems } from '../../documents/document.js';
import { type FileProblem, InvalidFileError, invalidFile } from '../../documents/errors.js';
import { type Line, readLines } from '../../documents/lines.js';
import { locateInJson, parseJsonText } from '../../documents/parse-json.js';
import { digest } from '../../identity/digest-table.js';
import type { Location } from '../../lineage/issue.js';
import type { Node } from '../../lineage/node.js';
import { type NodeFormat, sketchOf } from '../layout.js';
import { countByType, type FileNodes, type NodeEntry, type NodeSpot, readNode } from '../nodes.js';
import { placeInNode } from './node-problems.js';
import { isUntyped } from './short-references.js';

/** Reading a file with one node per line stops after so many problems. */
const mostProblems = 1_000;

/**
 * Checks a file with one node per line in full, so that all problems are known before the first node is used. `before` is
 * as in `nodesOfDocument`.
 */
export async function nodesOfLines(file: string, format: NodeFormat, before = 0): Promise<FileNodes> {
  const problems: FileProblem[] = [];
  const byType = new Map<string, number>();
  const first = new Tally();
  let hasUntyped = false;
  reading: for await (const lines of readLines(file)) {
    for (const line of lines) {
      if (problems.length >= mostProblems) {
        problems.push(stoppedAt(file, line));
        first.isComplete = false;
        break reading;
      }
      const { entry, problems: found } = readLine(file, line, before + first.lines, format);
      first.add(line);
      if (entry.node) {
        countByType(entry.node, byType);
        hasUntyped ||= isUntyped(entry.node);
      }
      for (const problem of found) problems.push(problem);
    }
  }
  return {
    nodes: () => eachNode(file, format, first),
    entries: () => eachEntry(file, format, first),
    count: first.lines,
    hasUntyped,
    isComplete: first.isComplete,
    byType,
    problems,
    locate: (spots) => locateInLines(file, spots, format),
    locateList: async () => ({ file }),
  };
}

function stoppedAt(file: string, { number: line }: Line): FileProblem {
  const message = `this line and all after it were not checked: reading stops after ${inWords(mostProblems)} errors; fix them and check again`;
  return { code: 'not-listed', file, line, column: 1, path: [], message };
}

interface NodeOfLine {
  readonly entry: NodeEntry;
  readonly problems: readonly FileProblem[];
}

function readLine(file: string, line: Line, index: number, format: NodeFormat): NodeOfLine {
  try {
    const { value, problems: bad } = parseJsonText(file, line.text, line.number);
    const { entry, problems } = readNode(value, index, format);
    if (bad.length === 0 && problems.length === 0) return { entry, problems: [] };
    const locate: Document['locate'] = (spots) => locateInJson(line.text, spots);
    const sketch = format.identify(value);
    const placed = bad.map((problem) => ({ ...problem, place: placeInNode(sketch, index, problem.path) }));
    const found = locateProblems({ file, locate }, [...placed, ...problems]);
    return { entry, problems: found.map((problem) => ({ ...problem, line: line.number })) };
  } catch (error) {
    if (error instanceof InvalidFileError) return { entry: unreadable, problems: error.problems };
    throw error;
  }
}

const unreadable: NodeEntry = { sketch: sketchOf(undefined, undefined, undefined) };

/** The number of lines of a file, and a digest of all of them. */
class Tally {
  lines = 0;
  digest = 0;
  /** Whether the file was read to its end. */
  isComplete = true;

  add({ text }: Line): void {
    this.lines++;
    this.digest = (Math.imul(this.digest, 31) + digest(text)) >>> 0;
  }
}

/** Reads the nodes again, as `eachEntry` does, and throws an `InvalidFileError` for a node that is invalid now. */
async function* eachNode(file: string, format: NodeFormat, first: Tally): AsyncGenerator<Node, void, undefined> {
  for await (const { entry, problems } of eachLine(file, format, first)) {
    if (!entry.node || problems.length > 0) throw new InvalidFileError(problems);
    yield entry.node;
  }
}

async function* eachEntry(file: string, format: NodeFormat, first: Tally): AsyncGenerator<NodeEntry, void, undefined> {
  for await (const { entry } of eachLine(file, format, first)) yield entry;
}

/**
 * Reads the lines again, and throws an `InvalidFileError` if the file has changed since `first`: at a line too many, or
 * after the last one. So a publication, which does not send its last request before it has read to the end, is not
 * completed.
 */
async function* eachLine(file: string, format: NodeFormat, first: Tally): AsyncGenerator<NodeOfLine, void, undefined> {
  const again = new Tally();
  for await (const lines of readLines(file)) {
    for (const line of lines) {
      if (again.lines === first.lines && !first.isComplete) return;
      const read = readLine(file, line, again.lines, format);
      again.add(line);
      if (again.lines > first.lines) {
        throw read.problems.length > 0 ? new InvalidFileError(read.problems) : changed(file, first, 'there are more');
      }
      yield read;
    }
  }
  if (again.lines < first.lines) throw changed(file, first, `there are ${inWords(again.lines)}`);
  if (again.digest !== first.digest) throw changed(file, first, 'some of them differ');
}

function changed(file: string, first: Tally, now: string): InvalidFileError {
  const found = `it had ${inWords(first.lines)} ${first.lines === 1 ? 'node' : 'nodes'}, and now ${now}`;
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
