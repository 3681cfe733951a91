import { type DbtReference, dbtName, type Reference } from '../../lineage/reference.js';
import { fullName } from '../../lineage/tables/table-index.js';
import type { TableResolver } from '../../lineage/tables/table-resolver.js';
import type { TableSummary, UnresolvedTable } from './summary.js';

/** Replaces references by those to the tables of a dbt project, and counts what is found and what is not. */
export class TableTally {
  readonly #resolver: TableResolver | undefined;
  readonly #found = new Set<string>();
  readonly #unknown = new Map<string, Unresolved>();
  readonly #ambiguous = new Map<string, Unresolved>();

  constructor(resolver: TableResolver | undefined) {
    this.#resolver = resolver;
  }

  /** The references to send for a reference of the node with the id `by`. */
  resolve(reference: DbtReference, by: string): readonly Reference[] {
    if (this.#resolver === undefined) return [reference];
    const { replacement, warning } = this.#resolver.lookUp(reference);
    if (replacement) {
      for (const table of replacement) this.#found.add(nameOf(table));
      return replacement;
    }
    const unresolved = warning?.code === 'ambiguous-table' ? this.#ambiguous : this.#unknown;
    const table = nameOf(reference);
    const known = unresolved.get(table) ?? { table, by: new Set(), why: warning?.message ?? '' };
    known.by.add(by);
    unresolved.set(table, known);
    return [reference];
  }

  toSummary(): TableSummary {
    return { found: this.#found.size, unknown: sorted(this.#unknown), ambiguous: sorted(this.#ambiguous) };
  }
}

interface Unresolved {
  readonly table: string;
  readonly by: Set<string>;
  readonly why: string;
}

function sorted(tables: ReadonlyMap<string, Unresolved>): readonly UnresolvedTable[] {
  return [...tables.values()]
    .map(({ table, by, why }) => ({ table, by: [...by].toSorted(), why }))
    .toSorted((one, other) => (one.table < other.table ? -1 : 1));
}

function nameOf(reference: DbtReference): string {
  const { database, schema } = reference;
  return fullName({ database, schema, table: dbtName(reference) });
}
