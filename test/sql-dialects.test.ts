import { describe, expect, test } from 'vitest';
import { type SqlDialect, sqlDialectOf } from '../src/sql/dialect.js';
import { tablesOfSql } from '../src/sql/tables-of-sql.js';

const tablesOf = (sql: string, dialect?: SqlDialect) => tablesOfSql(sql, { dialect }).tables;

describe('the rules of a dialect', () => {
  test.each<[dialect: SqlDialect | undefined, sql: string, tables: unknown]>([
    ['bigquery', 'select * from `p-1.d.t`', [{ database: 'p-1', schema: 'd', table: 't' }]],
    [undefined, 'select * from `p-1.d.t_*`', [{ database: 'p-1', schema: 'd', table: 't_*' }]],
    [undefined, 'select * from `p-1`.d.`t` x', [{ database: 'p-1', schema: 'd', table: 't' }]],
    [
      undefined,
      'select a-b.c, d from p-1-x.d.t, q-2.d.u',
      [
        { database: 'p-1-x', schema: 'd', table: 't' },
        { database: 'q-2', schema: 'd', table: 'u' },
      ],
    ],
    ['bigquery', 'select * from `example.com:p.d.t`', [{ database: 'example.com:p', schema: 'd', table: 't' }]],
    [undefined, 'select * from [p-1:d.t]', [{ database: 'p-1', schema: 'd', table: 't' }]],
    ['bigquery', "select '''it's from a''', r'\\' from b', \"\"\"from \" c\"\"\" from d # from e", [{ table: 'd' }]],
    ['bigquery', 'select [1, (select 2 from a)], [x, y][offset(0)] from b', [{ table: 'a' }, { table: 'b' }]],
    [
      'bigquery',
      'from a |> join b using (i) |> where x in (select y from c)',
      [{ table: 'a' }, { table: 'b' }, { table: 'c' }],
    ],
    ['mysql', 'select 5--3 from `a.b` # from c', [{ table: 'a.b' }]],
    ['mysql', "select 'a\\'' from b -- from c", [{ table: 'b' }]],
    [
      'postgres',
      "select data #> '{x}' from a where b #>> '{y}' = '\\' and c in (select d from e)",
      [{ table: 'a' }, { table: 'e' }],
    ],
    [undefined, 'select * from a # from b\njoin c on true', [{ table: 'a' }, { table: 'c' }]],
    [undefined, '#from b\nselect * from c', [{ table: 'c' }]],
    ['snowflake', 'select * from a // from b\n, c', [{ table: 'a' }, { table: 'c' }]],
    [
      'snowflake',
      "select * from identifier('db.s.\"T\"') x, table('s.u')",
      [
        { database: 'db', schema: 's', table: 'T' },
        { schema: 's', table: 'u' },
      ],
    ],
    [
      'tsql',
      "select [it's], [Amount (USD)], [from] from [My DB]..[Order ]]Details] as [o d], #t",
      [{ database: 'My DB', table: 'Order ]Details' }],
    ],
    [
      undefined,
      'select [a b] from [Sales].[dbo].[Order (old)] where [x] in (1)',
      [{ database: 'Sales', schema: 'dbo', table: 'Order (old)' }],
    ],
    [undefined, "select [1, 2], ['from a'], m['from b'], [x, y] from c", [{ table: 'c' }]],
    [
      undefined,
      "select * from parquet.`/from/a.parquet`, delta.`s3://x/y`, 'b.csv', read_csv('c.csv'), d",
      [{ table: 'd' }],
    ],
  ])('%s: %s', (dialect, sql, tables) => {
    expect(tablesOf(sql, dialect)).toStrictEqual(tables);
  });
});

test.each([
  ['bigquery-cloud-sdk', 'bigquery'],
  ['sqlserver', 'tsql'],
  ['mssql+pymssql', 'tsql'],
  ['postgresql+psycopg2', 'postgres'],
  ['redshift', 'redshift'],
  ['awsathena+rest', 'trino'],
  ['sparksql', 'databricks'],
  ['clickhousedb+connect', 'clickhouse'],
  ['h2', undefined],
])('the dialect of the engine %s is %s', (engine, dialect) => {
  expect(sqlDialectOf(engine)).toBe(dialect);
});

