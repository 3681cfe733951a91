import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SqlDialect } from '../src/sql/dialect.js';
import { tablesOfSql } from '../src/sql/tables-of-sql.js';
import { tablesOfTokens } from '../src/sql/tables-of-tokens.js';
import { tokensOf } from '../src/sql/tokens.js';

const dialects: readonly (SqlDialect | undefined)[] = [
  undefined,
  'bigquery',
  'clickhouse',
  'databricks',
  'duckdb',
  'mysql',
  'oracle',
  'postgres',
  'redshift',
  'snowflake',
  'trino',
  'tsql',
];

/** Pieces from which SQL, sound or not, is made. */
const pieces =
  `select|from|join|with|as|(|)|,|;|.|..|'|"|\`|[|]|[[|]]|{{|}}|{%|%}|{#|#}|{% if x %}|{% else %}|{% endif %}|--|\n|/*|*/|#|$$|$a$|\\|
@|:|?|a|b|a.b|a-b.c|{{#1}}|{{ ref('m') }}|{{ref(|union|recursive|insert into|update|delete|merge|using|create table|copy|table|values|lateral|view|
1|1.|1e|*|_|set|on|where|for|exists|intersect|declare @t table|identifier(|r'''|"""|//|${'$'}{|{a}|-|=|into|overwrite|clone|apply|cross`
    .split('|')
    .map((piece) => piece.replace(/^\n(?=.)/, ''));

const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 60 });
const anySql = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.tuple(soup, fc.constantFrom('', ' ')).map(([words, between]) => words.join(between)),
);

test('any string has an answer, and none is empty without a word', () => {
  fc.assert(
    fc.property(anySql, fc.constantFrom(...dialects), (sql, dialect) => {
      const { tables, cards, snippets, refs, problems } = tablesOfSql(sql, { dialect });
      expect(tables.length + cards.length + snippets.length + refs.length + problems.length).toBeGreaterThan(0);
      expect(tables.every(({ table }) => table !== '')).toBe(true);
    }),
    { numRuns: 5000 },
  );
});

/** A query and the tables that it reads, in order. */
interface Known {
  readonly sql: string;
  readonly tables: readonly string[];
}

const join = (known: readonly Known[], write: (...parts: readonly string[]) => string): Known => ({
  sql: write(...known.map(({ sql }) => sql)),
  tables: known.flatMap(({ tables }) => tables),
});

const anyName = fc.constantFrom('orders', 'Users', 'from_x', 'größe', 't1', 'a$b');
const quotedName = fc.constantFrom('select', 'two words', 'a.b', '--x', "it's", '(', 'cte1');
const part = fc.oneof(
  anyName.map((name) => ({ sql: name, name })),
  quotedName.map((name) => ({ sql: `"${name}"`, name })),
);
// Unlike tables and aliases: `a, a.b` is a table and its column.
const schema = fc.constantFrom(
  { sql: 'main', name: 'main' },
  { sql: '"Main.2"', name: 'Main.2' },
  { sql: '"group by"', name: 'group by' },
);
const anyTable: fc.Arbitrary<Known> = fc
  .tuple(fc.array(schema, { maxLength: 2 }), part)
  .map(([schemas, table]) => [...schemas, table])
  .filter((parts) => parts.length > 1 || parts[0]?.name !== 'cte1')
  .map((parts) => ({
    sql: parts.map(({ sql }) => sql).join('.'),
    tables: [JSON.stringify(parts.map(({ name }) => name))],
  }));
const decoy = fc.constantFrom(' ', '\n', ' -- from x\n', ' /* join y /* , z */ */ ', ' /* it\'s "from" */ ', '\t/**/ ');
const value = fc.constantFrom(
  '1',
  "'from x'",
  "'it''s, join y'",
  'c.from',
  '{{ value }}',
  ':from',
  '$$ from x $$',
  "E'\\' from x'",
  'extract(year from c)',
  "trim(both 'x' from c)",
  'f(c, 2)',
);

