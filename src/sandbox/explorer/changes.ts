const longestWaitMs = 20_000;
/** Changes often come in quick succession. Those within this time are reported together. */
const gatherMs = 50;

/** Counts changes, and lets callers wait for the next one. */
export class Changes {
  /** Starts at the current time, so that a page sees a new sandbox on the same port as a change. */
  #revision = Date.now();
  readonly #waiting = new Set<() => void>();

  note(): void {
    this.#revision++;
    for (const wake of this.#waiting) setTimeout(wake, gatherMs).unref();
    this.#waiting.clear();
  }

  /** The current revision. If it equals `after`, waits for the next one, for at most 20 seconds. */
  async revision(after?: number | null): Promise<number> {
    if (after === this.#revision) await this.#next();
    return this.#revision;
  }

  #next(): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, longestWaitMs).unref();
      this.#waiting.add(wake);
    });
  }
}
