import { describe, expect, test } from 'vitest';
import type { SqlTable } from '../src/sql/names.js';
import { tablesOfSql } from '../src/sql/tables-of-sql.js';

const dotted = (tables: readonly SqlTable[]) =>
  tables.map(({ database, schema, table }) => [database, schema, table].filter((part) => part !== undefined).join('.'));

/** The tables that a query reads, for a query that has no problem. */
function reads(sql: string): string {
  const { tables, problems } = tablesOfSql(sql);
  expect(tables.length === 0 ? [] : problems).toStrictEqual([]);
  return dotted(tables).join(' ');
}

const cases = (queries: Record<string, string>) => Object.entries(queries);

describe('a query reads', () => {
  test.each(
    cases({
      'select 1 as one from visits': 'visits',
      'SELECT * FROM Shop.Public.Visits v, other': 'Shop.Public.Visits other',
      'select * from a as x, b y, c where x.i = y.i': 'a b c',
      'select * from a left outer join b on a.i = b.i and a.k = b.k, c': 'a b c',
      'select * from a natural join b cross join c full join d using (i, k) join e on 1 = 1': 'a b c d e',
      'select * from a straight_join b': 'a b',
      'select straight_join x from a': 'a',
      'select * from a cross apply b.split(a.x) outer apply (select * from c) q': 'a c',
      'select * from (a join (b join c on true) on true) left join d on true': 'a b c d',
      'select * from ((select * from a) union (select * from b)) q join c on true': 'a b c',
      'select * from (((a)))': 'a',
      'select * from (values (1, 2), (3, 4)) v(x, y), a': 'a',
      'select (select max(x) from a), b.x from b where exists (select 1 from c) order by (select y from d)': 'a b c d',
      'select case when x in (select y from a) then 1 end from b group by x having x > (select z from c)': 'a b c',
      'select a.from, a.join from t a': 't',
      'select * from a union all select * from b except select * from c intersect select * from d': 'a b c d',
      'select * except (x, y) from a': 'a',
      'select * from a for update of a, b': 'a',
      'select * from a order by x, y limit 1, 2': 'a',
      'select sum(x) over (partition by y order by z) from a window w as (order by x), v as (order by y)': 'a',
      'select * from a, lateral (select * from b where b.i = a.i) q': 'a b',
      'select * from a use index for join (i), b force index (j, k)': 'a b',
      'select * from only a': 'a',
      'select * from a where x is not distinct from y and z is distinct from w': 'a',
      'select * from a; select * from b;; select * from A': 'a b',
      'table a': 'a',
      'from a select x where y = 1': 'a',
      'explain analyze select * from a': 'a',
      'select * from a\n  /* from b */ -- join c\n join d on true': 'a d',
      'select * from a /* b /* c */ d */ join e on true': 'a e',
      'select * from a /* one /* comment */ join e on true': 'a e',
      "select 'from a', ' -- ', '/*', 'it''s from b', \"from c\" from d": 'd',
      "select 'it\\'s from a' from b": 'b',
      "select * from a where x like '%\\' escape '\\' and y in (select z from b)": 'a b',
      "select E'it\\'s from a', $$ from b $$, $q$ from $$ c $q$, N'from d' from e": 'e',
      'select * from a . b . c': 'a.b.c',
      'select * from db..a': 'db.a',
      'select * from server.db.s.a': 'db.s.a',
      'select * from "A ""b"""."from" "select"': 'A "b".from',
      'select * from größe.täglich_ß': 'größe.täglich_ß',
      'select * from s.2024_visits, a1': 's.2024_visits a1',
      'select * from s.visits@remote r': 's.visits@remote',
      'select * from a where b = :from and c = @join and d = ? and e = %(from)s and f = $1 and g:from = 1': 'a',
      'select a::text from b': 'b',
      'select * from a tablesample (10), b tablesample bernoulli (1) x, c sample 0.1': 'a b c',
      'select * from dual, a': 'a',
    }),
  )('%s', (sql, expected) => {
    expect(reads(sql)).toBe(expected);
  });
});

describe('FROM in a call is not the clause', () => {
  test.each(
    cases({
      'select extract(year from day) from a': 'a',
      "select trim(both 'x' from y), trim(from z) from a": 'a',
      'select substring(x from 2 for 3), overlay(x placing y from 3), position(x in y) from a': 'a',
      'select extract(day from (select max(d) from b)) from a': 'b a',
      'select count(distinct x), sum(x) filter (where y in (select z from b)) from a': 'b a',
    }),
  )('%s', (sql, expected) => {
    expect(reads(sql)).toBe(expected);
  });
});

describe('a CTE is not a table', () => {
  test.each(
    cases({
      'with x as (select * from a), y (k, v) as (select * from x join b on true) select * from y, c': 'a b c',
      'with x as not materialized (select * from a) select * from X': 'a',
      'with "x y" as (select * from a) select * from "x y"': 'a',
      'with x as (select * from a) select * from s.x': 'a s.x',
      // Not visible in itself, in those before it, or after its statement.
      'with a as (select * from a) select * from a': 'a',
      'with x as (select * from y), y as (select * from a) select * from x, y': 'y a',
      'with x as (select * from a) select * from x; select * from x': 'a x',
      'select * from (with x as (select * from a) select * from x) q, x': 'a x',
      'with x as (with y as (select * from a) select * from y) select * from x, y': 'a y',
      'with x as (select 1) select * from a where i in (with a as (select * from b) select * from a)': 'a b',
      // Visible in itself and in those before it.
      'with recursive x as (select * from a union all select * from x) select * from x': 'a',
      'with recursive x as (select * from y), y as (select * from a) select * from x': 'a',
      'with recursive x as (select * from a union all select * from x) search depth first by i, k set o select * from x, b':
        'a b',
      'insert into t with x as (select * from a) select * from x': 'a',
      'with x as (select * from a) (select * from x union select * from b)': 'a b',
      'with x as (delete from a using b returning *), y as (update c set v = 1 from d) select * from x, y': 'a b d',
      'with 1 as n, (select max(i) from a) as m, x as (select * from b) select * from x where i < m': 'a b',
      'with recursive recursive as (select * from a) select * from recursive': 'a',
      'select * from a with ordinality': 'a',
    }),
  )('%s', (sql, expected) => {
    expect(reads(sql)).toBe(expected);
  });

  test('without RECURSIVE in dialects that do without it', () => {
    const sql = 'with x as (select * from a union all select * from x) select * from x';
    expect(dotted(tablesOfSql(sql).tables)).toStrictEqual(['a', 'x']);
    expect(dotted(tablesOfSql(sql, { dialect: 'tsql' }).tables)).toStrictEqual(['a']);
  });
});

