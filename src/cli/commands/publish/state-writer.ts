import { Replacement } from '../../../documents/write-file.js';
import { type Definition, plainDefinition } from '../../../lineage/definition.js';
import type { Node } from '../../../lineage/node.js';
import type { Redact } from '../../../transport/redact.js';
import { cannotWrite } from '../../terminal/failure.js';
import { addToDigest, stateHead, stateTail } from './state-format.js';
import { toStateLine } from './state-values.js';

/** Writes a state file next to the previous one, which it replaces only when everything is published. */
export class StateWriter {
  readonly #file: string;
  readonly #integration: string;
  readonly #redact: Redact;
  #last: Recording | undefined;

  /** `integration` is the name of the integration. Values from which `redact` removes something are not recorded. */
  constructor(file: string, integration: string, redact: Redact) {
    this.#file = file;
    this.#integration = integration;
    this.#redact = redact;
  }

  /**
   * Yields the same nodes, and records each of them. Starts over each time it is called: an earlier recording that is
   * still being read throws at its next node, and what it has written is dropped.
   */
  async *record(nodes: Iterable<Node> | AsyncIterable<Node>): AsyncGenerator<Node, void, undefined> {
    const former = this.#last;
    const recording = new Recording();
    this.#last = recording;
    await former?.discard();
    await this.#attempt(recording, () => recording.open(this.#file));
    for await (const node of nodes) {
      this.#assertLast(recording);
      if (recording.add(toStateLine(node, this.#integration, this.#redact)))
        await this.#attempt(recording, () => recording.flush());
      yield node;
    }
    await this.#attempt(recording, () => recording.flush());
  }

  /** Replaces the state file by the last recording. Throws an `InputError` if that fails. */
  async finish(uid: string, published: Definition, schemas?: readonly string[]): Promise<void> {
    const recording = this.#last;
    if (recording) await this.#attempt(recording, () => recording.finish(uid, published, schemas));
  }

  /** Removes what was written, and leaves the state file unchanged. Does nothing after `finish`. */
  async discard(): Promise<void> {
    const recording = this.#last;
    this.#last = undefined;
    await recording?.discard();
  }

  async #attempt(recording: Recording, write: () => Promise<void>): Promise<void> {
    this.#assertLast(recording);
    try {
      await write();
    } catch (cause) {
      this.#assertLast(recording);
      throw cannotWrite(`The state file ${this.#file}`, cause);
    }
    this.#assertLast(recording);
  }

  /** An earlier recording must not seem to end: whoever reads it would take it for complete. */
  #assertLast(recording: Recording): void {
    if (recording !== this.#last) throw new Error('The nodes are being read again.');
  }
}

const bufferedLength = 64 * 1024;

/** One reading of the nodes, in a temporary file of its own. */
class Recording {
  #replacement: Replacement | undefined;
  #isDiscarded = false;
  #buffered = `${stateHead}\n`;
  #nodes = 0;
  #digest = 0;

  async open(file: string): Promise<void> {
    this.#replacement = await Replacement.open(file);
    if (this.#isDiscarded) await this.#replacement.discard();
  }

  /** Adds the line of a node. Returns true when so much has come together that it should be flushed. */
  add(text: string): boolean {
    this.#nodes++;
    this.#digest = addToDigest(this.#digest, text);
    this.#buffered += `${text}\n`;
    return this.#buffered.length > bufferedLength;
  }

  async finish(uid: string, published: Definition, schemas: readonly string[] | undefined): Promise<void> {
    const definition = plainDefinition(published);
    const integration = { uid, name: definition.name };
    this.#buffered += `${stateTail({ integration, definition, nodes: this.#nodes, digest: this.#digest, schemas })}\n`;
    await this.flush();
    await this.#replacement?.finish();
  }

  async discard(): Promise<void> {
    this.#isDiscarded = true;
    await this.#replacement?.discard();
  }

  async flush(): Promise<void> {
    const text = this.#buffered;
    this.#buffered = '';
    await this.#replacement?.append(text);
  }
}
