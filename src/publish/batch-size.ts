import type { PublishLimits } from './options.js';

const quickMs = 2000;

/**
 * Decides the number of nodes in the next request: more while the server is quick, fewer once a request is too large.
 */
export class BatchSize {
  readonly maxBytes: number;
  /** The most nodes per request, as given in the options or as learned from the server. */
  most: number;
  #size: number;
  #isQuick = false;
  #bytesPerNode = 0;

  constructor({ initial, max, maxBytes }: Pick<PublishLimits, 'initial' | 'max' | 'maxBytes'>) {
    this.#size = initial;
    this.most = max;
    this.maxBytes = maxBytes;
  }

  next(): number {
    if (this.#isQuick) this.#size = Math.min(this.#size * 2, this.most);
    const fitting = Math.floor((this.maxBytes * 0.9) / this.#bytesPerNode); // Leaves room, because nodes differ in size.
    return Math.max(1, Math.min(this.#size, fitting));
  }

  /** Records the size of a serialised batch, so that the next one stays below `maxBytes` and need not be split. */
  measured(nodes: number, bytes: number): void {
    if (nodes > 0) this.#bytesPerNode = bytes / nodes;
  }

  /** Records how long an acknowledged request took, in milliseconds. */
  acknowledged(durationMs: number): void {
    this.#isQuick = durationMs < quickMs;
  }

  /** Records that this number of nodes was too large for the server, so that it is not tried again. */
  tooMany(nodes: number): void {
    this.most = Math.max(1, Math.min(this.most, Math.floor(nodes / 2)));
    this.#size = Math.min(this.#size, this.most);
  }
}
