import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { InvalidFileError } from '../../../documents/errors.js';
import { readLines } from '../../../documents/lines.js';
import { messageOf } from '../../../errors.js';
import { type Definition, plainDefinition } from '../../../lineage/definition.js';
import { digest } from '../../../lineage/digest-table.js';
import type { Node } from '../../../lineage/node.js';
import { toManifestText } from '../../../plan/manifest.js';
import { InputError } from '../../terminal/failure.js';
import { PackedTexts } from './packed-texts.js';

// A state file has a manifest: a first line that says what it is, a line for each node, and a last one that says which
// publication it was of. Without the last line it was not finished.

const head = JSON.stringify({ format: 'paradime-integrations-state', version: 1 });

/** What a state file keeps of the last publication. */
export interface State {
  readonly integration: { readonly uid: string; readonly name: string };
  readonly definition: Definition;
  readonly texts: PackedTexts;
}

interface Tail extends Omit<State, 'texts'> {
  readonly nodes: number;
  readonly digest: number;
}

/** Reads a state file; undefined when there is none yet. Throws an `InputError` when it is damaged, or none of ours. */
export async function readState(file: string): Promise<State | undefined> {
  const texts = new PackedTexts();
  let last: string | undefined;
  let first: string | undefined;
  let sum = 0;
  try {
    for await (const lines of readLines(file)) {
      for (const { text } of lines) {
        if (first === undefined) {
          first = text;
          if (first !== head)
            throw new InputError(`${file} is no state file of this program. Name another one with --state.`);
          continue;
        }
        if (last !== undefined) {
          texts.add(last);
          sum = addDigest(sum, last);
        }
        last = text;
      }
    }
  } catch (error) {
    if (!(error instanceof InvalidFileError)) throw error;
    if (isAbsent(error.cause)) return undefined;
    throw new InputError(`The state file cannot be read: ${error.message}`, { cause: error });
  }
  const tail = last === undefined ? undefined : parseTail(last);
  if (!tail || tail.nodes !== texts.length || tail.digest !== sum) throw damaged(file);
  return { integration: tail.integration, definition: tail.definition, texts };
}

function damaged(file: string): InputError {
  return new InputError(
    `The state file ${file} is damaged. Remove it to begin anew: the next publication then compares with nothing, and writes it again.`,
  );
}

function parseTail(text: string): Tail | undefined {
  try {
    const { integration, definition, nodes, digest: sum }: Tail = JSON.parse(text);
    if (typeof integration.uid !== 'string' || typeof integration.name !== 'string') return undefined;
    if (typeof definition.nodeTypes !== 'object' || typeof nodes !== 'number') return undefined;
    return { integration, definition, nodes, digest: sum };
  } catch {
    return undefined; // No JSON, or of another form: damaged in either case.
  }
}

function addDigest(sum: number, text: string): number {
  return (Math.imul(sum, 31) + digest(text)) >>> 0;
}

function isAbsent(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}

const bufferedLength = 64 * 1024;

/** Writes a state file beside the former one, which it replaces only when all is published. */
export class StateWriter {
  readonly #file: string;
  readonly #part: string;
  #handle: FileHandle | undefined;
  #buffered = '';
  #nodes = 0;
  #digest = 0;

  constructor(file: string) {
    this.#file = file;
    this.#part = `${file}.${process.pid}.part`;
  }

  /** The same nodes, each of them written down on its way. Begins anew each time. */
  async *record(nodes: Iterable<Node> | AsyncIterable<Node>): AsyncGenerator<Node, void, undefined> {
    await this.#begin();
    for await (const node of nodes) {
      const text = toManifestText(node);
      this.#nodes++;
      this.#digest = addDigest(this.#digest, text);
      this.#buffered += `${text}\n`;
      if (this.#buffered.length > bufferedLength) await this.#flush();
      yield node;
    }
  }

  async #begin(): Promise<void> {
    await this.#handle?.close();
    this.#buffered = `${head}\n`;
    this.#nodes = 0;
    this.#digest = 0;
    await this.#attempt(async () => {
      this.#handle = await open(this.#part, 'w');
    });
    await this.#flush();
  }

  async #flush(): Promise<void> {
    await this.#attempt(async () => this.#handle?.appendFile(this.#buffered));
    this.#buffered = '';
  }

  /** Replaces the state file by what was written. Throws an `InputError` when that fails. */
  async finish(uid: string, published: Definition): Promise<void> {
    const definition = plainDefinition(published);
    const integration = { uid, name: definition.name };
    const tail: Tail = { integration, definition, nodes: this.#nodes, digest: this.#digest };
    this.#buffered += `${JSON.stringify(tail)}\n`;
    await this.#flush();
    await this.#attempt(async () => {
      await this.#handle?.sync();
      await this.#handle?.close();
      this.#handle = undefined;
      await rename(this.#part, this.#file);
    });
  }

  /** Leaves the state file as it was. */
  async discard(): Promise<void> {
    await this.#handle?.close();
    this.#handle = undefined;
    await rm(this.#part, { force: true });
  }

  async #attempt(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (cause) {
      throw new InputError(`The state file ${this.#file} cannot be written: ${messageOf(cause)}`, {
        cause,
      });
    }
  }
}
