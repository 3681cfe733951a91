import { abortable } from '../transport/deadline.js';

/** Runs pieces of work one after the other if they have the same name, so that an integration is not registered twice. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  async take<Result>(name: string, signal: AbortSignal | undefined, work: () => Promise<Result>): Promise<Result> {
    const before = this.#last.get(name) ?? Promise.resolve();
    const turn = abortable(signal, () => before).then(work);
    const ended = Promise.allSettled([before, turn]);
    this.#last.set(name, ended);
    try {
      return await turn;
    } finally {
      if (this.#last.get(name) === ended) this.#last.delete(name);
    }
  }
}
