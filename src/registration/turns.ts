import { abortable } from '../transport/deadline.js';

/** Runs pieces of work one after the other if they have the same name, so that an integration is not registered twice. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  take<Result>(name: string, signal: AbortSignal | undefined, work: () => Promise<Result>): Promise<Result> {
    const before = this.#last.get(name) ?? Promise.resolve();
    const turn = abortable(signal, () => before).then(work);
    // The turn of an aborted call ends with the one before it, so that the next call does not begin early.
    const ended: Promise<unknown> = Promise.allSettled([before, turn]).then(() => {
      if (this.#last.get(name) === ended) this.#last.delete(name);
    });
    this.#last.set(name, ended);
    return turn;
  }
}
