import type { DbtReference } from '../reference.js';

/**
 * Finds tables among those that dbt builds or reads. `readDbtProject` of `paradime-integrations/dbt` returns one, and
 * anything else that knows the tables of a warehouse can be one too.
 */
export interface TableIndex {
  /** Finds what a string names: a table, a model, `schema.table`, `source.table`, or the `unique_id` of one of them. */
  find(text: string): TableResult;
  /** Finds what a reference names. A part that the reference or the table leaves out is not a contradiction. */
  resolve(reference: DbtReference): TableResult;
}

/** A table of the warehouse. Its names are in lower case. */
export interface Table {
  /** Id of the model, seed, snapshot or source in dbt, such as `model.shop.orders`. */
  readonly uniqueId: string;
  readonly database?: string | undefined;
  readonly schema?: string | undefined;
  readonly table: string;
  /** The `unique_id` of everything that it is made from. */
  readonly dependsOn?: readonly string[] | undefined;
}

/** The result of looking up a name or a reference. */
export type TableResult<Found extends Table = Table> =
  | { readonly status: 'found'; readonly relation: Found }
  /** Several tables fit. */
  | { readonly status: 'ambiguous'; readonly candidates: readonly Found[] }
  /** An ephemeral model, which has no table. `parents` are the nearest tables that it is made from. */
  | { readonly status: 'ephemeral'; readonly uniqueId: string; readonly parents: readonly Found[] }
  /** A disabled model, seed, snapshot or source, which dbt does not build. */
  | { readonly status: 'disabled'; readonly uniqueId: string }
  /** Nothing fits. `suggestions` are similar names, the most similar first. */
  | { readonly status: 'unknown'; readonly suggestions: readonly string[] };

/** The full name of a table, such as `analytics.marts.orders`, without the parts that it does not have. */
export function fullName({ database, schema, table }: Pick<Table, 'database' | 'schema' | 'table'>): string {
  return [database, schema, table].filter((part) => part).join('.');
}
