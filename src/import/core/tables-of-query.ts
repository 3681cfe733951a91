import type { DbtReference } from '../../lineage/reference.js';
import { tablesOfSql } from '../../sql/tables-of-sql.js';

/** What a query reads. */
export interface QueryTables {
  readonly references: readonly DbtReference[];
  /** The numbers of the Metabase cards that it reads. */
  readonly cards: readonly number[];
  /** The names of the Metabase snippets in it. */
  readonly snippets: readonly string[];
  /** Whether it reads nothing, as `select 1` does. */
  readonly readsNothing: boolean;
  /** The reason why it names no table, or not all of them. */
  readonly why?: string | undefined;
}

/**
 * Finds what a query reads. `defaults` completes the tables that it names without a schema or database. Names of dbt in
 * Jinja (`ref`, `source`) need a project: without one the table of the same name is referred to.
 */
export function tablesOfQuery(
  sql: string,
  defaults: { readonly database?: string | undefined; readonly schema?: string | undefined },
  hasProject: boolean,
): QueryTables {
  const { tables, refs, cards, snippets, problems } = tablesOfSql(sql);
  const references = [
    ...tables.map(({ database = defaults.database, schema = defaults.schema, table }): DbtReference => {
      return {
        kind: 'dbt',
        table,
        ...(schema !== undefined && { schema }),
        ...(database !== undefined && { database }),
      };
    }),
    ...refs.map((ref): DbtReference => {
      if ('model' in ref) return hasProject ? { kind: 'dbt', model: ref.model } : { kind: 'dbt', table: ref.model };
      return hasProject ? { kind: 'dbt', source: `${ref.source}.${ref.table}` } : { kind: 'dbt', table: ref.table };
    }),
  ];
  const isEmpty = references.length + cards.length + snippets.length === 0;
  const readsNothing = isEmpty && /^\s*(?:select|with|values)\b/i.test(sql) && !/\b(?:from|join)\b|\{[{%]/i.test(sql);
  const why = isEmpty && problems.length === 0 ? 'its SQL names no table' : problems.join('; ');
  return { references, cards, snippets, readsNothing, ...(why !== '' && { why }) };
}
