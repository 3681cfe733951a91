import {
  type Definition,
  dbt,
  InvalidNodesError,
  type Node,
  Paradime,
  type ParadimeEvent,
  type Progress,
} from 'paradime-integrations';
import { type Sandbox, startSandbox } from 'paradime-integrations/sandbox';
import { describe, expect, test } from 'vitest';
import { metabase, questions } from './support/metabase.js';
import { operations, shownNames, tens } from './support/publishing.js';

test('publish registers the integration and shows exactly the nodes', async () => {
  await using sandbox = await startSandbox();
  const paradime = new Paradime(sandbox);
  const orders = metabase.node('Model', { name: 'Orders', upstream: [dbt('order_items')] });
  const revenue = metabase.node('Question', { name: 'Revenue', upstream: [orders] });
  const sales = metabase.node('Dashboard', { name: 'Sales', upstream: [revenue] });
  const report = await paradime.publish(metabase, [orders, revenue, sales]);

  const [integration] = sandbox.integrations();
  expect(report).toMatchObject({
    integration: { uid: integration?.uid, outcome: 'created' },
    snapshotId: 1,
    nodes: { chart: 1, dashboard: 1, datasource: 1 },
    requests: 1,
    retries: 0,
    restarts: 0,
    bytes: sandbox.requests().at(-1)?.bytes,
  });
  expect(report.durationMs).toBeGreaterThan(0);
  expect(shownNames(sandbox, report.integration.uid)).toStrictEqual(['Revenue', 'Sales', 'Orders']);

  const again = await paradime.publish(metabase, [orders]);
  expect(again.integration).toStrictEqual({ uid: integration?.uid, outcome: 'unchanged' });
  expect(shownNames(sandbox, again.integration.uid)).toStrictEqual(['Orders']);
});

describe('batches', () => {
  test.each([
    [1, 1],
    [10, 1],
    [11, 2],
    [20, 2],
    [25, 3],
  ])('%i nodes by tens make %i requests, none of them empty', async (count, requests) => {
    await using sandbox = await startSandbox();
    const report = await new Paradime(sandbox).publish(metabase, questions(count), { batch: tens });
    expect(report.requests).toBe(requests);
    expect(operations(sandbox).filter((name) => name === 'AddCustomIntegrationNodes')).toHaveLength(requests);
    expect(shownNames(sandbox, report.integration.uid)).toStrictEqual(questions(count).map(({ name }) => name));
  });

  test('the number of bytes bounds a request, too', async () => {
    await using sandbox = await startSandbox({ maxBodyBytes: 20_000 });
    const nodes = questions(40).map((node) => ({ ...node, description: 'x'.repeat(node.name.length * 100) }));
    const report = await new Paradime(sandbox).publish(metabase, nodes, { batch: { initial: 40, maxBytes: 20_000 } });
    expect(report.requests).toBeGreaterThan(2);
    expect(shownNames(sandbox, report.integration.uid)).toStrictEqual(nodes.map(({ name }) => name));
  });

  test('max bounds initial, and the default is 10 nodes and 1 MiB', async () => {
    await using sandbox = await startSandbox();
    const paradime = new Paradime(sandbox);
    const sizes: number[] = [];
    const onProgress = ({ batchSize }: Progress) => sizes.push(batchSize);
    await paradime.publish(metabase, questions(20), { batch: { initial: 50, max: 10 }, onProgress });
    await paradime.publish(metabase, questions(12), { onProgress });
    expect(sizes).toStrictEqual([10, 10, 10, 2]);
    const big = questions(10).map((node) => ({ ...node, description: 'x'.repeat(200_000) }));
    await paradime.publish(metabase, big);
    expect(Math.max(...sandbox.requests().map(({ bytes }) => bytes))).toBeLessThanOrEqual(1_048_576);
  });

  test('a request of exactly maxBytes goes out whole, and an empty one whatever the limit', async () => {
    await using sandbox = await startSandbox();
    const paradime = new Paradime(sandbox);
    const { bytes } = await paradime.publish(metabase, questions(8));
    const again = await paradime.publish(metabase, questions(8), { batch: { maxBytes: bytes } });
    expect(again).toMatchObject({ requests: 1, bytes });
    await paradime.publish(metabase, [], { allowEmpty: true, batch: { maxBytes: 1 } });
  });

  test('bytes are counted as they go over the wire', async () => {
    await using sandbox = await startSandbox();
    const nodes = questions(4).map((node) => ({ ...node, description: '✓'.repeat(1000) }));
    const maxBytes = 8000;
    await new Paradime(sandbox).publish(metabase, nodes, { batch: { maxBytes } });
    const sizes = sandbox.requests().map(({ bytes }) => bytes);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(maxBytes);
    expect(sizes.at(-1)).toBeGreaterThan(3000);
  });

  test('a node that is over the limit alone is named', async () => {
    await using sandbox = await startSandbox();
    const big = metabase.node('Question', { name: 'Big', description: 'x'.repeat(5000) });
    const paradime = new Paradime(sandbox);
    const first = paradime.publish(metabase, [big, ...questions(3)], { batch: { maxBytes: 4000 } });
    await expect(first).rejects.toThrow(
      /Question "Big": makes a request of \d+ bytes on its own, and `batch\.maxBytes` is/,
    );
    await expect(first).rejects.toBeInstanceOf(InvalidNodesError);

    const later = paradime.publish(metabase, [...questions(3), big], { batch: { initial: 3, maxBytes: 4000 } });
    await expect(later).rejects.toMatchObject({ code: 'PUBLISH', committed: 'no', cause: { code: 'INVALID_NODES' } });
    expect(sandbox.nodes(sandbox.integrations()[0]?.uid ?? '')).toStrictEqual([]);
  });

  test.each([{ initial: 0 }, { max: 1.5 }, { maxBytes: -1 }, { initial: Number.NaN }])(
    '%j is refused',
    async (batch) => {
      await using sandbox = await startSandbox();
      const failure = new Paradime(sandbox).publish(metabase, questions(1), { batch });
      await expect(failure).rejects.toThrow(/`batch\.\w+` must be a whole number/);
      expect(sandbox.requests()).toStrictEqual([]);
    },
  );
});

