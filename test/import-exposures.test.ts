import fc from 'fast-check';
import { checkNodes } from 'paradime-integrations';
import { readDbtProject } from 'paradime-integrations/dbt';
import { type ImportExposuresOptions, importExposures } from 'paradime-integrations/import';
import { describe, expect, test } from 'vitest';
import { type DbtNode, manifest, model, sourceTable } from './support/dbt.js';

function exposure(name: string, dependsOn: readonly string[], more: DbtNode = {}): DbtNode {
  return {
    resource_type: 'exposure',
    unique_id: `exposure.shop.${name}`,
    package_name: 'shop',
    name,
    type: 'dashboard',
    owner: { name: 'Ann', email: 'ann@example.com' },
    depends_on: { macros: [], nodes: dependsOn },
    tags: [],
    config: { enabled: true },
    created_at: 1730458997.47,
    ...more,
  };
}

const ephemeral = { config: { materialized: 'ephemeral' } };

const models: readonly DbtNode[] = [
  model('orders', { alias: 'fct_Orders' }),
  model('dim', { unique_id: 'model.shop.dim.v2', version: 2, latest_version: 2, alias: 'dim_v2' }),
  model('base', { ...ephemeral, depends_on: { nodes: ['source.shop.crm.users', 'model.shop.middle'] } }),
  model('middle', { ...ephemeral, depends_on: { nodes: ['model.shop.orders', 'seed.shop.rates'] } }),
  model('constant', ephemeral),
  model('rates', { resource_type: 'seed', unique_id: 'seed.shop.rates', schema: 'seeds' }),
  sourceTable('crm', 'users', { identifier: 'users_raw' }),
];

const others: DbtNode = {
  metrics: { 'metric.shop.revenue': { depends_on: { nodes: ['semantic_model.shop.orders'] } } },
  semantic_models: { 'semantic_model.shop.orders': { depends_on: { nodes: ['model.shop.orders'] } } },
  saved_queries: { 'saved_query.shop.weekly': { depends_on: { nodes: ['metric.shop.revenue', 'model.shop.dim.v2'] } } },
  disabled: { 'model.shop.gone': [model('gone')] },
};

function projectWith(exposures: readonly DbtNode[]) {
  const byId = Object.fromEntries(exposures.map((each) => [String(each['unique_id']), each]));
  return readDbtProject(manifest(models, { ...others, exposures: byId }));
}

async function importOf(exposures: readonly DbtNode[], options?: ImportExposuresOptions) {
  return await importExposures(await projectWith(exposures), options);
}

describe('upstream', () => {
  test.each([
    [['model.shop.orders'], ['analytics.marts.fct_orders']],
    [['model.shop.dim.v2'], ['analytics.marts.dim_v2']],
    [['source.shop.crm.users'], ['raw.crm.users_raw']],
    [['seed.shop.rates'], ['analytics.seeds.rates']],
    [['model.shop.middle'], ['analytics.marts.fct_orders', 'analytics.seeds.rates']],
    [['model.shop.base'], ['raw.crm.users_raw', 'analytics.marts.fct_orders', 'analytics.seeds.rates']],
    [['semantic_model.shop.orders'], ['analytics.marts.fct_orders']],
    [['metric.shop.revenue'], ['analytics.marts.fct_orders']],
    [['saved_query.shop.weekly'], ['analytics.marts.dim_v2', 'analytics.marts.fct_orders']],
    [['model.shop.orders', 'metric.shop.revenue'], ['analytics.marts.fct_orders']],
    [
      ['source.shop.crm.users', 'model.shop.dim.v2'],
      ['raw.crm.users_raw', 'analytics.marts.dim_v2'],
    ],
  ])('of %s', async (dependsOn, expected) => {
    const { nodes, summary } = await importOf([exposure('weekly', dependsOn)]);
    const upstream = nodes[0]?.upstream?.map((end) =>
      end.kind === 'dbt' ? [end.database, end.schema, end.table].join('.') : end,
    );
    expect(upstream?.toSorted()).toStrictEqual([...expected].toSorted());
    expect(summary).toStrictEqual({
      nodesByType: { Dashboard: 1 },
      withUpstream: 1,
      withoutUpstream: [],
      tables: { found: expected.length, unknown: [], ambiguous: [] },
      skipped: [],
    });
  });

  test('that is missing has a reason', async () => {
    const { summary } = await importOf([
      exposure('empty', []),
      exposure('disabled', ['model.shop.gone']),
      exposure('constant', ['model.shop.constant']),
      exposure('half', ['model.shop.orders', 'model.other.unknown']),
    ]);
    expect(summary.withUpstream).toBe(1);
    expect(summary.withoutUpstream).toStrictEqual([
      {
        id: 'exposure.shop.constant',
        name: 'constant',
        why: 'model.shop.constant is ephemeral and reads no table',
      },
      { id: 'exposure.shop.disabled', name: 'disabled', why: 'model.shop.gone is disabled in the dbt project' },
      { id: 'exposure.shop.empty', name: 'empty', why: 'it depends on nothing', readsNothing: true },
    ]);
    expect(summary.skipped.map(({ what, why, examples }) => `${what} ${examples} ${why}`)).toStrictEqual([
      'dependency exposure.shop.half -> model.other.unknown has no table in the dbt project',
      'dependency exposure.shop.disabled -> model.shop.gone is disabled in the dbt project',
      'dependency exposure.shop.constant -> model.shop.constant is ephemeral and reads no table',
    ]);
  });
});

