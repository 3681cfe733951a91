import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
} from 'yaml';
import { messageOf } from '../errors.js';
import { InvalidFileError } from './errors.js';
import { mostDepth, type ParsedText, type Path, type Position, type Problem, type Spot } from './parsed-text.js';

/** How often anchors may be repeated by aliases, those within them included: a few lines could stand for gigabytes. */
const maxAliasCount = 100_000;

const tooDeep = `is nested more than ${mostDepth} levels deep`;

/** Parses YAML 1.2, with merge keys. Throws an `InvalidFileError` that says where it is broken. */
export function parseYaml(file: string, text: string): ParsedText {
  const lines = new LineCounter();
  const document = parse(file, text, lines);
  const faults = [...document.errors, ...document.warnings].map(({ message, pos }) => ({
    file,
    ...positionAt(lines, pos[0]),
    path: [],
    message: /call stack/.test(message) ? tooDeep : `is no YAML that can be used here: ${firstLine(message)}`,
  }));
  if (faults.length > 0) throw new InvalidFileError(faults);
  const resolve = createResolver(document);
  const problems = findBadKeys(document, resolve);
  const deep = findTooDeep(document.contents, resolve, mostDepth);
  if (deep) {
    const message = `${tooDeep}, or an alias stands for what it is in`;
    throw new InvalidFileError([{ file, ...positionAt(lines, startOf(deep) ?? 0), path: [], message }]);
  }
  return {
    value: toValue(file, document),
    problems,
    locate: (spots) => spots.map((spot) => positionAt(lines, offsetOf(document, spot, resolve))),
  };
}

function parse(file: string, text: string, lineCounter: LineCounter): Document {
  try {
    return parseDocument(text, { lineCounter, merge: true, prettyErrors: false, logLevel: 'error' });
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new InvalidFileError([{ file, path: [], message: tooDeep }], cause);
  }
}

function toValue(file: string, document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount });
  } catch (cause) {
    const found = messageOf(cause);
    const hint = /alias count/i.test(found) ? '. Write out what its anchors stand for, or write it as JSON' : '';
    throw new InvalidFileError(
      [{ file, path: [], message: `is no YAML that can be used here: ${found}${hint}` }],
      cause,
    );
  }
}

/** What an alias stands for; other nodes stand for themselves. */
type Resolve = (node: unknown) => unknown;

/** Goes through a document once: looking up one alias goes through all of it. */
function createResolver(document: Document): Resolve {
  const anchors = new Map<string, unknown>();
  const targets = new Map<unknown, unknown>();
  visit(document, {
    Alias: (_, alias) => void targets.set(alias, anchors.get(alias.source)),
    Value: (_, node) => {
      if (node.anchor) anchors.set(node.anchor, node);
    },
  });
  return (node) => (isAlias(node) ? targets.get(node) : node);
}

/** A collection at that depth, or an alias within what it stands for; undefined where there is neither. */
function findTooDeep(
  node: unknown,
  resolve: Resolve,
  depth: number,
  around: readonly unknown[] = [],
  seen = new Set<unknown>(),
): unknown {
  const collection = resolve(node);
  if (!isMap(collection) && !isSeq(collection)) return undefined;
  if (depth === 0 || around.includes(collection)) return node;
  if (seen.has(collection)) return undefined; // An alias; it was looked at where it stands.
  seen.add(collection);
  for (const item of collection.items) {
    const child = isPair(item) ? item.value : item;
    const deep = findTooDeep(child, resolve, depth - 1, [...around, collection], seen);
    if (deep !== undefined) return deep;
  }
  return undefined;
}

/** `__proto__`, keys that are no text, and keys that come twice under another form; plain ones are errors of the parser. */
function findBadKeys(document: Document, resolve: Resolve): readonly Problem[] {
  const problems: Problem[] = [];
  visit(document, {
    Map: (_, map, ancestors) => {
      const base = [...ancestors, map].flatMap((ancestor, depth, all) => stepFrom(ancestor, all[depth + 1]));
      const keys = new Set<string>();
      for (const { key } of map.items) {
        const scalar = resolve(key);
        const name = isScalar(scalar) ? String(scalar.value) : undefined;
        const message = whatIsWrong(name, keys);
        if (message !== undefined) problems.push({ path: [...base, name ?? String(key)], isKey: true, message });
        if (name !== undefined) keys.add(name);
      }
    },
  });
  return problems;
}

function whatIsWrong(name: string | undefined, keys: ReadonlySet<string>): string | undefined {
  if (name === undefined) return 'is no text, which a key must be';
  if (name === '__proto__') return 'is a name that nothing can have';
  return keys.has(name) && name !== '<<' ? 'comes twice; only one of them could be kept' : undefined;
}

/** The key or index by which a collection holds one of its items. */
function stepFrom(collection: unknown, item: unknown): Path {
  if (isSeq(collection)) return [collection.items.indexOf(item)];
  return 'key' in Object(item) && isMap(collection) ? [String(Object(item).key)] : [];
}

/** Where in the text a spot is, or the innermost value around it. */
function offsetOf(document: Document, { path, isKey }: Spot, resolve: Resolve): number {
  let found: unknown = document.contents;
  let offset = startOf(found);
  for (const [depth, step] of path.entries()) {
    const collection = resolve(found);
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
