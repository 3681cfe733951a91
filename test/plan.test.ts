import fc from 'fast-check';
import {
  ConfigurationError,
  defineIntegration,
  type Node,
  Paradime,
  type PublicationManifest,
  planPublication,
  stableId,
} from 'paradime-integrations';
import { startSandbox } from 'paradime-integrations/sandbox';
import { expect, test } from 'vitest';

const metabase = defineIntegration({
  name: 'Metabase',
  nodeTypes: { Model: { kind: 'datasource' }, Question: { kind: 'chart' }, Dashboard: { kind: 'dashboard' } },
});

/** Publishes to a sandbox of its own; returns the manifest, and the nodes as Paradime got them. */
async function publish(nodes: readonly Node[]) {
  await using sandbox = await startSandbox();
  const { manifest, integration } = await new Paradime(sandbox).publish(metabase, nodes, {
    manifest: true,
    allowEmpty: true,
    checks: { ignore: ['duplicate-stable-id'] },
  });
  // As it comes back from a file.
  const stored: PublicationManifest = JSON.parse(JSON.stringify(manifest));
  return { manifest: stored, shown: new Map(sandbox.nodes(integration.uid).map((node) => [node.stableId, node])) };
}

const text = fc.constantFrom('', 'a', 'b', 'ä');
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const references = maybe(
  fc.array(
    fc.oneof(
      text.map((table) => ({ kind: 'dbt' as const, table: `t${table}` })),
      text.map((name) => ({ kind: 'custom' as const, integration: 'Metabase', nodeType: 'Model', name: `n${name}` })),
    ),
    { maxLength: 2 },
  ),
);
const common = {
  name: fc.constantFrom('n', 'na', 'nb', 'nc', 'nd', 'ne'),
  description: maybe(text),
  url: maybe(text),
  createdAt: maybe(fc.constantFrom(0, 1, 2)),
  upstream: references,
  downstream: references,
};
const fields = maybe(
  fc.array(fc.record({ name: fc.constantFrom('f', 'g'), description: maybe(text) }), { maxLength: 2 }),
);
const owned = {
  owner: maybe(text),
  tags: maybe(fc.array(text, { maxLength: 2 })),
  lastModifiedAt: maybe(fc.constantFrom(0, 1)),
};
const node: fc.Arbitrary<Node> = fc.oneof(
  fc.record({ kind: fc.constant('chart' as const), nodeType: fc.constant('Question'), ...common, ...owned, fields }),
  fc.record({ kind: fc.constant('dashboard' as const), nodeType: fc.constant('Dashboard'), ...common, ...owned }),
  fc.record({
    kind: fc.constant('datasource' as const),
    nodeType: fc.constant('Model'),
    ...common,
    table: maybe(text),
    fields,
  }),
);
const nodes = fc.uniqueArray(node, { selector: ({ name }) => name, maxLength: 6 });

/** What a node on the wire holds, under the names of the library. */
function contentsOf({
  kind,
  nodeType,
  name,
  lineage,
  attributes,
}: Awaited<ReturnType<typeof publish>>['shown'] extends Map<string, infer Shown> ? Shown : never) {
  const { upstreamReferences: upstream, downstreamReferences: downstream } = lineage;
  const unset = Object.entries({ kind, nodeType, ...attributes, name, upstream, downstream }).filter(
    ([, value]) => !['""', '0', '[]'].includes(JSON.stringify(value)),
  );
  return new Map(unset.map(([attribute, value]) => [attribute, JSON.stringify(value)]));
}

test('applying added, changed and removed to the previous nodes gives the new ones', async () => {
  await fc.assert(
    fc.asyncProperty(nodes, nodes, async (before, after) => {
      const previous = await publish(before);
      const next = await publish(after);
      const plan = planPublication(metabase, after, previous.manifest);
      const applied = new Map(previous.shown);
      for (const { id } of plan.removed) expect(applied.delete(id)).toBe(true);
      for (const { id } of plan.added) {
        expect(applied.has(id)).toBe(false);
        applied.set(id, next.shown.get(id) ?? expect.unreachable());
      }
      for (const { id, attributes } of plan.changed) {
        const [was, is] = [previous, next].map(({ shown }) => contentsOf(shown.get(id) ?? expect.unreachable()));
        const differing = [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])].filter(
          (key) => was?.get(key) !== is?.get(key),
        );
        expect(attributes.toSorted()).toStrictEqual(differing.toSorted());
        applied.set(id, next.shown.get(id) ?? expect.unreachable());
      }
      expect(applied).toStrictEqual(next.shown);
      const { added, changed, removed } = plan;
      expect(plan.counts).toStrictEqual({
        added: added.length,
        changed: changed.length,
        removed: removed.length,
        unchanged: after.length - added.length - changed.length,
      });
      expect(plan.previous).toBe(before.length);
      for (const list of [plan.added, plan.changed, plan.removed]) {
        for (const { id, name } of list) expect(id).toBe(stableId(name));
      }
    }),
    { numRuns: 100 },
  );
}, 60_000);