describe('node types', () => {
  const before: Definition = { name: 'Metabase', nodeTypes: { Question: { kind: 'chart' }, Old: { kind: 'chart' } } };
  const after: Definition = { name: 'Metabase', nodeTypes: { Question: { kind: 'chart' }, New: { kind: 'chart' } } };
  const oldNode: Node = { kind: 'chart', nodeType: 'Old', name: 'o' };
  const newNode: Node = { kind: 'chart', nodeType: 'New', name: 'n' };
  const registered = (sandbox: Sandbox) => sandbox.integrations()[0]?.nodeTypes.map(({ nodeType }) => nodeType);

  test('new ones come first, dropped ones go after the commit', async () => {
    await using sandbox = await startSandbox();
    const paradime = new Paradime(sandbox);
    await paradime.publish(before, [oldNode]);
    const seen: (readonly string[] | undefined)[] = [];
    const report = await paradime.publish(after, [newNode], { onProgress: () => seen.push(registered(sandbox)) });
    expect(report.integration.outcome).toBe('updated');
    expect(seen).toStrictEqual([['Question', 'New', 'Old']]);
    expect(registered(sandbox)).toStrictEqual(['Question', 'New']);
  });

  test('when only some are dropped, nothing is changed before the commit', async () => {
    await using sandbox = await startSandbox();
    const paradime = new Paradime(sandbox);
    await paradime.publish(before, [oldNode]);
    const known = sandbox.requests().length;
    const fewer: Definition = { name: 'Metabase', nodeTypes: { Question: { kind: 'chart' } } };
    await paradime.publish(fewer, questions(1));
    const since = operations(sandbox).slice(known);
    expect(since).toStrictEqual(['ListCustomIntegrations', 'AddCustomIntegrationNodes', 'UpdateCustomIntegration']);
    expect(registered(sandbox)).toStrictEqual(['Question']);
  });

  test('a publication that fails leaves the types that the shown nodes use', async () => {
    await using sandbox = await startSandbox();
    const paradime = new Paradime(sandbox);
    await paradime.publish(before, [oldNode]);
    const failing = function* () {
      yield newNode;
      throw new Error('no more');
    };
    await expect(paradime.publish(after, failing(), { batch: { initial: 1 } })).rejects.toThrow('no more');
    expect(registered(sandbox)).toContain('Old');
    expect(shownNames(sandbox, sandbox.integrations()[0]?.uid ?? '')).toStrictEqual(['o']);
  });

  test('types that cannot be removed after the commit do not undo it: the report says so, and the next run removes them', async () => {
    const effect = { type: 'status', status: 400 } as const;
    await using sandbox = await startSandbox({ faults: [{ operation: 'UpdateCustomIntegration', call: 2, effect }] });
    const paradime = new Paradime(sandbox);
    await paradime.publish(before, [oldNode]);
    const { integration } = await paradime.publish(after, [newNode]);
    expect(integration.leftover).toMatchObject({ nodeTypes: ['Old'], cause: { status: 400 } });
    expect(shownNames(sandbox, integration.uid)).toStrictEqual(['n']);
    expect(registered(sandbox)).toContain('Old');
    await paradime.publish(after, [newNode]);
    expect(registered(sandbox)).toStrictEqual(['Question', 'New']);
  });
});

test('progress and events', async () => {
  await using sandbox = await startSandbox();
  const events: ParadimeEvent[] = [];
  const progress: Progress[] = [];
  const paradime = new Paradime({ ...sandbox, onEvent: (event) => events.push(event) });
  const { integration, snapshotId, bytes } = await paradime.publish(metabase, questions(25), {
    batch: tens,
    onProgress: (step) => progress.push(step),
  });
  expect(
    progress.map((step) => [step.acknowledgedNodes, step.totalNodes, step.requests, step.batchSize]),
  ).toStrictEqual([
    [10, 25, 1, 10],
    [20, 25, 2, 10],
    [25, 25, 3, 5],
  ]);
  expect(progress.at(-1)).toMatchObject({ bytes, snapshotId });
  const integrationUid = integration.uid;
  expect(events.filter(({ type }) => type.startsWith('snapshot'))).toStrictEqual([
    { type: 'snapshot-opened', integrationUid, snapshotId },
    { type: 'snapshot-committed', integrationUid, snapshotId, nodes: 25 },
  ]);

  const streamed: Progress[] = [];
  await paradime.publishNodes(integrationUid, questions(2).values(), { onProgress: (step) => streamed.push(step) });
  expect(streamed).toMatchObject([{ acknowledgedNodes: 2, totalNodes: undefined }]);
});
