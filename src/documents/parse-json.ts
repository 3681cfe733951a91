import { type JSONVisitor, type ParseErrorCode, printParseErrorCode, visit } from 'jsonc-parser';
import { InvalidFileError } from './errors.js';
import { mostDepth, type ParsedText, type Path, type Position, type Problem, type Spot } from './parsed-text.js';

const strict = { disallowComments: true, allowTrailingComma: false };

/** Parses JSON. Throws an `InvalidFileError` that says where it is broken. */
export function parseJson(file: string, text: string): ParsedText {
  return { ...parseJsonText(file, text), locate: (spots) => locateInJson(text, spots) };
}

/** Parses a text that begins at that line of the file. */
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
    const what = cause instanceof RangeError ? 'is' : 'is no JSON:';
    const problem = { file, line: line + firstLine - 1, column, path: [], message: `${what} ${message}` };
    throw new InvalidFileError([problem], cause);
  }
}

function findSyntaxError(text: string): (Position & { readonly message: string }) | undefined {
  const errors: (Position & { readonly message: string })[] = [];
  const onError: JSONVisitor['onError'] = (code, _offset, _length, line, character) => {
    errors.push({ line: line + 1, column: character + 1, message: describeSyntaxError(code) });
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
 * Whether a value has as many keys as its text: then none came twice. Says no when it is not sure, for a text may hold
 * what looks like a key.
 */
function hasAllKeys(keys: number, text: string): boolean {
  if (text.includes('__proto__')) return false;
  const key = /"\s*:/g;
  let found = 0;
  while (key.test(text)) found++;
  return found === keys;
}

/** How many keys a value has, all objects in it included; undefined where it is nested more deeply than that. */
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

/** Keys that come twice in one object, of which `JSON.parse` would drop all but the last, and `__proto__`. */
function findBadKeys(text: string): readonly Problem[] {
  const problems: Problem[] = [];
  const objects: Set<string>[] = [];
  const walker = new PathWalker();
  visit(
    text,
    walker.visitor({
      onObjectBegin: () => void objects.push(new Set()),
      onObjectEnd: () => void objects.pop(),
      onKey: (key, line, character) => {
        const keys = objects.at(-1);
        const isTwice = keys?.has(key);
        keys?.add(key);
        if (!isTwice && key !== '__proto__') return;
        const message = isTwice ? 'comes twice; only one of them could be kept' : 'is a name that nothing can have';
        problems.push({ path: [...walker.steps], message, position: { line: line + 1, column: character + 1 } });
      },
    }),
    strict,
  );
  return problems;
}

interface WalkListener {
  readonly onObjectBegin?: () => void;
  readonly onObjectEnd?: () => void;
  /** A property's key; the walker's path leads to the property. */
  readonly onKey?: (key: string, line: number, character: number) => void;
  /** The beginning of a value, at the walker's path. */
  readonly onValue?: (line: number, character: number) => void;
}

/** Follows a visit through a text and knows the path of where it is. */
class PathWalker {
  /** For each open list the index of its current element, for each open object the current key. */
  readonly steps: (string | number)[] = [];
  readonly #isList: boolean[] = [];

  visitor({ onObjectBegin, onObjectEnd, onKey, onValue }: WalkListener): JSONVisitor {
    const enter = (isList: boolean, line: number, character: number): void => {
      onValue?.(line, character);
      this.#isList.push(isList);
      this.steps.push(isList ? 0 : '');
    };
    const leave = (): void => {
      this.#isList.pop();
      this.steps.pop();
    };
    return {
      onObjectBegin: (_offset, _length, line, character) => {
        enter(false, line, character);
        onObjectBegin?.();
      },
      onObjectProperty: (key, _offset, _length, line, character) => {
        this.steps[this.steps.length - 1] = key;
        onKey?.(key, line, character);
      },
      onObjectEnd: () => {
        leave();
        onObjectEnd?.();
      },
      onArrayBegin: (_offset, _length, line, character) => enter(true, line, character),
      onArrayEnd: leave,
      onLiteralValue: (_value, _offset, _length, line, character) => onValue?.(line, character),
      onSeparator: (separator) => {
        if (separator !== ',' || !this.#isList.at(-1)) return;
        const last = this.steps.length - 1;
        this.steps[last] = Number(this.steps[last]) + 1;
      },
    };
  }
}

/** The places that are looked for, as a tree of their paths. */
interface Place {
  readonly steps: Map<string | number, Place>;
  key?: Position;
  value?: Position;
}

/** Finds all spots in one walk. What is not there is found at the innermost value around it. */
export function locateInJson(text: string, spots: readonly Spot[]): readonly Position[] {
  const root: Place = { steps: new Map() };
  const places = spots.map(({ path }) => path.reduce((place, step) => stepTo(place, step), root));
  const walker = new PathWalker();
  const at = (line: number, character: number): Position => ({ line: line + 1, column: character + 1 });
  visit(
    text,
    walker.visitor({
      onKey: (_key, line, character) => {
        const place = placeAt(root, walker.steps);
        if (place) place.key ??= at(line, character);
      },
      onValue: (line, character) => {
        const place = placeAt(root, walker.steps);
        if (place) place.value ??= at(line, character);
      },
    }),
    strict,
  );
  return spots.map(({ path, isKey }, index) => {
    const found = isKey ? places[index]?.key : undefined;
    return found ?? innermost(root, path) ?? { line: 1, column: 1 };
  });
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

/** The position of the value at that path or, where there is none, of the one around it. */
function innermost(root: Place, path: Path): Position | undefined {
  let place: Place | undefined = root;
  let found = root.value;
  for (let depth = 0; place && depth < path.length; depth++) {
    place = place.steps.get(path[depth] ?? '');
    found = place?.value ?? found;
  }
  return found;
}