test('without a manifest all nodes are new, as are all node types', () => {
  const plan = planPublication(metabase, [metabase.node('Model', { name: 'Orders', id: 'o' })]);
  expect(plan).toStrictEqual({
    definition: {
      added: ['Model', 'Question', 'Dashboard'].map((nodeType) => ({ nodeType, iconName: null, color: null })),
      changed: [],
      removed: [],
      isLogoChanged: false,
    },
    added: [{ id: 'o', nodeType: 'Model', name: 'Orders' }],
    changed: [],
    removed: [],
    counts: { added: 1, changed: 0, removed: 0, unchanged: 0 },
    previous: 0,
  });
});

test('a node is the same by its id: its type and name are contents', async () => {
  const { manifest } = await publish([metabase.node('Model', { name: 'Orders', id: 'o' })]);
  const { changed, added, removed } = planPublication(
    metabase,
    [metabase.node('Question', { name: 'Sales', id: 'o' })],
    manifest,
  );
  expect(changed).toStrictEqual([
    { id: 'o', nodeType: 'Question', name: 'Sales', attributes: ['nodeType', 'name', 'kind'] },
  ]);
  expect([added, removed]).toStrictEqual([[], []]);
});

test('nodes that share an id are counted one by one', async () => {
  const twin = metabase.node('Question', { name: 'Dummy' });
  const other = metabase.node('Question', { name: 'Dummy', owner: 'ana' });
  const { manifest } = await publish([twin, other, twin]);
  expect(planPublication(metabase, [twin, other, twin], manifest)).toMatchObject({
    counts: { unchanged: 3 },
    removed: [],
  });
  expect(planPublication(metabase, [twin, twin], manifest)).toMatchObject({
    counts: { unchanged: 1 },
    changed: [{ name: 'Dummy', attributes: ['owner'] }],
    removed: [{ name: 'Dummy' }],
  });
  expect(planPublication(metabase, [twin, other, twin, other], manifest).added).toHaveLength(1);
});

test('what is set to nothing is as what is not set', async () => {
  const { manifest } = await publish([metabase.node('Question', { name: 'a' })]);
  const same = metabase.node('Question', { name: 'a', owner: '', tags: [], createdAt: 0, fields: [], upstream: [] });
  expect(planPublication(metabase, [same], manifest)).toMatchObject({ counts: { unchanged: 1 } });
});

test('how the definition differs', async () => {
  const { manifest } = await publish([]);
  const { definition } = planPublication(
    {
      name: 'Metabase',
      logoUrl: 'https://example.com/l',
      nodeTypes: { Model: { icon: 'database' }, Card: {}, Question: { color: 'ORANGE' } },
    },
    [],
    manifest,
  );
  expect(definition).toStrictEqual({
    added: [{ nodeType: 'Card', iconName: null, color: null }],
    changed: [
      {
        from: { nodeType: 'Model', iconName: null, color: null },
        to: { nodeType: 'Model', iconName: 'database', color: null },
      },
    ],
    removed: [{ nodeType: 'Dashboard', iconName: null, color: null }],
    isLogoChanged: true,
  });
});

test('a manifest of another integration, one that is damaged, and what is none', async () => {
  const { manifest } = await publish([metabase.node('Question', { name: 'a' })]);
  const plan = (previous: unknown) => () => planPublication(metabase, [], JSON.parse(JSON.stringify(previous)));
  expect(plan({ ...manifest, integration: { uid: 'u', name: 'Airflow' } })).toThrow(
    new ConfigurationError(
      'The manifest of the last publication belongs to the integration "Airflow", not to "Metabase".',
    ),
  );
  for (const damaged of [
    { ...manifest, version: 2 },
    { ...manifest, nodes: ['{}'] },
    { ...manifest, nodes: ['['] },
    {},
    7,
  ]) {
    expect(plan(damaged)).toThrow(/The manifest of the last publication is damaged/);
  }
});

test('publishNodes reports a manifest without a definition, and none without being asked', async () => {
  await using sandbox = await startSandbox();
  const paradime = new Paradime(sandbox);
  const report = await paradime.publish(metabase, [metabase.node('Question', { name: 'a' })]);
  expect(report).not.toHaveProperty('manifest');
  const { uid } = report.integration;
  const { manifest } = await paradime.publishNodes(uid, [metabase.node('Question', { name: 'a' })], { manifest: true });
  expect(manifest).toStrictEqual({ version: 1, integration: { uid }, nodes: [expect.any(String)] });
  expect(planPublication(metabase, [], manifest).removed).toHaveLength(1);
});

test('a manifest has what was published, also when it was begun anew', async () => {
  const faults = [
    { operation: 'AddCustomIntegrationNodes', call: 2, effect: { type: 'reset', processed: true } } as const,
  ];
  await using sandbox = await startSandbox({ faults });
  const all = Array.from({ length: 30 }, (_, index) => metabase.node('Question', { name: `q${index}` }));
  const { manifest, restarts } = await new Paradime({ ...sandbox, retry: { initialDelayMs: 1 } }).publish(
    metabase,
    all,
    {
      manifest: true,
      batch: { max: 10 },
    },
  );
  expect(restarts).toBe(1);
  expect(manifest?.nodes).toHaveLength(30);
  expect(planPublication(metabase, all, manifest)).toMatchObject({ counts: { unchanged: 30 }, added: [], removed: [] });
});
