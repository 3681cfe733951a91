import type { PublishLimits } from './options.js';

const quickMs = 2000;

/** How many nodes the next request gets: more and more while the server is quick, fewer once it cannot cope. */
export class BatchSize {
  readonly maxBytes: number;
  /** More nodes than this are known to be too many. */
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
    const fitting = Math.floor((this.maxBytes * 0.9) / this.#bytesPerNode); // Nodes differ in size: some room for it.
    return Math.max(1, Math.min(this.#size, fitting));
  }

  /** Nodes were serialised: a batch that exceeds `maxBytes` has to be made again, so the next one should not. */
  measured(nodes: number, bytes: number): void {
    if (nodes > 0) this.#bytesPerNode = bytes / nodes;
  }

  acknowledged(durationMs: number): void {
    this.#isQuick = durationMs < quickMs;
  }

  /** So many nodes were more than the server could take: as many are not tried again. */
  tooMany(nodes: number): void {
    this.most = Math.max(1, Math.min(this.most, Math.floor(nodes / 2)));
    this.#size = Math.min(this.#size, this.most);
  }
}