describe('attributes', () => {
  test('a complete exposure', async () => {
    const weekly = exposure('weekly', ['model.shop.orders'], {
      label: 'Jaffles by the week',
      description: 'For the board',
      url: 'https://bi.example.com/1',
      maturity: 'high',
      tags: ['board'],
      config: { enabled: true, tags: ['board', 'finance'] },
    });
    const { definition, nodes } = await importOf([weekly], { name: 'Exposures' });
    expect(nodes).toStrictEqual([
      {
        kind: 'dashboard',
        nodeType: 'Dashboard',
        integration: 'Exposures',
        id: 'exposure.shop.weekly',
        name: 'Jaffles by the week',
        description: 'For the board',
        url: 'https://bi.example.com/1',
        owner: 'Ann <ann@example.com>',
        tags: ['board', 'finance'],
        upstream: [{ kind: 'dbt', table: 'fct_orders', schema: 'marts', database: 'analytics' }],
      },
    ]);
    expect(definition).toStrictEqual({
      name: 'Exposures',
      nodeTypes: { Dashboard: { kind: 'dashboard', icon: 'dashboard', color: 'VIOLET' } },
    });
    const { nodes: tagged } = await importOf([weekly], { maturityTags: true });
    expect(tagged[0]).toMatchObject({ tags: ['board', 'finance', 'maturity:high'] });
  });

  test.each([
    [{ name: 'Ann' }, 'Ann'],
    [{ email: 'ann@example.com' }, 'ann@example.com'],
    [{ name: 'Ann', email: ['ann@example.com', 'bob@example.com'] }, 'Ann <ann@example.com, bob@example.com>'],
    [{}, undefined],
  ])('the owner %j', async (owner, expected) => {
    const { nodes } = await importOf([exposure('weekly', [], { owner })]);
    expect(nodes.map((node) => ('owner' in node ? node.owner : undefined))).toStrictEqual([expected]);
  });

  test.each([
    ['dashboard', 'Dashboard', 'dashboard'],
    ['notebook', 'Notebook', 'chart'],
    ['analysis', 'Analysis', 'chart'],
    ['ml', 'ML', 'chart'],
    ['application', 'Application', 'dashboard'],
    ['spreadsheet', 'Exposure', 'chart'],
    ['constructor', 'Exposure', 'chart'],
  ])('the type %s', async (type, nodeType, kind) => {
    const { definition, nodes } = await importOf([exposure('weekly', [], { type })]);
    expect(nodes).toMatchObject([{ nodeType, kind }]);
    expect(definition.nodeTypes[nodeType]).toMatchObject({ kind, icon: expect.any(String), color: expect.any(String) });
  });

  test('disabled exposures are left out, and labels may repeat', async () => {
    const { definition, nodes } = await importOf([
      exposure('off', [], { config: { enabled: false } }),
      exposure('one', [], { label: 'Dummy' }),
      exposure('other', [], { label: 'Dummy' }),
    ]);
    expect(nodes.map(({ id, name }) => `${id} ${name}`)).toStrictEqual([
      'exposure.shop.one Dummy',
      'exposure.shop.other Dummy',
    ]);
    expect(checkNodes(definition, nodes).filter(({ severity }) => severity === 'error')).toStrictEqual([]);
  });
});

test('the order of exposures in the manifest does not matter, and resolving again changes nothing', async () => {
  const exposures = [
    exposure('a', ['model.shop.base']),
    exposure('b', ['metric.shop.revenue'], { type: 'ml' }),
    exposure('c', [], { label: 'a' }),
    exposure('d', ['model.shop.gone'], { type: 'notebook' }),
  ];
  const expected = await importOf(exposures);
  const dbt = await projectWith(exposures);
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(exposures, { minLength: exposures.length }), async (shuffled) => {
      const found = await importExposures(await projectWith(shuffled), { dbt });
      expect(JSON.stringify(found)).toBe(JSON.stringify(expected));
    }),
    { numRuns: 20 },
  );
});

test.each([
  [
    'target/',
    'importExposures takes a dbt project, as readDbtProject of paradime-integrations/dbt returns it (got the path "target/").',
  ],
  [{}, 'got a value of type object'],
  [null, 'got a value of type object'],
])('the project %j', async (project, message) => {
  // @ts-expect-error Not a project.
  await expect(importExposures(project)).rejects.toThrow(message);
});

test('a project without exposures is an error', async () => {
  await expect(importOf([])).rejects.toMatchObject({
    code: 'INVALID_FILE',
    message: 'the dbt project: has no exposures; describe them in a YAML file of the project, and run dbt parse',
  });
});
