import { readFile } from 'node:fs/promises';
import { InvalidFileError } from './errors.js';

/** A value in a JSON file, which knows where it stands so that errors can say so. */
export class JsonValue {
  readonly #file: string;
  readonly #path: string;
  readonly #value: unknown;

  constructor(file: string, path: string, value: unknown) {
    this.#file = file;
    this.#path = path;
    this.#value = value;
  }

  /** Throws an `InvalidFileError` that says what was found here instead. */
  fail(expected: string): never {
    const found = this.#value === undefined ? 'nothing' : JSON.stringify(this.#value).slice(0, 80);
    throw new InvalidFileError(this.#file, `${this.#path || 'the document'} must be ${expected}; found ${found}`);
  }

  /** Reads the properties of an object. Null counts as absent; a key that is not among `keys` is refused. */
  object<Key extends string>(keys: readonly Key[]): (key: Key) => JsonValue | undefined {
    const value = this.#value;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return this.fail('an object');
    const properties = new Map<string, unknown>(Object.entries(value));
    const known: readonly string[] = keys;
    const unknown = [...properties.keys()].find((key) => !known.includes(key));
    if (unknown !== undefined) return this.fail(`an object without "${unknown}"; it may have ${keys.join(', ')}`);
    return (key) => {
      const child = properties.get(key) ?? undefined;
      return child === undefined ? undefined : this.#child(`.${key}`, child);
    };
  }

  list(): readonly JsonValue[] {
    const value = this.#value;
    return Array.isArray(value) ? value.map((child, index) => this.#child(`[${index}]`, child)) : this.fail('a list');
  }

  text(): string {
    return typeof this.#value === 'string' ? this.#value : this.fail('a text');
  }

  number(): number {
    return typeof this.#value === 'number' ? this.#value : this.fail('a number');
  }

  /** A text that is a key of `allowed`. */
  oneOf<Allowed extends string>(allowed: Readonly<Record<Allowed, true>>): Allowed {
    const text = this.text();
    return isKeyOf(allowed, text) ? text : this.fail(`one of ${Object.keys(allowed).join(', ')}`);
  }

  #child(step: string, value: unknown): JsonValue {
    return new JsonValue(this.#file, `${this.#path}${step}`, value);
  }
}

function isKeyOf<Key extends string>(record: Readonly<Record<Key, true>>, text: string): text is Key {
  return Object.hasOwn(record, text);
}

/** Reads a JSON file. Throws an `InvalidFileError` when there is none, or none that can be read. */
export async function readJsonFile(file: string): Promise<JsonValue> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new InvalidFileError(file, `cannot be read (${cause instanceof Error ? cause.message : cause})`, cause);
  }
  try {
    return new JsonValue(file, '', JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch (cause) {
    throw new InvalidFileError(file, `is no JSON (${cause instanceof Error ? cause.message : cause})`, cause);
  }
}
