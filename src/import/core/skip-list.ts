import type { SkippedItems } from './summary.js';

const mostExamples = 5;

/** Counts what an importer skips, by reason. */
export class SkipList {
  readonly #reasons = new Map<string, { readonly what: string; readonly why: string; readonly names: string[] }>();

  /** Adds an item, such as the `file` of this name. */
  add(what: string, why: string, name: string): void {
    const key = `${what}\0${why}`;
    const reason = this.#reasons.get(key) ?? { what, why, names: [] };
    reason.names.push(name);
    this.#reasons.set(key, reason);
  }

  /** The items by reason, in an order that does not depend on the order in which they were added. */
  toSummary(): readonly SkippedItems[] {
    return [...this.#reasons]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([, { what, why, names }]) => ({
        what,
        why,
        count: names.length,
        examples: [...new Set(names)].toSorted().slice(0, mostExamples),
      }));
  }
}
