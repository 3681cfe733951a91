// What publish promises under faults: when it resolves, exactly these nodes are shown, once each; when it rejects, the
// former ones are, or the error says that this is unknown.

import {
  type NodeSource,
  Paradime,
  type ParadimeEvent,
  type Progress,
  type PublishOptions,
} from 'paradime-integrations';
import { type Fault, type FaultEffect, type Sandbox, startSandbox } from 'paradime-integrations/sandbox';
import { describe, expect, test } from 'vitest';
import { metabase, questions } from './support/metabase.js';

const addNodes = 'AddCustomIntegrationNodes';
const tens = { initial: 10, max: 10 };
const retry = { initialDelayMs: 1 };

/** A sandbox that shows 3 nodes before the faults begin; their calls are counted from then on. */
async function start(faults: readonly Fault[], latencyMs = 0) {
  const shifted = faults.map(({ call, ...fault }) => ({
    ...fault,
    ...(call !== undefined && { call: typeof call === 'number' ? call + 1 : call }),
  }));
  const sandbox = await startSandbox({ faults: shifted, latencyMs });
  const events: ParadimeEvent[] = [];
  const paradime = new Paradime({ ...sandbox, retry, timeoutMs: 2000, onEvent: (event) => events.push(event) });
  const { integration } = await paradime.publish(metabase, questions(3));
  const { uid } = integration;
  const names = () =>
    sandbox
      .nodes(uid)
      .map(({ name }) => name)
      .sort();
  events.length = 0;
  return { sandbox, paradime, uid, names, events, [Symbol.asyncDispose]: () => sandbox.close() };
}

const former = questions(3).map(({ name }) => name);
const wanted = questions(25)
  .map(({ name }) => name)
  .sort();
const stream = () => questions(25).values();

describe('the lost answer: the batch is processed and the connection dies before the answer', () => {
  const places = [
    ['first', 1],
    ['middle', 2],
    ['last', 3],
  ] as const;

  test.each(places)('of the %s batch, with an array: begins anew in a fresh snapshot', async (_place, call) => {
    await using context = await start([{ operation: addNodes, call, effect: { type: 'reset', processed: true } }]);
    const report = await context.paradime.publish(metabase, questions(25), { batch: tens });
    expect(report).toMatchObject({ restarts: 1, retries: 0, requests: call + 3 });
    expect(context.names()).toStrictEqual(wanted);
    expect(context.sandbox.duplicates(context.uid)).toStrictEqual([]);
    expect(context.events.filter(({ type }) => type === 'snapshot-restarted')).toMatchObject([
      { integrationUid: context.uid, restart: 1, error: { code: 'NETWORK' } },
    ]);
  });

  test.each(places)('of the %s batch, with a function', async (_place, call) => {
    await using context = await start([{ operation: addNodes, call, effect: { type: 'reset', processed: true } }]);
    await context.paradime.publish(metabase, stream, { batch: tens });
    expect(context.names()).toStrictEqual(wanted);
  });

  test.each([
    ['first', 1, 'no', 0],
    ['middle', 2, 'no', 10],
    ['last', 3, 'unknown', 20],
  ] as const)(
    'of the %s batch, with a one-shot stream: an error',
    async (_place, call, committed, acknowledgedNodes) => {
      await using context = await start([{ operation: addNodes, call, effect: { type: 'reset', processed: true } }]);
      const failure = context.paradime.publish(metabase, stream(), { batch: tens });
      await expect(failure).rejects.toMatchObject({ code: 'PUBLISH', committed, acknowledgedNodes });
      expect(context.names()).toStrictEqual(committed === 'no' ? former : wanted);
    },
  );

  test.each(places)(
    'of the %s batch, with a one-shot stream and resend: the batch is sent again',
    async (_place, call) => {
      await using context = await start([{ operation: addNodes, call, effect: { type: 'reset', processed: true } }]);
      const publishing = context.paradime.publish(metabase, stream(), { batch: tens, onAmbiguous: 'resend' });
      if (call === 3) {
        // The snapshot was committed by the lost request, so the one sent again is refused.
        await expect(publishing).rejects.toMatchObject({ committed: 'unknown', cause: { code: 'GRAPHQL' } });
      } else {
        expect(await publishing).toMatchObject({ restarts: 0, retries: 1, requests: 4 });
        // The sandbox stores what is sent twice twice; a first batch sent again goes to a snapshot of its own.
        expect(context.sandbox.duplicates(context.uid)).toHaveLength(call === 2 ? 10 : 0);
      }
      expect([...new Set(context.names())]).toStrictEqual(wanted);
    },
  );

  test('again and again: gives up after maxRestarts, and remembers a commit of an earlier attempt', async () => {
    await using context = await start([
      { operation: addNodes, call: 3, effect: { type: 'reset', processed: true } },
      { operation: addNodes, effect: { type: 'reset' }, call: 4 },
    ]);
    const failure = context.paradime.publish(metabase, questions(25), { batch: tens, maxRestarts: 1 });
    await expect(failure).rejects.toMatchObject({
      committed: 'unknown',
      acknowledgedNodes: 0,
      cause: { code: 'NETWORK' },
    });
    expect(context.names()).toStrictEqual(wanted);
  });

  test('a commit that may have happened is not forgotten when the next attempt is refused', async () => {
    await using context = await start([
      { operation: addNodes, call: 3, effect: { type: 'html', processed: true } },
      { operation: addNodes, call: 4, effect: { type: 'not-ok' } },
    ]);
    const failure = context.paradime.publish(metabase, questions(25), { batch: tens });
    await expect(failure).rejects.toMatchObject({ committed: 'unknown', cause: { code: 'REJECTED' } });
  });

  test('nor when it is aborted while it waits to begin anew', async () => {
    const controller = new AbortController();
    await using context = await start([{ operation: addNodes, call: 3, effect: { type: 'truncate' } }]);
    const paradime = new Paradime({
      ...context.sandbox,
      retry: { initialDelayMs: 10_000 },
      onEvent: ({ type }) => {
        if (type === 'snapshot-restarted') setTimeout(() => controller.abort('enough'), 5);
      },
    });
    const failure = paradime.publish(metabase, questions(25), { batch: tens, signal: controller.signal });
    await expect(failure).rejects.toMatchObject({ code: 'PUBLISH', committed: 'unknown', cause: 'enough' });
  });
});

