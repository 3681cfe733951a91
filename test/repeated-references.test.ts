// A reference that a node states more than once is sent once.

import fc from 'fast-check';
import { custom, dbt, type Node, native, Paradime, planPublication, type Reference } from 'paradime-integrations';
import { startSandbox } from 'paradime-integrations/sandbox';
import { expect, test } from 'vitest';
import { metabase } from './support/metabase.js';

async function publish(nodes: readonly Node[]) {
  await using sandbox = await startSandbox();
  const { integration, manifest } = await new Paradime(sandbox).publish(metabase, nodes, { manifest: true });
  return { lineages: sandbox.nodes(integration.uid).map(({ lineage }) => lineage), manifest };
}

const question = (upstream: readonly Reference[], downstream: readonly Reference[] = []) =>
  metabase.node('Question', { name: 'Revenue', upstream, downstream });

test('the same table, native node or custom node twice on one side is sent once, in the order of the first', async () => {
  const orders = { kind: 'dbt', schema: 'marts', table: 'orders' } as const;
  const look = native('LookerLook', { id: '1' });
  const task = custom({ integration: 'Airflow', nodeType: 'Task', name: 'load' });
  const once = [orders, dbt('customers'), look, task];
  const repeated = [...once, { ...task }, { ...orders, database: '' }, { ...look, name: '' }, dbt('customers')];
  const { lineages } = await publish([question(repeated, [orders, orders])]);
  expect(lineages).toStrictEqual((await publish([question(once, [orders])])).lineages);
  expect(lineages[0]?.upstreamReferences.referencesToSqlTables.map(({ table }) => table)).toStrictEqual([
    'orders',
    'customers',
  ]);
});

test('references that differ in any part that is sent are all sent', async () => {
  const airflow = { integration: 'Airflow', nodeType: 'Task', name: 'load' };
  const different = [
    dbt('a'),
    dbt({ table: 'a', schema: 's' }),
    dbt({ table: 'a', database: 's' }),
    dbt('A'),
    native('LookerLook', { id: 'a' }),
    native('LookerLook', { name: 'a' }),
    native('LookerView', { id: 'a' }),
    custom(airflow),
    custom({ ...airflow, id: '1' }),
    custom({ ...airflow, nodeType: 'Dag' }),
    custom({ ...airflow, integration: { uid: 'Airflow' } }),
    custom({ ...airflow, integration: { uid: 'u', name: 'Airflow' } }),
  ];
  const many = Array.from({ length: 30 }, (_, index) => dbt({ table: 'x', schema: `${index}` }));
  const { lineages } = await publish([question([...different, ...many])]);
  expect(Object.values(lineages[0]?.upstreamReferences ?? {}).flat()).toHaveLength(different.length + many.length);
});

test('whether and how often a reference is repeated makes no difference, on the wire or in a plan', async () => {
  const word = fc.constantFrom('', 'a', 'b', 'a","b', '\0');
  const table = fc.record({ table: fc.constantFrom('t', 'u'), schema: word, database: word }).map(dbt);
  await fc.assert(
    fc.asyncProperty(fc.array(table, { maxLength: 30 }), async (tables) => {
      const once = [...new Map(tables.map((reference) => [JSON.stringify(reference), reference])).values()];
      const { lineages, manifest } = await publish([question(tables)]);
      expect(lineages).toStrictEqual((await publish([question(once)])).lineages);
      expect(planPublication(metabase, [question(once)], manifest).counts.unchanged).toBe(1);
    }),
    { numRuns: 20 },
  );
});

test('10,000 references of one node are compared as well', async () => {
  const tables = Array.from({ length: 10_000 }, (_, index) => dbt(`table_${index % 9_999}`));
  const { lineages } = await publish([question(tables)]);
  expect(lineages[0]?.upstreamReferences.referencesToSqlTables).toHaveLength(9_999);
});
