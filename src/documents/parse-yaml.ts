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
  type YAMLError,
} from 'yaml';
import { messageOf } from '../errors.js';
import { type FileProblem, InvalidFileError, invalidFile } from './errors.js';
import {
  appearsTwice,
  forbiddenName,
  mostDepth,
  type ParsedText,
  type Path,
  type Position,
  type Problem,
  type Spot,
} from './parsed-text.js';

/** How often aliases may repeat an anchor, counting the aliases within it: a few lines could expand to gigabytes. */
const maxAliasCount = 100_000;

/**
 * The most characters that all aliases together may stand for, roughly as JSON. Whatever reads a document copies what is
 * shared, so that a file of 1 MB could take gigabytes.
 */
const mostAliased = 100_000_000;
/** Added to the characters of each key, value and collection. */
const overhead = 20;

const tooDeep = `is nested more than ${mostDepth} levels deep`;
const unusable = 'cannot be read as YAML';

/** Parses YAML 1.2 with merge keys. Throws an `InvalidFileError` with the positions of what the parser rejects. */
export function parseYaml(file: string, text: string): ParsedText {
  const lines = new LineCounter();
  const problemAt = (offset: number, message: string): FileProblem => {
    return { code: 'invalid-file', file, ...positionAt(lines, offset), path: [], message };
  };
  const document = parse(file, text, lines);
  const faults = [...document.errors, ...document.warnings].map((fault) =>
    problemAt(fault.pos[0], describeFault(fault)),
  );
  if (faults.length > 0) throw new InvalidFileError(faults);
  const aliases = findAliases(document);
  const resolve: Resolve = (node) => (isAlias(node) ? aliases.get(node) : node);
  const problems = findBadKeys(document, resolve);
  const deep = findTooDeep(document.contents, resolve, mostDepth);
  if (deep) {
    const message = `${tooDeep}, or an alias refers to a collection that contains it`;
    throw new InvalidFileError([problemAt(startOf(deep) ?? 0, message)]);
  }
  const excess = findExcess(aliases, resolve);
  if (excess) {
    const message = `is an alias too many: all aliases together stand for more than ${mostAliased / 1e6} million characters. Use fewer of them, or write the nodes to nodes.jsonl, one per line`;
    throw new InvalidFileError([problemAt(startOf(excess) ?? 0, message)]);
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
    throw invalidFile(file, tooDeep, cause);
  }
}

function describeFault({ name, code, message }: YAMLError): string {
  if (/call stack/.test(message)) return tooDeep;
  if (code === 'MULTIPLE_DOCS') return 'contains multiple documents; it must contain only one';
  const [first] = message.split('\n');
  // A warning is about valid YAML with an uncertain meaning, such as an unknown tag.
  return name === 'YAMLWarning' ? `${unusable}: ${first}` : `is not valid YAML: ${first}`;
}

function toValue(file: string, document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount });
  } catch (cause) {
    const found = messageOf(cause);
    const hint = /alias count/i.test(found) ? '. Replace aliases by what they stand for, or write it as JSON' : '';
    throw invalidFile(file, `${unusable}: ${found}${hint}`, cause);
  }
}

/** Returns the node that an alias stands for, and any other node itself. */
type Resolve = (node: unknown) => unknown;

/** Finds what each alias stands for, in one pass: the library's own lookup walks the whole document for each alias. */
function findAliases(document: Document): ReadonlyMap<unknown, unknown> {
  const anchors = new Map<string, unknown>();
  const targets = new Map<unknown, unknown>();
  visit(document, {
    Alias: (_, alias) => void targets.set(alias, anchors.get(alias.source)),
    Value: (_, node) => {
      if (node.anchor) anchors.set(node.anchor, node);
    },
  });
  return targets;
}

/** Finds the first alias with which all of them together stand for too much. No alias may be inside its own target. */
function findExcess(aliases: ReadonlyMap<unknown, unknown>, resolve: Resolve): unknown {
  const sizes = new Map<unknown, number>();
  const sizeOf = (node: unknown): number => {
    const target = resolve(node);
    if (isScalar(target)) return overhead + String(target.value).length;
    if (!isMap(target) && !isSeq(target)) return 0;
    let size = sizes.get(target);
    if (size === undefined) {
      size = overhead;
      for (const item of target.items) size += isPair(item) ? sizeOf(item.key) + sizeOf(item.value) : sizeOf(item);
      sizes.set(target, size);
    }
    return size;
  };
  let total = 0;
  for (const alias of aliases.keys()) {
    total += sizeOf(alias);
    if (total > mostAliased) return alias;
  }
  return undefined;
}

/** Finds a collection nested too deeply, or an alias inside the collection that it stands for. */
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
  if (seen.has(collection)) return undefined; // An alias of a collection that was checked already.
  seen.add(collection);
  for (const item of collection.items) {
    const child = isPair(item) ? item.value : item;
    const deep = findTooDeep(child, resolve, depth - 1, [...around, collection], seen);
    if (deep !== undefined) return deep;
  }
  return undefined;
}

/**
 * Finds `__proto__`, keys that are not scalars, and keys that are equal only as strings, such as `1` and `"1"`. Keys
 * that are equal in YAML are errors of the parser.
 */
function findBadKeys(document: Document, resolve: Resolve): readonly Problem[] {
  const problems: Problem[] = [];
  visit(document, {
    Map: (_, map, ancestors) => {
      const base = [...ancestors, map].flatMap((ancestor, depth, all) => stepFrom(ancestor, all[depth + 1]));
      const keys = new Set<string>();
      for (const { key } of map.items) {
        const scalar = resolve(key);
        const name = isScalar(scalar) ? String(scalar.value) : undefined;
        const message = describeBadKey(name, keys);
        if (message !== undefined) problems.push({ path: [...base, name ?? String(key)], isKey: true, message });
        if (name !== undefined) keys.add(name);
      }
    },
  });
  return problems;
}

function describeBadKey(name: string | undefined, keys: ReadonlySet<string>): string | undefined {
  if (name === undefined) return 'is not a valid key: it must be a string';
  if (name === '__proto__') return forbiddenName;
  return keys.has(name) && name !== '<<' ? appearsTwice : undefined;
}

/** The key or index of an item in its collection. */
function stepFrom(collection: unknown, item: unknown): Path {
  if (isSeq(collection)) return [collection.items.indexOf(item)];
  return isMap(collection) && isPair(item) ? [String(item.key)] : [];
}

/** The offset of a spot, or of the innermost value around it. */
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
