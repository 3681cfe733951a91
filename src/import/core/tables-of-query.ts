import type { DbtReference } from '../../lineage/reference.js';
import { withoutUndefined } from '../../lineage/without-undefined.js';
import { sqlDialectOf } from '../../sql/dialect.js';
import { tablesOfSql } from '../../sql/tables-of-sql.js';

/** The database that a query is sent to, as far as the tool names it. */
export interface QueriedDatabase {
  /** The tool's name for the engine, such as `postgresql`, which says in which dialect the query is written. */
  readonly engine?: string | undefined;
  readonly database?: string | undefined;
  readonly schema?: string | undefined;
}

/** Everything that a query reads. */
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
 * Finds what a query of a database reads. Tables that it names without a schema or database are in those of the database.
 * Names of dbt in Jinja (`ref`, `source`) need a project: without one the table of the same name is referred to.
 */
export function tablesOfQuery(sql: string, from: QueriedDatabase, hasProject: boolean): QueryTables {
  const { engine = '', database, schema } = from;
  const { tables, refs, cards, snippets, problems, complete } = tablesOfSql(sql, { dialect: sqlDialectOf(engine) });
  const references = [
    ...tables.map((table): DbtReference => {
      return withoutUndefined({
        kind: 'dbt',
        table: table.table,
        schema: table.schema ?? schema,
        database: table.database ?? database,
      });
    }),
    ...refs.map((ref): DbtReference => {
      if ('model' in ref) return hasProject ? { kind: 'dbt', model: ref.model } : { kind: 'dbt', table: ref.model };
      return hasProject ? { kind: 'dbt', source: `${ref.source}.${ref.table}` } : { kind: 'dbt', table: ref.table };
    }),
  ];
  const isEmpty = references.length + cards.length + snippets.length === 0;
  const why = isEmpty && problems.length === 0 ? 'its SQL names no table' : problems.join('; ');
  return { references, cards, snippets, readsNothing: isEmpty && complete, ...(why !== '' && { why }) };
}