describe('neither an alias nor a function is a table', () => {
  test.each(
    cases({
      'select * from a o, o.items i, i.parts': 'a',
      'select * from a, a.items': 'a',
      'select * from a cross join a.items': 'a',
      'select (select count(*) from o.items) from a o': 'a',
      'select * from a o where exists (select 1 from o.items)': 'a',
      'select * from (select * from a) o, o.items': 'a',
      // A schema that is called like an alias or a table.
      'select * from shop.visits shop join shop.pages p on true': 'shop.visits shop.pages',
      'select * from shop join shop.pages p on true': 'shop shop.pages',
      'select * from a o union select * from o.items': 'a o.items',
      'select * from generate_series(1, 10) g, a, s.f(a.x) as y (k), unnest(a.z) with offset as o, b': 'a b',
      'select * from table(flatten(input => a.b)) f, lateral flatten(input => f.c), d': 'd',
      'select * from rows from (f(1), g(2)) as q join a on true': 'a',
      'select * from f((select * from a)), g(table b), h(input => table(s.c))': 'a b s.c',
      'select * from a lateral view outer explode(m) t as k, v join b on true': 'a b',
      'select * from a left array join x as y, z join b using i, k': 'a b',
      'select * from a pivot (sum(x) for y in (select z from b)) p': 'a b',
      "select * from a at (timestamp => 'x'), b for system_time as of (select max(t) from c) x, d": 'a b c d',
      'select * from a with (nolock) join b (nolock) on true, c with (index(x), updlock)': 'a b c',
      'select * from a final sample 1 / 10 prewhere x = 1': 'a',
    }),
  )('%s', (sql, expected) => {
    expect(reads(sql)).toBe(expected);
  });
});

describe('a statement writes', () => {
  test.each([
    ['insert into s.t (a, b) select * from x', 'x', 's.t'],
    ['insert overwrite table t partition (d = 1) select * from x', 'x', 't'],
    ['insert all into t into u select * from x', 'x', 't u'],
    ['replace into t values (1)', '', 't'],
    ['insert into t (a) values (1) on duplicate key update a = 2', '', 't'],
    ['insert into t (a) select b from x on conflict do update set a = 1, c = 2', 'x', 't'],
    ['from x insert overwrite table t select a insert into u select b', 'x', 't u'],
    ['update t set a = 1, b = (select max(c) from x) where d = 2', 'x', 't'],
    ['update t as q set a = 1 from x, y where q.i = x.i', 'x y', 't'],
    ['update t join x on t.i = x.i set t.a = 1, t.b = 2', 'x', 't'],
    ['update o set a = 1 from s.orders o join x on true', 's.orders x', 's.orders'],
    ['delete from t where i in (select i from x)', 't x', 't'],
    ['delete from t using x, y where t.i = x.i', 't x y', 't'],
    ['delete o from orders o join x on true', 'orders x', 'orders'],
    ['delete from o from orders o', 'orders', 'orders'],
    ['merge into t using (select * from x) s on t.i = s.i when matched then update set a = 1, b = 2', 'x', 't'],
    ['merge t as d using s.x on true when not matched then insert (a, b) values (1, 2)', 's.x', 't'],
    ['create table if not exists s.t as select * from x', 'x', 's.t'],
    ['create or replace view t (a, b) with (x = 1) as with q as (select * from x) select * from q', 'x', 't'],
    ['create table t (a int, b text default (1))', '', 't'],
    ['create table t clone x', 'x', 't'],
    ['create table t as from x', 'x', 't'],
    ['create temp table t as select * from x; select * from t', 'x', ''],
    ["copy t from 's3://x'", '', 't'],
    ['copy t (a, b) from stdin', '', 't'],
    ["copy x to 'file'", 'x', ''],
    ["copy (select * from x) to 'file'", 'x', ''],
    ['copy into t from @stage/path', '', 't'],
    ['copy into @stage from x', 'x', ''],
    ['copy into t from (select $1 from @stage)', '', 't'],
    ['select * into #t from x; select * from #t', 'x', ''],
    ['select a into t from x', 'x', 't'],
    ["select a into outfile 'f' from x", 'x', ''],
    ['show tables from x', '', ''],
    ['grant select on x to y; revoke select on x from z; select 1 from a', 'a', ''],
    ['declare @t table (i int); insert into @t select * from x; select * from @t', 'x', ''],
    ['drop table t; pivot x on y using sum(z)', 'x', ''],
  ])('%s', (sql, read, written) => {
    const { tables, writes, complete } = tablesOfSql(sql);
    expect({ read: dotted(tables).join(' '), written: dotted(writes).join(' '), complete }).toStrictEqual({
      read,
      written,
      complete: true,
    });
  });
});