const { query } = fc.letrec<{ query: Known; source: Known; condition: Known }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.tuple(tie('source'), decoy).map(([source, gap]) => join([source], (from) => `select c${gap}from${gap}${from}`)),
    fc
      .tuple(value, tie('source'), tie('source'), tie('condition'), decoy)
      .map(([selected, one, two, condition, gap]) =>
        join(
          [one, two, condition],
          (a, b, c) => `SELECT ${selected}${gap}FROM ${a} left join ${b} on 1 = 1 where ${c}`,
        ),
      ),
    fc
      .tuple(tie('source'), tie('source'), fc.constantFrom('union', 'UNION ALL', 'except'))
      .map(([one, two, operator]) =>
        join([one, two], (a, b) => `select * from ${a} ${operator} select * from ${b} order by 1, 2`),
      ),
    fc
      .tuple(tie('query'), tie('source'), fc.constantFrom('cte1', 'CTE1', '"cte1"'), decoy)
      .map(([body, source, name, gap]) =>
        join([body, source], (a, b) => `with${gap}${name} (c) as${gap}(${a}) select * from Cte1 x1, ${b}`),
      ),
    fc
      .tuple(tie('query'), tie('condition'))
      .map(([body, condition]) =>
        join(
          [body, condition],
          (a, b) => `with recursive r1 as (${a} union select * from r1) select * from r1 where ${b}`,
        ),
      ),
    fc.tuple(tie('query')).map(([inner]) => join([inner], (sql) => `select (${sql}), 2`)),
  ),
  source: fc.oneof(
    { maxDepth: 4, depthSize: 'small', withCrossShrink: true },
    anyTable,
    fc.tuple(anyTable, decoy).map(([table, gap]) => join([table], (sql) => `${sql}${gap}as${gap}q1`)),
    fc.tuple(tie('source'), tie('source')).map((both) => join(both, (a, b) => `${a}, ${b}`)),
    fc.tuple(tie('source'), tie('source')).map((both) => join(both, (a, b) => `(${a} cross join ${b})`)),
    tie('query').map((inner) => join([inner], (sql) => `lateral (${sql}) q2`)),
    tie('query').map((inner) => join([inner], (sql) => `(${sql}) as q3 (k, v), unnest(q3.k) u1`)),
  ),
  condition: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    value.map((sql) => ({ sql: `c is distinct from ${sql}`, tables: [] })),
    tie('query').map((inner) => join([inner], (sql) => `exists (${sql}) [[and c = {{d}}]]`)),
    fc.tuple(value, tie('query')).map(([one, inner]) => join([inner], (sql) => `${one} in (${sql})`)),
  ),
}));

test('generated queries read the tables of which they were made', () => {
  fc.assert(
    fc.property(query, ({ sql, tables }) => {
      const found = tablesOfSql(sql).tables.map(({ database, schema, table }) =>
        JSON.stringify([database, schema, table].filter((name) => name !== undefined)),
      );
      const once = new Map<string, string>();
      for (const table of tables) if (!once.has(table.toLowerCase())) once.set(table.toLowerCase(), table);
      expect([...found].sort()).toStrictEqual([...once.values()].sort());
    }),
    { numRuns: 3000 },
  );
});

/** What makes a slow reader slow when it is repeated. */
const repeated = [
  'select * from a, ',
  '(',
  'select * from (',
  'with x as (',
  'with recursive x as (select * from (',
  'with recursive x as (select 1), y as (',
  ', x as (select * from a)',
  'from a o, o.b where exists (select 1 ',
  'from a, a.b where exists (select 1 ',
  'select (select 1 from a.b) from c a union ',
  '{% if a %} from ',
  'a.',
  'a-',
  ',a-b-',
  '/*',
  '/* */',
  '{{',
  '{{ ref(',
  "{{ ref('a",
  '[',
  '[[',
  '$a$ $b$ ',
  "'\\",
  '"',
  '#a ',
  '1.',
  'update a, ',
  ';',
  ' ',
];

describe('takes time in proportion to the length of', () => {
  test.each(repeated)('%j, repeated', (piece) => {
    const looks = (times: number) => {
      let count = 0;
      const tokens = new Proxy(tokensOf(`select * from t ${piece.repeat(times)}`).tokens, {
        get: (target, key, receiver) => {
          if (typeof key === 'string' && /^\d+$/.test(key)) count++;
          return Reflect.get(target, key, receiver);
        },
      });
      tablesOfTokens(tokens);
      return count;
    };
    const [small, large] = [looks(500), looks(1000)];
    expect(large).toBeLessThanOrEqual(2.1 * small + 100);
  });

  test.each(repeated)(
    '%j, 1 MB of it',
    (piece) => {
      const sql = `select * from t ${piece.repeat(1_000_000 / piece.length)}`;
      const before = process.cpuUsage();
      tablesOfSql(sql);
      const { user } = process.cpuUsage(before);
      expect(user / 1e6).toBeLessThan(5);
    },
    60_000,
  );
});
