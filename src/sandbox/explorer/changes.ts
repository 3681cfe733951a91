const longestWaitMs = 20_000;
/** Changes often come together; they are told together. */
const gatherMs = 50;

/** Counts changes, and lets those who watch wait for the next. */
export class Changes {
  /** Another sandbox on the same port begins with another number, so that a page takes it for a change. */
  #revision = Date.now();
  readonly #waiting = new Set<() => void>();

  note(): void {
    this.#revision++;
    for (const wake of this.#waiting) setTimeout(wake, gatherMs).unref();
    this.#waiting.clear();
  }

  /** The current number; where `after` is it, the next one, or after a while the same. */
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