describe('templates', () => {
  test('of Metabase: cards, snippets, parameters and optional parts', () => {
    const sql = `select * from {{#42-orders-model}} m join {{ #7 }} on true join a on {{snippet: Only paid}}
      where b = {{status}} [[and c in (select d from [[e]] where f = {{ g }})]]`;
    expect(tablesOfSql(sql)).toStrictEqual({
      tables: [{ table: 'a' }, { table: 'e' }],
      writes: [],
      cards: [42, 7],
      snippets: ['Only paid'],
      refs: [],
      problems: [],
      complete: true,
    });
  });

  test('of Metabase in T-SQL', () => {
    expect(
      tablesOf('select [x] from [a] where 1 = 1 [[and {{b}} in (select [i] from [dbo].[c]]]) and [d] = 1', 'tsql'),
    ).toStrictEqual([{ table: 'a' }, { schema: 'dbo', table: 'c' }]);
  });

  test('of Jinja: references, conditions and comments', () => {
    const sql = `{% set paid = ref('payments') %} {# from a #}
      select {{ dbt_utils.star(from=ref('shop', 'orders', v=2)) }}
      from {{ ref("orders") }} o join {{ source('crm', 'users') }} u on true
      join {% if x %} s.b {% else %} s.c {% endif %} on true where {% if filter %} d = '{{ e }}' {% endif %}`;
    expect(tablesOfSql(sql)).toMatchObject({
      tables: [
        { schema: 's', table: 'b' },
        { schema: 's', table: 'c' },
      ],
      refs: [
        { model: 'payments' },
        { model: 'orders', package: 'shop', version: '2' },
        { model: 'orders' },
        { source: 'crm', table: 'users' },
      ],
      problems: [],
    });
  });

  test.each([
    ['select * from {{ schema }}.a', [{ table: 'a' }]],
    ['select * from db.{{ schema }}.a', [{ database: 'db', table: 'a' }]],
    ['select * from {{ db }}.s.a', [{ schema: 's', table: 'a' }]],
    ['select * from "{{ schema }}"."a"', [{ table: 'a' }]],
    ['select * from `{{ project }}.s.a`', [{ schema: 's', table: 'a' }]],
    ['select * from :schema.a join $' + '{schema}.b on true', [{ table: 'a' }, { table: 'b' }]],
  ])('in front of a table leave what is known: %s', (sql, tables) => {
    expect(tablesOfSql(sql)).toMatchObject({ tables, problems: [] });
  });
});

describe('a query says why tables are missing', () => {
  test.each([
    ['', 'the query is empty', true],
    ['-- select * from a', 'the query is empty', true],
    ['select 1', 'no FROM', true],
    ["select * from f(1), 'a.csv'", 'it reads only table functions, files', true],
    ['with a as (select 1) select * from a', 'it reads only its own subqueries', true],
    ['select * from {{ table }}', 'the table is a template: {{ table }}', false],
    ['select * from {{ this }} join a on true', 'the table is a template: {{ this }}', false],
    ['select * from {catalog}', 'the table is a template: {catalog}', false],
    ['select * from a_{{ suffix }}', 'the name of a table is not complete: a_{{ suffix }}', false],
    ['select * from {{ prefix }}_a', 'the name of a table is not complete: {{ prefix }}_a', false],
    ['select * from s.{{ table }}', 'the name of a table is not complete: s.{{ table }}', false],
    ['select * from :table', 'the table is a parameter: :table', false],
    ['select * from ?', 'the table is a parameter: ?', false],
    ['select * from identifier($t)', 'the table is a parameter: $t', false],
    [
      "select * from external_query('c', 'select 1')",
      'EXTERNAL_QUERY runs a query elsewhere, which is not read',
      false,
    ],
    ["execute immediate 'select 1'", 'EXECUTE IMMEDIATE runs a query in a string, which is not read', false],
    ['select * from', 'no table after FROM', false],
    ['select * from where x = 1', 'no table before where', false],
    ['select (select * from) from a', 'no table before )', false],
    ["select * from a\nwhere b = 'c from d", 'the string at line 2, column 11 is not closed', false],
    ['select * from a /* from b', 'the comment at line 1, column 17 is not closed', false],
    ['select * from a where b = {{ c', 'the template at line 1, column 27 is not closed', false],
    ['select * from (select * from a', 'a parenthesis is not closed', false],
  ])('%s', (sql, problem, complete) => {
    expect(tablesOfSql(sql)).toMatchObject({ problems: [problem], complete });
  });

  test('and keeps what it knows', () => {
    expect(tablesOf('select * from a where (b = (1; select * from c join d on (x')).toStrictEqual([
      { table: 'a' },
      { table: 'c' },
      { table: 'd' },
    ]);
    expect(tablesOf("select * from a where b = 'c from d")).toStrictEqual([{ table: 'a' }]);
  });

  test('without what stands in strings', () => {
    expect(JSON.stringify(tablesOfSql("select * from identifier('{{ hush }}') where a = 'hush"))).not.toMatch(
      /a = |'hush/,
    );
  });
});
