// What a dbt project changes in checks, on the wire and in plans.

import fc from 'fast-check';
import {
  checkNodes,
  type DbtReference,
  dbt,
  formatIssues,
  type Node,
  Paradime,
  type PublishOptions,
  planPublication,
} from 'paradime-integrations';
import { readDbtProject } from 'paradime-integrations/dbt';
import { startSandbox } from 'paradime-integrations/sandbox';
import { describe, expect, test } from 'vitest';
import { manifest, model, sourceTable } from './support/dbt.js';
import { metabase } from './support/metabase.js';

const project = await readDbtProject(
  manifest(
    [
      model('orders'),
      model('payments', { alias: 'transactions' }),
      model('refunds'),
      sourceTable('crm', 'refunds'),
      model('base', {
        config: { materialized: 'ephemeral' },
        depends_on: { nodes: ['model.shop.orders', 'model.shop.mid'] },
      }),
      model('mid', { config: { materialized: 'ephemeral' }, depends_on: { nodes: ['source.shop.crm.refunds'] } }),
      model('constant', { config: { materialized: 'ephemeral' } }),
    ],
    { disabled: { 'model.shop.gone': [model('gone')] } },
  ),
);

const reading = (...upstream: readonly DbtReference[]) => metabase.node('Question', { name: 'Revenue', upstream });

/** The tables that Paradime is sent, by their full names, and what the report says of them. */
async function sent(node: Node, options: PublishOptions = { dbt: project }) {
  await using sandbox = await startSandbox();
  const { integration, issues } = await new Paradime(sandbox).publish(metabase, [node], options);
  const [shown] = sandbox.nodes(integration.uid);
  const names = (side: 'upstreamReferences' | 'downstreamReferences') =>
    shown?.lineage[side].referencesToSqlTables.map(({ database, schema, table }) =>
      [database, schema, table].join('.'),
    );
  return { upstream: names('upstreamReferences'), downstream: names('downstreamReferences'), issues };
}

