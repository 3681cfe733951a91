import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { type Definition, plainDefinition } from '../../../lineage/definition.js';
import type { Node } from '../../../lineage/node.js';
import { toManifestText } from '../../../plan/manifest.js';
import { cannotWrite } from '../../terminal/failure.js';
import { addToDigest, type StateTail, stateHead } from './state-format.js';

const bufferedLength = 64 * 1024;

/** Writes a state file next to the previous one, which it replaces only when everything is published. */
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

  /** Yields the same nodes, and records each of them. Starts over each time it is called. */
  async *record(nodes: Iterable<Node> | AsyncIterable<Node>): AsyncGenerator<Node, void, undefined> {
    await this.#begin();
    for await (const node of nodes) {
      const text = toManifestText(node);
      this.#nodes++;
      this.#digest = addToDigest(this.#digest, text);
      this.#buffered += `${text}\n`;
      if (this.#buffered.length > bufferedLength) await this.#flush();
      yield node;
    }
  }

  async #begin(): Promise<void> {
    await this.#handle?.close();
    this.#buffered = `${stateHead}\n`;
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

  /** Replaces the state file by the new one. Throws an `InputError` if that fails. */
  async finish(uid: string, published: Definition): Promise<void> {
    const definition = plainDefinition(published);
    const integration = { uid, name: definition.name };
    const tail: StateTail = { integration, definition, nodes: this.#nodes, digest: this.#digest };
    this.#buffered += `${JSON.stringify(tail)}\n`;
    await this.#flush();
    await this.#attempt(async () => {
      await this.#handle?.sync();
      await this.#handle?.close();
      this.#handle = undefined;
      await rename(this.#part, this.#file);
    });
  }

  /** Removes what was written, and leaves the state file unchanged. Does nothing after `finish`. */
  async discard(): Promise<void> {
    await this.#handle?.close();
    this.#handle = undefined;
    await rm(this.#part, { force: true });
  }

  async #attempt(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (cause) {
      throw cannotWrite(`The state file ${this.#file}`, cause);
    }
  }
}
