import fc from 'fast-check';
import { type DbtProject, type DbtRelation, readDbtProject, UnknownTableError } from 'paradime-integrations/dbt';
import { describe, expect, test } from 'vitest';
import { type DbtNode, manifest, model, sourceTable } from './support/dbt.js';

const projectOf = (nodes: readonly DbtNode[], sections: DbtNode = {}) => readDbtProject(manifest(nodes, sections));

/** A result in a few words. */
function found(result: ReturnType<DbtProject['find']>): string {
  const list = (relations: readonly DbtRelation[]) => relations.map(({ uniqueId }) => uniqueId).join(' ');
  switch (result.status) {
    case 'found':
      return list([result.relation]);
    case 'ambiguous':
      return `ambiguous: ${list(result.candidates)}`;
    case 'ephemeral':
      return `ephemeral: ${list(result.parents)}`;
    case 'disabled':
      return `disabled: ${result.uniqueId}`;
    case 'unknown':
      return `unknown: ${result.suggestions.join(' ')}`;
  }
}

describe('find', () => {
  const shop = projectOf(
    [
      model('orders'),
      model('payments', { alias: 'transactions' }),
      model('Customers', { alias: 'DIM_Customers', schema: 'Core' }),
      model('dim', { unique_id: 'model.shop.dim.v1', version: 1, latest_version: 2, alias: 'dim_v1' }),
      model('dim', { unique_id: 'model.shop.dim.v2', version: 2, latest_version: 2, alias: 'dim_v2' }),
      model('old', { unique_id: 'model.shop.old.v1', version: 1, alias: 'old_v1' }),
      model('old', { unique_id: 'model.shop.old.v2', version: 2, alias: 'old_v2' }),
      model('recent', { unique_id: 'model.shop.recent.v3', version: 3, is_latest_version: true, alias: 'recent_v3' }),
      sourceTable('crm', 'users', { identifier: 'users_raw' }),
      sourceTable('crm', 'refunds'),
      model('refunds'),
      sourceTable('copy', 'orders', { database: 'analytics', schema: 'marts' }),
      model('base', { config: { materialized: 'ephemeral' }, depends_on: { nodes: ['model.shop.mid'] } }),
      model('mid', {
        config: { materialized: 'ephemeral' },
        depends_on: { nodes: ['source.shop.crm.users', 'model.shop.base', 'model.shop.orders'] },
      }),
      model('constant', { config: { materialized: 'ephemeral' } }),
    ],
    {
      disabled: { 'model.shop.gone': [model('gone')], 'model.shop.orders': [model('orders')] },
      metrics: { 'metric.shop.revenue': { depends_on: { nodes: ['model.shop.base'] } } },
    },
  );

  test.each([
    ['orders', 'model.shop.orders'], // A source names the same table; dbt builds it.
    ['ORDERS', 'model.shop.orders'],
    ['marts.orders', 'model.shop.orders'],
    ['analytics.marts.orders', 'model.shop.orders'],
    ['copy.orders', 'source.shop.copy.orders'],
    ['model.shop.orders', 'model.shop.orders'],
    ['source.shop.copy.orders', 'source.shop.copy.orders'],
    ['payments', 'model.shop.payments'],
    ['transactions', 'model.shop.payments'],
    ['marts.payments', 'unknown: analytics.marts.transactions'],
    ['customers', 'model.shop.Customers'],
    ['dim_customers', 'model.shop.Customers'],
    ['core.dim_customers', 'model.shop.Customers'],
    ['dim', 'model.shop.dim.v2'],
    ['dim.v1', 'model.shop.dim.v1'],
    ['dim_v1', 'model.shop.dim.v1'],
    ['old', 'ambiguous: model.shop.old.v1 model.shop.old.v2'],
    ['recent', 'model.shop.recent.v3'],
    ['crm.users', 'source.shop.crm.users'],
    ['crm.users_raw', 'source.shop.crm.users'],
    ['users_raw', 'source.shop.crm.users'],
    ['users', 'unknown: '], // Sources are known by source and table.
    ['refunds', 'ambiguous: source.shop.crm.refunds model.shop.refunds'],
    ['raw.crm.refunds', 'source.shop.crm.refunds'],
    ['base', 'ephemeral: source.shop.crm.users model.shop.orders'],
    ['marts.base', 'ephemeral: source.shop.crm.users model.shop.orders'],
    ['constant', 'ephemeral: '],
    ['gone', 'disabled: model.shop.gone'],
    ['ordes', 'unknown: analytics.marts.orders'],
    ['dev.orders', 'unknown: analytics.marts.orders'],
    ['prod.marts.orders', 'unknown: analytics.marts.orders'],
    ['nothing like it', 'unknown: '],
    ['', 'unknown: '],
    ['.', 'unknown: '],
  ])('%s', async (text, expected) => {
    const project = await shop;
    const sorted = (shown: string) => shown.split(' ').toSorted().join(' ');
    expect(sorted(found(project.find(text)))).toBe(sorted(expected));
  });

  test.each([
    [{ table: 'orders', schema: 'marts' }, 'model.shop.orders'],
    [{ table: 'Orders', schema: 'MARTS', database: 'Analytics' }, 'model.shop.orders'],
    [{ table: 'payments', schema: 'marts' }, 'model.shop.payments'],
    [{ table: 'orders', schema: '' }, 'model.shop.orders'],
    [{ table: 'orders', schema: 'dev' }, 'unknown: analytics.marts.orders'],
    [{ table: 'orders', database: 'dev' }, 'unknown: analytics.marts.orders'],
    [{ table: 'refunds', database: 'raw' }, 'source.shop.crm.refunds'],
    [{ table: 'base', schema: 'marts' }, 'ephemeral: source.shop.crm.users model.shop.orders'],
    [{ table: 'marts.orders' }, 'model.shop.orders'],
    [{ table: 'b.orders', schema: 'marts' }, 'unknown: analytics.marts.orders'],
    [{ model: 'payments' }, 'model.shop.payments'],
    [{ model: 'transactions' }, 'unknown: '],
    [{ model: 'orers' }, 'unknown: orders'],
    [{ model: 'dim' }, 'model.shop.dim.v2'],
    [{ model: 'dim.v1' }, 'model.shop.dim.v1'],
    [{ model: 'model.shop.old.v1' }, 'model.shop.old.v1'],
    [{ model: 'refunds' }, 'model.shop.refunds'],
    [{ model: 'gone' }, 'disabled: model.shop.gone'],
    [{ source: 'crm.users' }, 'source.shop.crm.users'],
    [{ source: 'CRM.refunds' }, 'source.shop.crm.refunds'],
    [{ source: 'crm.user' }, 'unknown: crm.users'],
    [{ source: 'marts.orders' }, 'unknown: '],
  ])('resolves %j', async (reference, expected) => {
    expect(found((await shop).resolve({ kind: 'dbt', ...reference }))).toBe(expected);
  });

  test('references are complete and in lower case', async () => {
    const project = await shop;
    const users = { kind: 'dbt', database: 'raw', schema: 'crm', table: 'users_raw' };
    expect(project.source('crm', 'users')).toEqual(users);
    expect(project.ref('Customers')).toEqual({
      kind: 'dbt',
      database: 'analytics',
      schema: 'core',
      table: 'dim_customers',
    });
    expect(project.tablesBehind(['metric.shop.revenue', 'model.shop.orders']).map(({ name }) => name)).toEqual([
      'orders',
      'users',
    ]);
  });

  test.each([
    ['ordrs', 'The dbt project has no model "ordrs"; did you mean "orders"?'],
    ['old', 'The dbt project has more than one model "old": model.shop.old.v1, model.shop.old.v2. Give the unique_id'],
    [
      'base',
      'The model "base" is ephemeral, so it has no table. It is made from raw.crm.users_raw, analytics.marts.orders',
    ],
    ['gone', 'The model "gone" is disabled in the dbt project, so it has no table.'],
  ])('ref(%j) is refused', async (name, message) => {
    const project = await shop;
    expect(() => project.ref(name)).toThrow(UnknownTableError);
    expect(() => project.ref(name)).toThrow(message);
  });

  test('an unknown table of a source is refused with a suggestion', async () => {
    const project = await shop;
    expect(() => project.source('crm', 'usrs')).toThrow(
      'has no table "crm.usrs" of a source; did you mean "crm.users"?',
    );
  });
});

