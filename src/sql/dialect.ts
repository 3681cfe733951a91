/** A family of SQL. */
export type SqlDialect = 'mysql' | 'postgres';

/** The dialect of a database, by what a tool calls its engine. Undefined for an unknown engine. */
export function sqlDialectOf(engine: string): SqlDialect | undefined {
  return /mysql/i.test(engine) ? 'mysql' : /postgres/i.test(engine) ? 'postgres' : undefined;
}
