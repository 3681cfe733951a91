/** A family of SQL whose rules of quoting differ from the others'. */
export type SqlDialect =
  | 'bigquery'
  | 'clickhouse'
  | 'databricks'
  | 'duckdb'
  | 'mysql'
  | 'oracle'
  | 'postgres'
  | 'redshift'
  | 'snowflake'
  | 'trino'
  | 'tsql';

/** How a dialect writes strings, names and comments. What is absent is guessed from the query. */
export interface Lexis {
  /** Whether a backslash keeps the quote after it from ending the string. */
  readonly backslash?: boolean;
  /** Whether comments nest. */
  readonly nestedComments?: boolean;
  /** Whether `#` begins a comment, or a temporary table. */
  readonly hash?: 'comment' | 'name' | 'operator';
  /** Whether `[a]` is a name. */
  readonly brackets?: boolean;
  /** Whether three quotes begin a string. */
  readonly tripleQuotes?: boolean;
  /** Whether a backquoted name is divided at its dots. */
  readonly dottedBackquotes?: boolean;
  /** Whether an unquoted name may have hyphens. */
  readonly hyphens?: boolean;
  /** Whether a CTE may read itself without `RECURSIVE`. */
  readonly implicitRecursion?: boolean;
}

const lexes = {
  bigquery: { backslash: true, nestedComments: false, hash: 'comment', brackets: false, tripleQuotes: true },
  clickhouse: { backslash: true, nestedComments: true, brackets: false, hyphens: false, dottedBackquotes: false },
  databricks: { backslash: true, nestedComments: true, hash: 'operator', brackets: false, dottedBackquotes: false },
  duckdb: { backslash: false, nestedComments: true, hash: 'operator', brackets: false, hyphens: false },
  mysql: { backslash: true, nestedComments: false, hash: 'comment', dottedBackquotes: false, hyphens: false },
  oracle: { backslash: false, nestedComments: false, hash: 'operator', hyphens: false, implicitRecursion: true },
  postgres: { backslash: false, nestedComments: true, hash: 'operator', brackets: false, hyphens: false },
  redshift: { backslash: true, nestedComments: true, hash: 'name', brackets: false, hyphens: false },
  snowflake: { backslash: true, nestedComments: false, hash: 'operator', hyphens: false, implicitRecursion: true },
  trino: { backslash: false, nestedComments: false, hash: 'operator', brackets: false, hyphens: false },
  tsql: { backslash: false, nestedComments: true, hash: 'name', brackets: true, implicitRecursion: true },
} as const satisfies Record<SqlDialect, Lexis>;

/** The rules of a dialect. Without one, nothing is settled. */
export function lexisOf(dialect: SqlDialect | undefined): Lexis {
  return dialect === undefined ? {} : lexes[dialect];
}

const engines: readonly (readonly [name: RegExp, dialect: SqlDialect])[] = [
  [/bigquery/, 'bigquery'],
  [/clickhouse/, 'clickhouse'],
  [/databricks|spark|hive/, 'databricks'],
  [/duckdb|motherduck/, 'duckdb'],
  [/mysql|mariadb|starrocks|doris/, 'mysql'],
  [/oracle/, 'oracle'],
  [/redshift/, 'redshift'],
  [/postgres|cockroach|greenplum/, 'postgres'],
  [/snowflake/, 'snowflake'],
  [/trino|presto|athena|starburst/, 'trino'],
  [/mssql|sqlserver|synapse|fabric|tsql/, 'tsql'],
];

/**
 * The dialect of a database, by what a tool calls its engine: `bigquery-cloud-sdk` and `sqlserver` of Metabase,
 * `postgresql+psycopg2` and `awsathena+rest` of Superset. Undefined for an unknown engine.
 */
export function sqlDialectOf(engine: string): SqlDialect | undefined {
  const name = engine.toLowerCase();
  return engines.find(([pattern]) => pattern.test(name))?.[1];
}
