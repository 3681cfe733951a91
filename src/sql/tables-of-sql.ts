import type { SqlDialect } from './dialect.js';
import type { OtherSource } from './findings.js';
import type { SqlTable } from './names.js';
import { tablesOfTokens } from './tables-of-tokens.js';
import type { SqlReference } from './templates.js';
import { tokensOf } from './tokens.js';

/** The tables that a query reads and writes. */
export interface SqlTables {
  /** The tables that it reads, by first appearance, none twice. Names that differ in case alone count as one. */
  readonly tables: readonly SqlTable[];
  /** The tables that it writes to. */
  readonly writes: readonly SqlTable[];
  /** The numbers of Metabase's questions and models that it reads: 42 for `{{#42-orders}}`. */
  readonly cards: readonly number[];
  /** The names of Metabase's snippets in it, whose tables are unknown here. */
  readonly snippets: readonly string[];
  /** The dbt models and sources that it names by `{{ ref('x') }}` and `{{ source('a', 'b') }}`. */
  readonly refs: readonly SqlReference[];
  /** Why tables are missing, or why there are none: `the table is a template: {{ table }}`. */
  readonly problems: readonly string[];
  /** Whether everything that it reads is named: false with a problem that hides a table, true for `SELECT 1`. */
  readonly complete: boolean;
}

/** Settings of {@link tablesOfSql}. */
export interface SqlOptions {
  /** The dialect. Without one, quotes and comments that mean different things in different dialects are guessed. */
  readonly dialect?: SqlDialect | undefined;
}

/**
 * Finds the tables that a query reads, in any dialect, with its templates in place. Never throws, and takes time in
 * proportion to the length of the query. A query without results has a problem that says why.
 *
 * It reads tokens, not grammar. Known limits:
 * - A query in a string (`EXECUTE IMMEDIATE`, `OPENQUERY`) is not read, which is a problem, nor are the bodies of functions.
 * - The default database and schema are unknown: a table has the parts that the query gives it. Of more than three parts,
 *   the last three count.
 * - `USE`, synonyms, views and the values of parameters are not followed.
 * - A CTE that reads a name of its own counts as recursive only after `RECURSIVE`, or in dialects that do without it.
 * - `DELETE FROM t` reads and writes `t`; `INSERT`, `UPDATE` and `MERGE` only write to their target.
 * - All branches of a Jinja condition count, and macros that build a query are unknown, except for the `ref` and `source`
 *   among their arguments.
 * - Without a dialect, `a.b` between backquotes counts as two parts, `FROM orders, orders.items` as one table with a column
 *   that is a list, and a backslash before a quote as an escape only if a letter, a digit or a quote follows.
 */
export function tablesOfSql(sql: string, { dialect }: SqlOptions = {}): SqlTables {
  const { tokens, problems } = tokensOf(sql, dialect);
  const found = tablesOfTokens(tokens, dialect);
  const reads = found.candidates.filter(({ isColumn }) => !isColumn).map(({ table }) => table);
  const all = [...problems, ...found.problems];
  const isEmpty = reads.length + found.cards.size + found.snippets.size + found.references.size + all.length === 0;
  return {
    tables: withoutRepeats(reads),
    writes: withoutRepeats(found.writes),
    cards: [...found.cards],
    snippets: [...found.snippets],
    refs: [...found.references.values()],
    problems: isEmpty ? [whyEmpty(tokens.length, [...found.otherSources])] : all,
    complete: all.length === 0,
  };
}

function withoutRepeats(tables: readonly SqlTable[]): readonly SqlTable[] {
  const kept = new Map<string, SqlTable>();
  for (const table of tables) {
    const key = JSON.stringify([table.database, table.schema, table.table]).toLowerCase();
    if (!kept.has(key)) kept.set(key, table);
  }
  return [...kept.values()];
}

function whyEmpty(length: number, sources: readonly OtherSource[]): string {
  if (length === 0) return 'the query is empty';
  return sources.length === 0 ? 'no FROM' : `it reads only ${sources.join(', ')}`;
}
