/** The engine of a connection of SQLAlchemy, and the parts of a table's name that it implies. */
export interface Connection {
  /** The dialect in the address, such as `postgresql`. */
  readonly engine?: string | undefined;
  readonly database?: string | undefined;
  readonly schema?: string | undefined;
}

/** The meaning of the path in an address, by dialect: a database, and perhaps a schema, or a schema alone. */
const pathOf: Readonly<Record<string, 'database' | 'schema'>> = {
  cockroachdb: 'database',
  greenplum: 'database',
  mssql: 'database',
  netezza: 'database',
  postgres: 'database',
  postgresql: 'database',
  presto: 'database',
  redshift: 'database',
  snowflake: 'database',
  trino: 'database',
  vertica: 'database',
  awsathena: 'schema',
  clickhouse: 'schema',
  clickhousedb: 'schema',
  databricks: 'schema',
  doris: 'schema',
  hive: 'schema',
  impala: 'schema',
  mariadb: 'schema',
  mysql: 'schema',
  singlestoredb: 'schema',
  starrocks: 'schema',
};

/**
 * Reads engine, database and schema from the address of a connection, as far as addresses of its dialect name them. Empty
 * for a template in place of an address. Nothing else of the address is kept, because it may contain a password.
 */
export function readConnection(uri: unknown): Connection {
  if (typeof uri !== 'string') return {};
  const [, dialect = '', rest = ''] = /^([a-z0-9_]+)(?:\+\w+)?:\/\/(.*)$/is.exec(uri.trim()) ?? [];
  if (dialect === '') return {};
  const engine = dialect.toLowerCase();
  const [address = '', query = ''] = rest.split('?', 2);
  const [host, first, second] = address
    .slice(address.lastIndexOf('@') + 1)
    .split('/')
    .map(decoded);
  if (engine === 'bigquery') return named(engine, host, first);
  const meaning = Object.hasOwn(pathOf, engine) ? pathOf[engine] : undefined;
  if (meaning === 'database') return named(engine, first, second);
  if (meaning === undefined) return { engine };
  const parameters = new URLSearchParams(query);
  return named(engine, parameters.get('catalog') ?? undefined, first || (parameters.get('schema') ?? undefined));
}

function named(engine: string, database: string | undefined, schema: string | undefined): Connection {
  return { engine, ...(database && { database }), ...(schema && { schema }) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
