import { setTimeout as delay } from 'node:timers/promises';
import {
  type Definition,
  dbt,
  defineIntegration,
  InvalidNodesError,
  type Node,
  Paradime,
  type ParadimeEvent,
  type Progress,
  PublishError,
} from 'paradime-integrations';
import { type Sandbox, startSandbox } from 'paradime-integrations/sandbox';
import { describe, expect, test } from 'vitest';
import { metabase, questions } from './support/metabase.js';

const tens = { initial: 10, max: 10 };

function shownNames(sandbox: Sandbox, uid: string): readonly string[] {
  return sandbox.nodes(uid).map(({ name }) => name);
}

function operations(sandbox: Sandbox): readonly (string | undefined)[] {
  return sandbox.requests().map(({ operationName }) => operationName);
}

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
    await expect(first).rejects.toThrow(/Question "Big": makes a request of \d+ bytes alone/);
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
      await expect(failure).rejects.toThrow(/`batch\.\w+` is/);
      expect(sandbox.requests()).toStrictEqual([]);
    },
  );
});

describe('sources', () => {
  const names = questions(25).map(({ name }) => name);
  const sources: Record<string, () => Parameters<Paradime['publishNodes']>[1]> = {
    array: () => questions(25),
    'one-shot iterable': () => questions(25).values(),
    set: () => new Set(questions(25)),
    'async generator': async function* () {
      for (const node of questions(25)) {
        await delay(0);
        yield node;
      }
    },
    'function that returns an array': () => () => questions(25),
    'function that returns a promise of an iterable': () => async () => questions(25).values(),
  };

  test.each(Object.keys(sources))('%s', async (kind) => {
    await using sandbox = await startSandbox();
    const report = await new Paradime(sandbox).publish(metabase, sources[kind]?.() ?? [], { batch: tens });
    expect(report.nodes.chart).toBe(25);
    expect(shownNames(sandbox, report.integration.uid)).toStrictEqual(names);
  });

  test('a stream is read as it is sent, one batch and a node ahead at most', async () => {
    await using sandbox = await startSandbox();
    let read = 0;
    const lead: number[] = [];
    const stream = function* () {
      for (const node of questions(50)) {
        read++;
        yield node;
      }
    };
    const onProgress = ({ acknowledgedNodes }: Progress) => lead.push(read - acknowledgedNodes);
    await new Paradime(sandbox).publish(metabase, stream(), { batch: tens, onProgress });
    expect(lead).toStrictEqual([1, 11, 11, 10, 0]);
  });

  test('a stream that fails: the nodes that were shown stay, and the stream is closed', async () => {
    await using sandbox = await startSandbox();
    const paradime = new Paradime(sandbox);
    const { integration } = await paradime.publish(metabase, questions(3));
    const cause = new Error('disk full');
    const failing = function* () {
      yield* questions(15);
      throw cause;
    };
    const failure = paradime.publish(metabase, failing(), { batch: tens });
    await expect(failure).rejects.toBeInstanceOf(PublishError);
    await expect(failure).rejects.toMatchObject({ cause, committed: 'no', acknowledgedNodes: 10, snapshotId: 2 });
    expect(shownNames(sandbox, integration.uid)).toHaveLength(3);
  });

  test('a bad definition is refused before the source is asked', async () => {
    await using sandbox = await startSandbox();
    const source = () => expect.unreachable('asked');
    await expect(new Paradime(sandbox).publish({ name: '', nodeTypes: {} }, source)).rejects.toThrow(/no name/);
  });

  test('a source is closed when the publication ends early', async () => {
    await using sandbox = await startSandbox();
    let closed = 0;
    const stream = function* (nodes: readonly Node[]) {
      try {
        yield* nodes;
      } finally {
        closed++;
      }
    };
    const paradime = new Paradime(sandbox);
    await expect(paradime.publishNodes('nowhere', stream(questions(20)))).rejects.toThrow(
      /no integration with the uid/,
    );
    expect(closed).toBe(1);
    await expect(
      paradime.publish(metabase, stream([{ kind: 'chart', nodeType: 'Question', name: '' }, ...questions(2)])),
    ).rejects.toThrow(/has no name/);
    expect(closed).toBe(2);
  });

  test.each([[{}], [42], ['nodes'], [null], [Promise.resolve([])]])('%o cannot be iterated', async (nodes) => {
    await using sandbox = await startSandbox();
    const failure = new Paradime(sandbox).publish(metabase, nodes as never);
    await expect(failure).rejects.toThrow(/`nodes` cannot be iterated/);
  });
});

