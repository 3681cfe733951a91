import { messageOf, show } from '../errors.js';
import { invalidFile } from './errors.js';

/** A value within a large JSON document. */
export interface JsonEntry {
  /** The keys that lead to it, such as `['nodes', 'model.shop.orders']`. Places in a list count from 0. */
  readonly path: readonly string[];
  /** Parses the value, for as long as the call lasts. Throws an `InvalidFileError` if it is not valid. */
  readonly read: () => unknown;
}

/**
 * Splits a JSON document into the values at a depth, and calls `onEntry` with each as soon as it is complete: at depth 1
 * with the members of the document, at depth 2 with theirs. Keeps none, so the document may be of any size. A value that is
 * not read is not parsed, and a document of which all is read takes about as long as with `JSON.parse`.
 *
 * Throws an `InvalidFileError` for a document that is not UTF-8 or JSON, is not an object or list, or is not complete.
 */
export async function splitJson(
  file: string,
  chunks: AsyncIterable<Uint8Array>,
  depth: number,
  onEntry: (entry: JsonEntry) => void,
  signal?: AbortSignal,
): Promise<void> {
  const splitter = new JsonSplitter(file, depth, onEntry);
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    splitter.write(chunk);
  }
  splitter.end();
}

/** An object or list that is being read. */
interface Container {
  readonly isList: boolean;
  /** The key of the current member, or its place in the list. */
  key: string;
  count: number;
}

/** The tokens that may come next, outside of the values that are passed on whole. */
type Expected = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end' | 'nothing';

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;

class JsonSplitter {
  readonly #file: string;
  readonly #depth: number;
  readonly #onEntry: (entry: JsonEntry) => void;
  readonly #containers: Container[] = [];
  #expected: Expected = 'value';
  #bytes = 0;
  /** The parts of a value or key that began in an earlier chunk. Undefined outside of one. */
  #pieces: Uint8Array[] | undefined;
  #isKey = false;
  #nesting = 0;
  #isInString = false;
  #isEscaped = false;

  constructor(file: string, depth: number, onEntry: (entry: JsonEntry) => void) {
    this.#file = file;
    this.#depth = depth;
    this.#onEntry = onEntry;
  }

  write(bytes: Uint8Array): void {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = this.#bytes === 0 && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? 3 : 0;
    while (at < chunk.length)
      at = this.#pieces ? this.#readValue(chunk, at, this.#pieces) : this.#readBetween(chunk, at);
    this.#bytes += chunk.length;
  }

  end(): void {
    if (this.#bytes === 0) throw invalidFile(this.#file, 'is empty');
    if (this.#expected === 'nothing') return;
    const bytes = this.#bytes.toLocaleString('en');
    throw invalidFile(this.#file, `is cut off after ${bytes} bytes; is another program still writing it?`);
  }

  /** Reads what stands between values: returns the place of the next byte, or of a value that begins. */
  #readBetween(chunk: Buffer, at: number): number {
    const byte = chunk[at] ?? 0;
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) return at + 1;
    const expected = this.#expected;
    if (byte === comma && expected === 'comma or end') {
      this.#expected = this.#containers.at(-1)?.isList ? 'value' : 'key';
    } else if (byte === colon && expected === 'colon') {
      this.#expected = 'value';
    } else if (byte === closeBrace || byte === closeBracket) {
      const isList = byte === closeBracket;
      const mayEnd = expected === 'comma or end' || expected === (isList ? 'value or end' : 'key or end');
      if (!mayEnd || this.#containers.at(-1)?.isList !== isList) throw this.#unexpected(chunk, at);
      this.#containers.pop();
      this.#expected = this.#containers.length > 0 ? 'comma or end' : 'nothing';
    } else if (expected === 'value' || expected === 'value or end') {
      return this.#beginValue(chunk, at, byte);
    } else if (byte === quote && (expected === 'key' || expected === 'key or end')) {
      this.#begin(true);
      return at;
    } else {
      throw this.#unexpected(chunk, at);
    }
    return at + 1;
  }

  #beginValue(chunk: Buffer, at: number, byte: number): number {
    const parent = this.#containers.at(-1);
    if (parent?.isList) parent.key = String(parent.count++);
    const isList = byte === openBracket;
    if (this.#containers.length < this.#depth && (isList || byte === openBrace)) {
      this.#containers.push({ isList, key: '', count: 0 });
      this.#expected = isList ? 'value or end' : 'key or end';
      return at + 1;
    }
    if (parent === undefined || byte === comma || byte === colon) throw this.#unexpected(chunk, at);
    this.#begin(false);
    return at;
  }

  #begin(isKey: boolean): void {
    this.#pieces = [];
    this.#isKey = isKey;
  }