describe('whatever names repeat', () => {
  const part = fc.constantFrom('a', 'b', 'c', 'A', 'a.b', 'v1');
  const node: fc.Arbitrary<DbtNode> = fc
    .record({
      isSource: fc.boolean(),
      name: part,
      alias: fc.option(part, { nil: null }),
      database: fc.option(part, { nil: null }),
      schema: fc.option(part, { nil: null }),
      version: fc.option(fc.constantFrom(1, 2), { nil: null }),
      id: fc.nat(),
    })
    .map(({ isSource, id, version, ...rest }) =>
      isSource
        ? sourceTable('b', rest.name, { ...rest, identifier: rest.alias, unique_id: `source.shop.b.${id}` })
        : model(rest.name, { ...rest, version, latest_version: version && 2, unique_id: `model.shop.${id}` }),
    );
  const projects = fc.uniqueArray(node, { selector: ({ unique_id }) => unique_id, minLength: 1, maxLength: 12 });
  const partsOf = ({ database, schema, table }: Pick<DbtRelation, 'database' | 'schema' | 'table'>) => [
    database,
    schema,
    table,
  ];
  const foundParts = (result: ReturnType<DbtProject['find']>) => result.status === 'found' && partsOf(result.relation);

  test('find finds each relation by its full name and by its unique_id', async () => {
    await fc.assert(
      fc.asyncProperty(projects, async (nodes) => {
        const project = await projectOf(nodes);
        for (const relation of project.relations) {
          expect(project.find(relation.uniqueId)).toEqual({ status: 'found', relation });
          // Parts that contain dots can make two tables look alike.
          const complete = partsOf(relation).filter(Boolean).join('.');
          const namesakes = project.relations.filter((other) => partsOf(other).filter(Boolean).join('.') === complete);
          const tables = new Set(namesakes.map((other) => JSON.stringify(partsOf(other))));
          if (tables.size > 1) expect(project.find(complete).status).toBe('ambiguous');
          else expect(foundParts(project.find(complete))).toEqual(partsOf(relation));
        }
      }),
      { numRuns: 500 },
    );
  });

  test('resolving what was resolved changes nothing', async () => {
    const reference = fc.oneof(
      fc.record({
        table: part,
        schema: fc.option(part, { nil: undefined }),
        database: fc.option(part, { nil: undefined }),
      }),
      fc.record({ model: part }),
      fc.record({ source: part.map((name) => `b.${name}`) }),
    );
    await fc.assert(
      fc.asyncProperty(projects, reference, async (nodes, written) => {
        const project = await projectOf(nodes);
        const first = project.resolve({ kind: 'dbt', ...written });
        if (first.status !== 'found') return;
        const { database, schema, table } = first.relation;
        const again = project.resolve({ kind: 'dbt', database, schema, table });
        expect(foundParts(again)).toEqual(partsOf(first.relation));
      }),
      { numRuns: 1_000 },
    );
  });
});
