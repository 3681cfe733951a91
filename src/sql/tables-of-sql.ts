import type { SqlDialect } from './dialect.js';

/** The tables of a query. */
export interface SqlTables {
  readonly tables: readonly SqlTable[];
  readonly cards: readonly number[];
  readonly snippets: readonly string[];
  readonly refs: readonly ({ readonly model: string } | { readonly source: string; readonly table: string })[];
  readonly writes: readonly SqlTable[];
  readonly problems: readonly string[];
  /** Whether everything that it reads is named. */
  readonly complete: boolean;
}

export interface SqlOptions {
  readonly dialect?: SqlDialect | undefined;
}

/** The name of a table in a query. */
export interface SqlTable {
  readonly database?: string | undefined;
  readonly schema?: string | undefined;
  readonly table: string;
}

/** Finds the tables after FROM and JOIN that are not names of the query itself. */
export function tablesOfSql(sql: string, _options: SqlOptions = {}): SqlTables {
  const own = new Set([...sql.matchAll(/(\w+)\s+as\s*\(/gi)].map(([, name = '']) => name.toLowerCase()));
  const found = new Map<string, SqlTable>();
  for (const [, name = ''] of sql.matchAll(/\b(?:from|join)\s+([\w.]+)/gi)) {
    if (own.has(name.toLowerCase())) continue;
    const [table = '', schema, database] = name.split('.').reverse();
    found.set(name, { table, ...(schema && { schema }), ...(database && { database }) });
  }
  const problems = found.size === 0 ? ['no FROM'] : [];
  const complete = found.size > 0 || !/\b(?:from|join)\b|\{[{%]/i.test(sql);
  return { tables: [...found.values()], cards: [], snippets: [], refs: [], writes: [], problems, complete };
}