test('a commit that times out', async () => {
  await using context = await start([
    { operation: addNodes, call: 1, effect: { type: 'delay', ms: 300, processed: true } },
  ]);
  const paradime = new Paradime({ ...context.sandbox, timeoutMs: 50 });
  const failure = paradime.publish(metabase, questions(3).values());
  await expect(failure).rejects.toMatchObject({ committed: 'unknown', cause: { code: 'TIMEOUT' } });
});

test('a commit that no connection was there for', async () => {
  await using context = await start([{ operation: addNodes, call: 1, effect: { type: 'refuse', forMs: 300 } }]);
  const paradime = new Paradime({ ...context.sandbox, retry: false });
  // The second batch is ready only after the client has seen that its idle connections are gone.
  const slow = async function* () {
    yield* questions(20);
    await new Promise((resolve) => setTimeout(resolve, 100));
  };
  const failure = paradime.publish(metabase, slow(), { batch: tens });
  await expect(failure).rejects.toMatchObject({ committed: 'no', acknowledgedNodes: 10 });
});

describe('known not to have been processed: the batch is sent again', () => {
  test.each([
    ['429', { type: 'status', status: 429, retryAfter: 0 }],
    ['503 with Retry-After', { type: 'status', status: 503, retryAfter: 0 }],
  ] as [string, FaultEffect][])('%s, also from a one-shot stream', async (_what, effect) => {
    await using context = await start([1, 2, 3].map((call) => ({ operation: addNodes, call: 2 * call - 1, effect })));
    const report = await context.paradime.publish(metabase, stream(), { batch: tens });
    expect(report).toMatchObject({ restarts: 0, retries: 3, requests: 6 });
    expect(context.names()).toStrictEqual(wanted);
    expect(context.sandbox.duplicates(context.uid)).toStrictEqual([]);
  });

  test('the same bytes', async () => {
    await using context = await start([{ operation: addNodes, call: 2, effect: { type: 'status', status: 429 } }]);
    const report = await context.paradime.publish(metabase, questions(25), { batch: tens });
    const sizes = context.sandbox
      .requests()
      .filter(({ operationName }) => operationName === addNodes)
      .slice(1)
      .map(({ bytes }) => bytes);
    expect(sizes[1]).toBe(sizes[2]);
    expect(report.bytes).toBe(sizes.reduce((sum, bytes) => sum + bytes));
  });
});

describe('ends the publication, and the former nodes stay', () => {
  test.each([
    ['400', { type: 'status', status: 400 }, 'HTTP'],
    ['ok: false', { type: 'not-ok' }, 'REJECTED'],
  ] as [string, FaultEffect, string][])('%s', async (_what, effect, code) => {
    await using context = await start([{ operation: addNodes, call: 2, effect }]);
    const failure = context.paradime.publish(metabase, questions(25), { batch: tens });
    await expect(failure).rejects.toMatchObject({ committed: 'no', acknowledgedNodes: 10, cause: { code } });
    expect(context.names()).toStrictEqual(former);
    expect(context.sandbox.snapshots().filter(({ isOpen }) => isOpen)).toHaveLength(1);
  });

  test('Retry-After beyond maxDelayMs', async () => {
    const effect: FaultEffect = { type: 'status', status: 503, retryAfter: 3600 };
    await using context = await start([{ operation: addNodes, call: 2, effect }]);
    const failure = context.paradime.publish(metabase, questions(25), { batch: tens });
    await expect(failure).rejects.toMatchObject({ committed: 'no', cause: { retryAfterMs: 3_600_000 } });
  });
});