describe('with a project', () => {
  test.each([
    ['a table', dbt('Orders'), ['analytics.marts.orders'], []],
    ['a model whose alias differs', dbt('payments'), ['analytics.marts.transactions'], []],
    ['a model', dbt({ model: 'payments' }), ['analytics.marts.transactions'], []],
    ['a source', dbt({ source: 'crm.refunds' }), ['raw.crm.refunds'], []],
    ['a table in the right schema', dbt({ table: 'refunds', schema: 'CRM' }), ['raw.crm.refunds'], []],
    [
      'a typo',
      dbt('ordes'),
      ['..ordes'],
      [
        'warning: Question "Revenue" (node 1), upstream[0].table: is not a table of the dbt project: "ordes"; did you mean "analytics.marts.orders"? (unknown-table)',
      ],
    ],
    [
      'a wrong schema',
      dbt({ table: 'orders', schema: 'dev' }),
      ['.dev.orders'],
      [
        'warning: Question "Revenue" (node 1), upstream[0].table: is not a table of the dbt project: "dev.orders"; did you mean "analytics.marts.orders"? (unknown-table)',
      ],
    ],
    [
      'a table of two schemas',
      dbt('refunds'),
      ['..refunds'],
      [
        'warning: Question "Revenue" (node 1), upstream[0].table: names several tables of the dbt project: "refunds" may be analytics.marts.refunds, raw.crm.refunds. Write one of these in full (ambiguous-table)',
      ],
    ],
    [
      'an ephemeral model',
      dbt('base'),
      ['analytics.marts.orders', 'raw.crm.refunds'],
      [
        'warning: Question "Revenue" (node 1), upstream[0].table: is an ephemeral model, which has no table: "base", so what it is made from is sent: analytics.marts.orders, raw.crm.refunds (ephemeral-table)',
      ],
    ],
    [
      'an ephemeral model made from nothing',
      dbt({ model: 'constant' }),
      ['..constant'],
      [
        'warning: Question "Revenue" (node 1), upstream[0].model: is an ephemeral model, which has no table: "constant", and it is not made from one either (ephemeral-table)',
      ],
    ],
    [
      'a disabled model',
      dbt('Gone'),
      ['..Gone'],
      [
        'warning: Question "Revenue" (node 1), upstream[0].table: is disabled in the dbt project, so dbt does not build it: "Gone" (model.shop.gone) (disabled-table)',
        'warning: Question "Revenue" (node 1), upstream[0].table: refers to the table "Gone"; Paradime matches names in lower case, so write "gone" (mixed-case-table)',
      ],
    ],
  ])('%s', async (_what, reference, tables, warnings) => {
    const { upstream, issues } = await sent(reading(reference));
    expect(upstream).toEqual(tables);
    expect(formatIssues(issues).split('\n').filter(Boolean)).toEqual(warnings);
    expect(checkNodes(metabase, [reading(reference)], { dbt: project })).toEqual(issues);
  });

  test('downstream references and streams are resolved as well, and the same table is sent once', async () => {
    const node = metabase.node('Question', {
      name: 'Load',
      upstream: [dbt('orders'), dbt({ model: 'orders' }), dbt('analytics.marts.orders')],
      downstream: dbt('payments'),
    });
    expect(await sent(node)).toMatchObject({
      upstream: ['analytics.marts.orders'],
      downstream: ['analytics.marts.transactions'],
    });
    await using sandbox = await startSandbox();
    const paradime = new Paradime(sandbox);
    const { uid } = await paradime.customIntegrations.create(metabase);
    await paradime.publishNodes(uid, [node].values(), { dbt: project });
    const transactions = [{ database: 'analytics', schema: 'marts', table: 'transactions' }];
    expect(sandbox.nodes(uid)[0]?.lineage.downstreamReferences.referencesToSqlTables).toEqual(transactions);
    await paradime.customIntegrations.snapshot(uid).commit([node], { dbt: project });
    expect(sandbox.nodes(uid)[0]?.lineage.downstreamReferences.referencesToSqlTables).toEqual(transactions);
  });

  test('names are kept if asked, but for models and sources', async () => {
    const { upstream, issues } = await sent(
      reading(dbt('Orders'), dbt({ model: 'payments' }), dbt('ordes'), dbt('base')),
      {
        dbt: project,
        dbtNames: 'keep',
      },
    );
    expect(upstream).toEqual(['..Orders', 'analytics.marts.transactions', '..ordes', '..base']);
    expect(issues.map(({ code }) => code)).toEqual(['mixed-case-table', 'unknown-table', 'ephemeral-table']);
  });

  test('a warning can be made an error, before anything is sent', async () => {
    await using sandbox = await startSandbox();
    const publishing = new Paradime(sandbox).publish(metabase, [reading(dbt('ordes'))], {
      dbt: project,
      checks: { treatAsError: ['unknown-table'] },
    });
    await expect(publishing).rejects.toThrow('"ordes"; did you mean "analytics.marts.orders"?');
    expect(sandbox.requests()).toEqual([]);
  });

  test('a plan compares what is sent', async () => {
    await using sandbox = await startSandbox();
    const { manifest: previous } = await new Paradime(sandbox).publish(metabase, [reading(dbt('payments'))], {
      dbt: project,
      manifest: true,
    });
    const complete = reading(dbt({ database: 'analytics', schema: 'marts', table: 'transactions' }));
    expect(planPublication(metabase, [complete], previous).counts.unchanged).toBe(1);
    expect(planPublication(metabase, [reading(dbt({ model: 'payments' }))], previous, { dbt: project }).counts).toEqual(
      {
        added: 0,
        changed: 0,
        removed: 0,
        unchanged: 1,
      },
    );
    expect(planPublication(metabase, [reading(dbt('payments'))], previous).counts.changed).toBe(1);
  });

  test('resolving twice sends the same as resolving once', async () => {
    const name = fc.constantFrom(
      'orders',
      'payments',
      'transactions',
      'refunds',
      'base',
      'mid',
      'constant',
      'gone',
      'no',
    );
    const reference: fc.Arbitrary<DbtReference> = fc.oneof(
      fc
        .record({
          table: name,
          schema: fc.constantFrom(undefined, 'marts', 'crm'),
          database: fc.constantFrom(undefined, 'raw'),
        })
        .map(dbt),
      name.map((each) => dbt({ model: each })),
      name.map((each) => dbt({ source: `crm.${each}` })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(reference), async (references) => {
        const known = references.filter((each) => ['found', 'ephemeral'].includes(project.resolve(each).status));
        const { upstream = [] } = await sent(reading(...known));
        const complete = upstream.filter((full) => !full.startsWith('.')); // `constant` is sent as it is written.
        const again = complete.map((full) => {
          const [database, schema, table = ''] = full.split('.');
          return dbt({ database, schema, table });
        });
        expect(await sent(reading(...again))).toMatchObject({ upstream: complete, issues: [] });
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    [{ dbt: 'target/' }, '`dbt` must be a dbt project, as readDbtProject'],
    [{ dbt: project, dbtNames: 'lower' }, '`dbtNames` must be "resolve" or "keep" (got "lower").'],
  ])('%j is refused', async (options, message) => {
    await using sandbox = await startSandbox();
    const given = options as PublishOptions;
    await expect(new Paradime(sandbox).publish(metabase, [reading()], given)).rejects.toThrow(message);
    expect(() => checkNodes(metabase, [reading()], given)).toThrow(message);
    expect(() => planPublication(metabase, [reading()], undefined, given)).toThrow(message);
  });
});

describe('without a project', () => {
  test('a model or source cannot be published', async () => {
    await using sandbox = await startSandbox();
    const node = reading(dbt({ model: 'orders' }), dbt({ source: 'crm.refunds' }));
    expect(formatIssues(checkNodes(metabase, [node]))).toBe(
      [
        'error: Question "Revenue" (node 1), upstream[0].model: needs a dbt project, which knows the table of the model "orders": pass one as `dbt`, or with --dbt (missing-dbt-project)',
        'error: Question "Revenue" (node 1), upstream[1].source: needs a dbt project, which knows the table of the source "crm.refunds": pass one as `dbt`, or with --dbt (missing-dbt-project)',
      ].join('\n'),
    );
    await expect(new Paradime(sandbox).publish(metabase, [node])).rejects.toThrow('needs a dbt project');
    await expect(new Paradime(sandbox).publish(metabase, [node].values())).rejects.toThrow('needs a dbt project');
    expect(sandbox.requests()).toEqual([]);
  });

  test.each([
    [dbt('marts.orders'), 'upstream[0].table: contains a dot: "marts.orders"'],
    [dbt('{{ ref("orders") }}'), 'upstream[0].table: contains a brace'],
    [dbt(' orders'), 'upstream[0].table: contains white space: " orders"'],
    [dbt({ table: 'orders', schema: '"marts"' }), 'upstream[0].schema: contains a quote'],
    [dbt({ table: 'orders', database: 'a`b' }), 'upstream[0].database: contains a quote'],
  ])('%j is suspicious', (reference, message) => {
    const shown = formatIssues(checkNodes(metabase, [reading(reference)]));
    expect(shown).toContain(message);
    expect(shown).toContain('(table-name)');
  });

  test('what is sent is what is written', async () => {
    const { upstream, issues } = await sent(reading(dbt('Orders'), dbt({ table: 'a', schema: 'b' })), {});
    expect(upstream).toEqual(['..Orders', '.b.a']);
    expect(issues.map(({ code }) => code)).toEqual(['mixed-case-table']);
  });

  test.each([
    [{ kind: 'dbt' }, 'upstream[0].table: must be a non-empty string: the name of the table'],
    [
      { kind: 'dbt', model: '' },
      'upstream[0].model: must be a non-empty string: the name of a model, seed or snapshot',
    ],
    [{ kind: 'dbt', source: 7 }, 'upstream[0].source: must be a non-empty string: the names of a source and its table'],
    [{ kind: 'dbt', model: 'a', table: 'b' }, 'upstream[0]: must have a model alone'],
    [{ kind: 'dbt', source: 'a.b', schema: 'b' }, 'upstream[0]: must have a source alone'],
  ])('%j is incomplete', (reference, message) => {
    const node = { ...reading(), upstream: [reference] } as unknown as Node;
    expect(formatIssues(checkNodes(metabase, [node], { dbt: project }))).toContain(message);
  });
});