describe('before the first request', () => {
  test.each([
    ['an array', [] as Node[]],
    ['a stream', [][Symbol.iterator]()],
    ['a function', () => []],
  ])('no nodes at all are refused: %s', async (_what, nodes) => {
    await using sandbox = await startSandbox();
    const failure = new Paradime(sandbox).publish(metabase, nodes);
    await expect(failure).rejects.toBeInstanceOf(InvalidNodesError);
    await expect(failure).rejects.toThrow(/allowEmpty: true/);
    expect(sandbox.requests()).toStrictEqual([]);
  });

  test('unless that is meant: one request clears the integration', async () => {
    await using sandbox = await startSandbox();
    const paradime = new Paradime(sandbox);
    const { integration } = await paradime.publish(metabase, questions(3));
    const report = await paradime.publish(metabase, [], { allowEmpty: true });
    expect(report).toMatchObject({ requests: 1, nodes: { chart: 0, dashboard: 0, datasource: 0 } });
    expect(sandbox.nodes(integration.uid)).toStrictEqual([]);
  });

  const twins = [...questions(20), metabase.node('Question', { name: 'Question 3' })];

  test('an array is checked as a whole', async () => {
    await using sandbox = await startSandbox();
    const failure = new Paradime(sandbox).publish(metabase, twins, { batch: tens });
    await expect(failure).rejects.toThrow(/Question "Question 3" \(node 21\).*Question "Question 3" \(node 4\)/);
    expect(sandbox.requests()).toStrictEqual([]);
  });

  test('a stream is checked as it is read, duplicates included', async () => {
    await using sandbox = await startSandbox();
    const failure = new Paradime(sandbox).publish(metabase, twins.values(), { batch: tens });
    await expect(failure).rejects.toMatchObject({ code: 'PUBLISH', committed: 'no', acknowledgedNodes: 10 });
    await expect(failure).rejects.toThrow(/\(node 21\), id: has the same stable id as node 4\./);
  });

  test('checks can be ignored, raised and left out', async () => {
    await using sandbox = await startSandbox();
    const paradime = new Paradime(sandbox);
    const ignored = await paradime.publish(metabase, twins, { checks: { ignore: ['duplicate-stable-id'] } });
    expect(ignored.nodes.chart).toBe(21);
    await paradime.publish(metabase, twins, { checks: false });
    const unknown = paradime.publish(metabase, twins, { checks: { ignore: ['duplicates' as never] } });
    await expect(unknown).rejects.toThrow(/No check has the code "duplicates"/);

    const namesakes = ['a', 'b'].map((id) => metabase.node('Question', { name: 'same', id }));
    await paradime.publish(metabase, namesakes);
    const raised = { checks: { treatAsError: ['duplicate-node'] } } as const;
    await expect(paradime.publish(metabase, namesakes, raised)).rejects.toThrow(/duplicate-node/);
    await expect(paradime.publish(metabase, namesakes.values(), raised)).rejects.toThrow(/duplicate-node/);
  });

  test('a node of another definition, and one of a type that is not declared', async () => {
    await using sandbox = await startSandbox();
    const airflow = defineIntegration({ name: 'Airflow', nodeTypes: { Question: { kind: 'chart' } } });
    const foreign = airflow.node('Question', { name: 'a' });
    const paradime = new Paradime(sandbox);
    await expect(paradime.publish(metabase, [foreign])).rejects.toThrow(/belongs to the integration "Airflow"/);
    const undeclared: Node = { kind: 'chart', nodeType: 'Modle', name: 'a' };
    await expect(paradime.publish(metabase, [undeclared])).rejects.toThrow(/"Modle" is not declared/);
    expect(sandbox.requests()).toStrictEqual([]);
  });

  test('without checks nothing is left out in silence', async () => {
    await using sandbox = await startSandbox();
    const paradime = new Paradime(sandbox);
    const odd = { kind: 'table', nodeType: 'Question', name: 'a' } as never;
    await expect(paradime.publish(metabase, [odd], { checks: false })).rejects.toThrow(/neither chart/);
    const lost = { ...metabase.node('Question', { name: 'a' }), upstream: [{ kind: 'sql', table: 'b' }] } as never;
    await expect(paradime.publish(metabase, [lost], { checks: false })).rejects.toThrow(/is no reference/);
  });
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

describe('failures', () => {
  /** A client whose nth request with nodes meets `fault` instead of the sandbox, or after it. */
  function withFault(
    sandbox: Sandbox,
    nth: number,
    fault: (send: () => Promise<Response>) => Promise<Response>,
  ): Paradime {
    let requests = 0;
    return new Paradime({
      ...sandbox,
      retry: false,
      fetch: (url, init) => {
        const send = () => fetch(url, init);
        const hasNodes = new TextDecoder().decode(init?.body as Uint8Array).includes('chartLikeNodes');
        return hasNodes && ++requests === nth ? fault(send) : send();
      },
    });
  }

  const lost = async (send: () => Promise<Response>): Promise<Response> => {
    await send();
    throw new TypeError('socket hang up');
  };

  test.each([
    ['the first request', 1, 'no', 0, 3],
    ['a middle one', 2, 'no', 10, 3],
    ['the commit', 3, 'unknown', 20, 25],
  ] as const)('the answer to %s is lost', async (_what, nth, committed, acknowledgedNodes, shown) => {
    await using sandbox = await startSandbox();
    const { integration } = await new Paradime(sandbox).publish(metabase, questions(3));
    const failure = withFault(sandbox, nth, lost).publish(metabase, questions(25), { batch: tens, maxRestarts: 0 });
    await expect(failure).rejects.toMatchObject({
      code: 'PUBLISH',
      committed,
      acknowledgedNodes,
      cause: { code: 'NETWORK' },
    });
    await expect(failure).rejects.toThrow(committed === 'no' ? /shows the nodes it showed before/ : /is unknown/);
    expect(sandbox.nodes(integration.uid)).toHaveLength(shown);
  });

  test.each([
    ['ok: false', { ok: false, snapshotId: null }, 'REJECTED', 'no'],
    ['no ok', { snapshotId: 1 }, 'PROTOCOL', 'unknown'],
    ['no snapshot', { ok: true, snapshotId: null }, 'PROTOCOL', 'unknown'],
    ['another snapshot', { ok: true, snapshotId: 77 }, 'PROTOCOL', 'unknown'],
  ] as const)('a commit that is answered with %s', async (_what, addCustomIntegrationNodes, code, committed) => {
    await using sandbox = await startSandbox();
    const paradime = withFault(sandbox, 2, async () => Response.json({ data: { addCustomIntegrationNodes } }));
    const failure = paradime.publish(metabase, questions(20), { batch: tens, maxRestarts: 0 });
    await expect(failure).rejects.toMatchObject({ code: 'PUBLISH', committed, cause: { code } });
  });

  test.each([
    ['nothing', null, 'no'],
    ['a result', { ok: true, snapshotId: 1 }, 'unknown'],
  ] as const)('a commit that is answered with GraphQL errors beside %s', async (_what, field, committed) => {
    await using sandbox = await startSandbox();
    const body = { data: { addCustomIntegrationNodes: field }, errors: [{ message: 'oops' }] };
    const failure = withFault(sandbox, 1, async () => Response.json(body)).publish(metabase, questions(5), {
      maxRestarts: 0,
    });
    await expect(failure).rejects.toMatchObject({ committed, cause: { code: 'GRAPHQL' } });
  });

  test.each(['FORBIDDEN', 'UNAUTHENTICATED', undefined])(
    'an error after the commit ran, with the code %s',
    async (code) => {
      await using sandbox = await startSandbox();
      const data = { addCustomIntegrationNodes: { ok: true, snapshotId: 1 } };
      const errors = [{ message: 'Unknown field "tags"', extensions: { code } }];
      const paradime = withFault(sandbox, 1, async () => Response.json({ data, errors }));
      const failure = paradime.publish(metabase, questions(5), { maxRestarts: 0 });
      await expect(failure).rejects.toMatchObject({ committed: 'unknown', attempts: 1 });
    },
  );

  test.each([
    ['hangs', () => new Promise<never>(() => {})],
    ['throws', () => Promise.reject(new Error('sealed'))],
  ])('a credentials function that %s: nothing was sent, so it is no PublishError', async (_what, credentials) => {
    await using sandbox = await startSandbox();
    const paradime = new Paradime({ ...sandbox, credentials, timeoutMs: 30 });
    const failure = paradime.publishNodes('uid', questions(5));
    await expect(failure).rejects.toMatchObject({ code: expect.stringMatching(/TIMEOUT|AUTHENTICATION/), attempts: 0 });
    const again = paradime.publishNodes('uid', questions(5), { signal: AbortSignal.timeout(5) });
    await expect(again).rejects.not.toMatchObject({ code: 'PUBLISH' });
  });

  test('a source that cannot be closed does not hide why it was closed', async () => {
    await using sandbox = await startSandbox();
    const stream = function* () {
      try {
        yield* questions(90);
      } finally {
        // biome-ignore lint/correctness/noUnsafeFinally: wrong on purpose
        throw new Error('cannot close');
      }
    };
    const paradime = withFault(sandbox, 2, async () => new Response('', { status: 400 }));
    const failure = paradime.publish(metabase, stream(), { batch: tens });
    await expect(failure).rejects.toMatchObject({ code: 'PUBLISH', committed: 'no', cause: { status: 400 } });
  });

  test('an unknown uid', async () => {
    await using sandbox = await startSandbox();
    const failure = new Paradime(sandbox).publishNodes('nowhere', questions(1));
    await expect(failure).rejects.toMatchObject({ code: 'PUBLISH', committed: 'no', cause: { code: 'GRAPHQL' } });
    await expect(failure).rejects.toThrow(/no integration with the uid "nowhere"/);
  });

  test('a wrong key fails before nodes are sent, as what it is', async () => {
    await using sandbox = await startSandbox();
    const paradime = new Paradime({ ...sandbox, credentials: { apiKey: 'wrong', apiSecret: 'wrong' } });
    await expect(paradime.publish(metabase, questions(1))).rejects.toMatchObject({ code: 'AUTHENTICATION' });
  });
});

describe('abort', () => {
  test('between batches: the signal’s reason, and the former nodes stay', async () => {
    await using sandbox = await startSandbox();
    const paradime = new Paradime(sandbox);
    const { integration } = await paradime.publish(metabase, questions(3));
    const controller = new AbortController();
    const failure = paradime.publish(metabase, questions(30), {
      batch: tens,
      signal: controller.signal,
      onProgress: () => controller.abort('enough'),
    });
    await expect(failure).rejects.toBe('enough');
    expect(sandbox.nodes(integration.uid)).toHaveLength(3);
  });

  test('while the commit is under way: whether it happened is unknown', async () => {
    await using sandbox = await startSandbox({ latencyMs: 50 });
    const controller = new AbortController();
    const paradime = new Paradime({
      ...sandbox,
      onEvent: ({ type, ...event }) => {
        if (
          type === 'request-start' &&
          'operationName' in event &&
          event.operationName === 'AddCustomIntegrationNodes'
        ) {
          setTimeout(() => controller.abort('enough'), 10);
        }
      },
    });
    const failure = paradime.publish(metabase, questions(3), { signal: controller.signal });
    await expect(failure).rejects.toMatchObject({ code: 'PUBLISH', committed: 'unknown', cause: 'enough' });
  });

  test('while the first node of a stream is awaited, also if it cannot be closed', async () => {
    await using sandbox = await startSandbox();
    const stuck: AsyncIterableIterator<Node> = {
      next: () => new Promise(() => {}),
      return: () => Promise.reject(new Error('cannot close')),
      [Symbol.asyncIterator]: () => stuck,
    };
    const controller = new AbortController();
    setTimeout(() => controller.abort('enough'), 20);
    await expect(new Paradime(sandbox).publish(metabase, stuck, { signal: controller.signal })).rejects.toBe('enough');
    expect(sandbox.requests()).toStrictEqual([]);
  });

  test('after the commit, while node types are removed: the publication stands', async () => {
    const before: Definition = { name: 'Metabase', nodeTypes: { Question: { kind: 'chart' }, Old: { kind: 'chart' } } };
    await using sandbox = await startSandbox({
      faults: [{ operation: 'UpdateCustomIntegration', effect: { type: 'delay', ms: 1000 } }],
    });
    const controller = new AbortController();
    const onEvent = ({ type }: ParadimeEvent) => {
      if (type === 'snapshot-committed') setTimeout(() => controller.abort('enough'), 10);
    };
    await new Paradime(sandbox).publish(before, questions(1));
    const paradime = new Paradime({ ...sandbox, onEvent });
    const after: Definition = { name: 'Metabase', nodeTypes: { Question: { kind: 'chart' } } };
    const { integration } = await paradime.publish(after, questions(2), { signal: controller.signal });
    expect(integration).toMatchObject({ outcome: 'updated', leftover: { nodeTypes: ['Old'], cause: 'enough' } });
    expect(sandbox.nodes(integration.uid)).toHaveLength(2);
  });

  test('while a stream is awaited: at once, without waiting for it', async () => {
    await using sandbox = await startSandbox();
    const controller = new AbortController();
    const stuck = async function* () {
      yield* questions(11);
      await new Promise(() => {});
    };
    const failure = new Paradime(sandbox).publish(metabase, stuck(), { batch: tens, signal: controller.signal });
    setTimeout(() => controller.abort('enough'), 50);
    await expect(failure).rejects.toBe('enough');
  });

  test('while a function that returns the source is awaited', async () => {
    await using sandbox = await startSandbox();
    const signal = AbortSignal.timeout(20);
    const failure = new Paradime(sandbox).publish(metabase, () => new Promise<never>(() => {}), { signal });
    await expect(failure).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  test('before it begins: nothing is sent', async () => {
    await using sandbox = await startSandbox();
    const signal = AbortSignal.abort('enough');
    await expect(new Paradime(sandbox).publish(metabase, questions(1), { signal })).rejects.toBe('enough');
    expect(sandbox.requests()).toStrictEqual([]);
  });
});