  /** Reads on to the end of a value or key, or of the chunk. */
  #readValue(chunk: Buffer, from: number, pieces: Uint8Array[]): number {
    let at = from;
    let nextBackslash = chunk.indexOf(backslash, at);
    let isComplete = false;
    while (at < chunk.length && !isComplete) {
      if (this.#isEscaped) {
        this.#isEscaped = false;
        at++;
      } else if (this.#isInString) {
        if (nextBackslash >= 0 && nextBackslash < at) nextBackslash = chunk.indexOf(backslash, at);
        const end = chunk.indexOf(quote, at);
        if (nextBackslash >= 0 && (end < 0 || nextBackslash < end)) {
          this.#isEscaped = true;
          at = nextBackslash + 1;
        } else {
          this.#isInString = end < 0;
          at = end < 0 ? chunk.length : end + 1;
          isComplete = end >= 0 && this.#nesting === 0;
        }
      } else {
        const byte = chunk[at] ?? 0;
        const isOpen = byte === openBrace || byte === openBracket;
        const isClose = byte === closeBrace || byte === closeBracket;
        if (this.#nesting === 0 && (isClose || byte === comma || byte <= 0x20)) break; // The end of a number or word.
        at++;
        if (byte === quote) this.#isInString = true;
        else if (isOpen) this.#nesting++;
        else if (isClose) isComplete = --this.#nesting === 0;
      }
    }
    const piece = chunk.subarray(from, at);
    if (at === chunk.length && !isComplete) {
      pieces.push(Buffer.from(piece)); // A copy: a stream may write its next chunk to the same memory.
      return at;
    }
    this.#complete(pieces.length > 0 ? Buffer.concat([...pieces, piece]) : piece);
    return at;
  }

  #complete(bytes: Buffer): void {
    this.#pieces = undefined;
    const container = this.#containers.at(-1);
    if (this.#isKey) {
      this.#expected = 'colon';
      if (container) container.key = String(parse(this.#file, bytes, []));
      return;
    }
    this.#expected = 'comma or end';
    if (this.#containers.length < this.#depth) {
      parse(this.#file, bytes, []); // A plain value where deeper ones are wanted.
      return;
    }
    const path = this.#containers.map(({ key }) => key);
    this.#onEntry({ path, read: () => parse(this.#file, bytes, path) });
  }

  #unexpected(chunk: Buffer, at: number): Error {
    const found = show(chunk.toString('utf8', at, at + 20));
    if (this.#containers.length > 0 || this.#expected === 'nothing') {
      const place = (this.#bytes + at + 1).toLocaleString('en');
      return invalidFile(this.#file, `is not valid JSON: unexpected ${found} at byte ${place}`);
    }
    if (chunk[at] === 0x3c) return invalidFile(this.#file, 'is a page of HTML or XML, not JSON');
    return invalidFile(this.#file, `must contain JSON: an object or a list (it begins with ${found})`);
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function parse(file: string, bytes: Buffer, path: readonly string[]): unknown {
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch (cause) {
    const where = path.length > 0 ? ` in ${path.map((key) => show(key)).join('.')}` : '';
    throw invalidFile(file, `is not valid JSON${where} (${messageOf(cause)})`, cause);
  }
}
