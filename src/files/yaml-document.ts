import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { ParsedText, Path, Position, Problem, Spot } from './document.js';
import { InvalidFileError } from './errors.js';

/** How often anchors may be repeated by aliases: without a limit a few lines could stand for gigabytes. */
const maxAliasCount = 1_000;

/** Parses YAML 1.2, with merge keys. Throws an `InvalidFileError` that says where it is broken. */
export function parseYaml(file: string, text: string): ParsedText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true, prettyErrors: false, logLevel: 'error' });
  const faults = [...document.errors, ...document.warnings].map(({ message, pos }) => ({
    file,
    ...positionAt(lines, pos[0]),
    path: [],
    message: `is no YAML that can be used here: ${firstLine(message)}`,
  }));
  if (faults.length > 0) throw new InvalidFileError(faults);
  return {
    value: toValue(file, document),
    problems: findBadKeys(document),
    locate: (spots) => spots.map((spot) => positionAt(lines, offsetOf(document, spot))),
  };
}

function toValue(file: string, document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount });
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new InvalidFileError([{ file, path: [], message: `is no YAML that can be used here: ${found}` }], cause);
  }
}

/** `__proto__`; keys that come twice are errors of the parser. */
function findBadKeys(document: Document): readonly Problem[] {
  const problems: Problem[] = [];
  visit(document, {
    Pair: (_, { key }, ancestors) => {
      if (!isScalar(key) || key.value !== '__proto__') return;
      const path = ancestors.flatMap((ancestor, depth) => stepFrom(ancestor, ancestors[depth + 1]));
      problems.push({ path: [...path, '__proto__'], isKey: true, message: 'is a name that nothing can have' });
    },
  });
  return problems;
}

/** The key or index by which a collection holds one of its items. */
function stepFrom(collection: unknown, item: unknown): Path {
  if (isSeq(collection)) return [collection.items.indexOf(item)];
  return 'key' in Object(item) && isMap(collection) ? [String(Object(item).key)] : [];
}

/** Where in the text a spot is, or the innermost value around it. */
function offsetOf(document: Document, { path, isKey }: Spot): number {
  let found: unknown = document.contents;
  let offset = startOf(found);
  for (const [depth, step] of path.entries()) {
    const collection = isAlias(found) ? found.resolve(document) : found;
    if (isMap(collection)) {
      const pair = collection.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (pair === undefined) break;
      if (isKey && depth === path.length - 1) return startOf(pair.key) ?? offset ?? 0;
      found = pair.value;
      offset = startOf(pair.value) ?? startOf(pair.key) ?? offset;
    } else if (isSeq(collection)) {
      found = collection.items[Number(step)];
      offset = startOf(found) ?? offset;
    } else break;
  }
  return offset ?? 0;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

function positionAt(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

function firstLine(message: string): string {
  return message.split('\n')[0] ?? message;
}
