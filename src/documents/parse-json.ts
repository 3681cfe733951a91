import { type JSONVisitor, type ParseErrorCode, printParseErrorCode, visit } from 'jsonc-parser';
import { InvalidFileError } from './errors.js';
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

const strict = { disallowComments: true, allowTrailingComma: false };

/** Parses JSON. Throws an `InvalidFileError` with the position of the first syntax error. */
export function parseJson(file: string, text: string): ParsedText {
  return { ...parseJsonText(file, text), locate: (spots) => locateInJson(text, spots) };
}

/** Parses JSON that begins on the given line of the file. The result cannot locate its values. */
export function parseJsonText(file: string, text: string, firstLine = 1): Omit<ParsedText, 'locate'> {
  try {
    const value: unknown = JSON.parse(text);
    const keys = countKeys(value, mostDepth);
    if (keys === undefined) throw new RangeError('nested too deeply');
    return { value, problems: hasAllKeys(keys, text) ? [] : findBadKeys(text) };
  } catch (cause) {
    const tooDeep = { line: 1, column: 1, message: `nested more than ${mostDepth} levels deep` };
    const error = cause instanceof RangeError ? tooDeep : findSyntaxError(text);
    const { line, column, message } = error ?? { line: 1, column: 1, message: String(cause) };
    const what = cause instanceof RangeError ? 'is' : 'is not valid JSON:';
    const place = { file, line: line + firstLine - 1, column };
    throw new InvalidFileError([{ code: 'invalid-file', ...place, path: [], message: `${what} ${message}` }], cause);
  }
}

function findSyntaxError(text: string): (Position & { readonly message: string }) | undefined {
  const errors: (Position & { readonly message: string })[] = [];
  const onError: JSONVisitor['onError'] = (code, _offset, _length, line, character) => {
    errors.push({ ...at(line, character), message: describeSyntaxError(code) });
  };
  try {
    visit(text, { onError }, strict);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { line: 1, column: 1, message: 'nested too deeply' };
  }
  return errors[0];
}

/** `CommaExpected` -> `comma expected`. */
function describeSyntaxError(code: ParseErrorCode): string {
  return printParseErrorCode(code)
    .replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .toLowerCase();
}

/**
 * Whether a value has as many keys as its JSON, so that none appeared twice. Returns false when unsure: a string can
 * contain what looks like a key.
 */
function hasAllKeys(keys: number, text: string): boolean {
  if (text.includes('__proto__')) return false;
  const key = /"\s*:/g;
  let found = 0;
  while (key.test(text)) found++;
  return found === keys;
}

/** Counts the keys of a value and of all objects in it. Returns undefined if it is nested deeper than `depth`. */
function countKeys(value: unknown, depth: number): number | undefined {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth === 0) return undefined;
  let keys = Array.isArray(value) ? 0 : Object.keys(value).length;
  for (const child of Object.values(value)) {
    const more = countKeys(child, depth - 1);
    if (more === undefined) return undefined;
    keys += more;
  }
  return keys;
}

/** Finds `__proto__`, and keys that appear twice in an object: `JSON.parse` keeps only the last of them. */
function findBadKeys(text: string): readonly Problem[] {
  const problems: Problem[] = [];
  const objects: Set<string>[] = [];
  const visitor: JSONVisitor = {
    onObjectBegin: () => void objects.push(new Set()),
    onObjectEnd: () => void objects.pop(),
    onObjectProperty: (key, _offset, _length, line, character, objectPath) => {
      const keys = objects.at(-1);
      const isTwice = keys?.has(key);
      keys?.add(key);
      if (!isTwice && key !== '__proto__') return;
      const message = isTwice ? appearsTwice : forbiddenName;
      problems.push({ path: [...objectPath(), key], message, position: at(line, character) });
    },
  };
  visit(text, visitor, strict);
  return problems;
}

/** The places to find, as a tree of their paths. */
interface Place {
  readonly steps: Map<string | number, Place>;
  key?: Position;
  value?: Position;
}

/** Finds all spots in one pass. For a spot that does not exist it returns the innermost value around it. */
export function locateInJson(text: string, spots: readonly Spot[]): readonly Position[] {
  const root: Place = { steps: new Map() };
  const places = spots.map(({ path }) => path.reduce((place, step) => stepTo(place, step), root));
  const onValue: JSONVisitor['onArrayBegin'] = (_offset, _length, line, character, path) => {
    const place = placeAt(root, path());
    if (place) place.value ??= at(line, character);
  };
  const visitor: JSONVisitor = {
    onObjectBegin: onValue,
    onArrayBegin: onValue,
    onLiteralValue: (_value, ...where) => onValue(...where),
    onObjectProperty: (key, _offset, _length, line, character, objectPath) => {
      const place = placeAt(root, [...objectPath(), key]);
      if (place) place.key ??= at(line, character);
    },
  };
  visit(text, visitor, strict);
  return spots.map(({ path, isKey }, index) => {
    const found = isKey ? places[index]?.key : undefined;
    return found ?? innermost(root, path) ?? { line: 1, column: 1 };
  });
}

/** Converts a position of jsonc-parser, which counts from 0. */
function at(line: number, character: number): Position {
  return { line: line + 1, column: character + 1 };
}

function stepTo(place: Place, step: string | number): Place {
  const next = place.steps.get(step) ?? { steps: new Map() };
  place.steps.set(step, next);
  return next;
}

function placeAt(root: Place, path: Path): Place | undefined {
  let place: Place | undefined = root;
  for (let depth = 0; place && depth < path.length; depth++) place = place.steps.get(path[depth] ?? '');
  return place;
}

/** The position of the value at a path or, if there is none, of the innermost value around it. */
function innermost(root: Place, path: Path): Position | undefined {
  let place: Place | undefined = root;
  let found = root.value;
  for (let depth = 0; place && depth < path.length; depth++) {
    place = place.steps.get(path[depth] ?? '');
    found = place?.value ?? found;
  }
  return found;
}