describe('the size of batches', () => {
  async function sizesOf(
    context: { sandbox: Sandbox; paradime: Paradime },
    nodes: NodeSource,
    options: PublishOptions = {},
  ) {
    const sizes: number[] = [];
    await context.paradime.publish(metabase, nodes, {
      ...options,
      onProgress: ({ batchSize }: Progress) => sizes.push(batchSize),
    });
    return sizes;
  }

  test('doubles while requests are quick, up to 500', async () => {
    await using context = await start([]);
    expect(await sizesOf(context, questions(1700))).toStrictEqual([10, 20, 40, 80, 160, 320, 500, 500, 70]);
  });

  test('initial is capped by max', async () => {
    await using context = await start([]);
    expect(await sizesOf(context, questions(12), { batch: { max: 5 } })).toStrictEqual([5, 5, 2]);
  });

  test('stays while they are slow', async () => {
    await using context = await start([{ operation: addNodes, call: 1, effect: { type: 'delay', ms: 2050 } }]);
    const paradime = new Paradime({ ...context.sandbox, timeoutMs: 10_000 });
    expect(await sizesOf({ ...context, paradime }, questions(50))).toStrictEqual([10, 10, 10, 20]);
  });

  test('halves when the server says 413, and what was too much is not tried again', async () => {
    await using sandbox = await startSandbox({ maxBodyBytes: 30_000 });
    const paradime = new Paradime(sandbox);
    const sizes = await sizesOf({ sandbox, paradime }, questions(300));
    expect(sizes.reduce((sum, size) => sum + size)).toBe(300);
    const refused = sandbox.requests().filter(({ status }) => status === 413);
    expect(refused).toHaveLength(1);
    const { uid = '' } = sandbox.integrations()[0] ?? {};
    expect(sandbox.nodes(uid)).toHaveLength(300);
    expect(sandbox.duplicates(uid)).toStrictEqual([]);
  });

  test('halves after a timeout, in the fresh snapshot', async () => {
    await using context = await start([
      { operation: addNodes, call: 3, effect: { type: 'delay', ms: 1000, processed: true } },
    ]);
    const paradime = new Paradime({ ...context.sandbox, retry, timeoutMs: 300 });
    const sizes = await sizesOf({ ...context, paradime }, questions(100));
    expect(sizes).toStrictEqual([10, 20, 20, 20, 20, 20, 20].slice(0, sizes.length));
    expect(context.sandbox.nodes(context.uid)).toHaveLength(100);
  });

  test('one node that the server refuses as too large is named', async () => {
    await using sandbox = await startSandbox({ maxBodyBytes: 5000 });
    const big = metabase.node('Question', { name: 'Big', description: 'x'.repeat(6000) });
    const failure = new Paradime(sandbox).publish(metabase, [...questions(5), big, ...questions(9).slice(5)]);
    await expect(failure).rejects.toThrow(
      /Question "Big": makes a request of \d+ bytes on its own, and the server refuses it/,
    );
    await expect(failure).rejects.toMatchObject({ cause: { code: 'INVALID_NODES', cause: { status: 413 } } });
  });
});

describe('concurrency', () => {
  test('sends side by side between the first batch and the last, which waits for all', async () => {
    await using context = await start([], 40);
    await context.paradime.publish(metabase, questions(100), { batch: tens, concurrency: 4 });
    const requests = context.sandbox
      .requests()
      .filter(({ operationName }) => operationName === addNodes)
      .slice(1);
    const spans = requests.map(({ startedAt, durationMs }) => ({ from: startedAt, to: startedAt + durationMs }));
    const most = Math.max(
      ...spans.map(({ from }) => spans.filter((span) => span.from <= from && from < span.to).length),
    );
    expect(most).toBe(4);
    const [first, ...others] = spans;
    const last = others.pop();
    for (const span of others) {
      expect(span.from).toBeGreaterThanOrEqual((first?.to ?? 0) - 2);
      expect(last?.from).toBeGreaterThanOrEqual(span.to - 2);
    }
    expect(context.sandbox.nodes(context.uid)).toHaveLength(100);
    expect(context.sandbox.duplicates(context.uid)).toStrictEqual([]);
  });

  test('a failure stops the others', async () => {
    await using context = await start([{ operation: addNodes, call: 3, effect: { type: 'not-ok' } }], 20);
    const failure = context.paradime.publish(metabase, questions(300), { batch: tens, concurrency: 4 });
    await expect(failure).rejects.toMatchObject({ committed: 'no', cause: { code: 'REJECTED' } });
    await new Promise((resolve) => setTimeout(resolve, 60));
    const sent = context.sandbox.requests().length;
    expect(sent).toBeLessThan(15);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(context.sandbox.requests()).toHaveLength(sent);
    expect(context.names()).toStrictEqual(former);
  });

  test('a source that fails stops what is under way', async () => {
    await using context = await start([], 20);
    const cause = new Error('disk full');
    const failing = function* () {
      yield* questions(35);
      throw cause;
    };
    const failure = context.paradime.publish(metabase, failing(), { batch: tens, concurrency: 4 });
    await expect(failure).rejects.toMatchObject({ code: 'PUBLISH', committed: 'no', cause });
  });

  test.each([{ concurrency: 0 }, { concurrency: 1.5 }, { maxRestarts: -1 }])('%j is refused', async (options) => {
    await using context = await start([]);
    await expect(context.paradime.publish(metabase, questions(1), options)).rejects.toThrow(/must be a whole number/);
  });
});
