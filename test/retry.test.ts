import { getEventListeners } from 'node:events';
import { Paradime, type ParadimeEvent, type RetryOptions } from 'paradime-integrations';
import { type Fault, type FaultEffect, startSandbox } from 'paradime-integrations/sandbox';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { metabase } from './support/metabase.js';

const quick: RetryOptions = { initialDelayMs: 1 };
const list = 'ListCustomIntegrations';
const create = 'AddCustomIntegration';
const update = 'UpdateCustomIntegration';

async function start(faults: readonly Fault[], retry: RetryOptions | false = quick) {
  const sandbox = await startSandbox({ faults });
  const events: ParadimeEvent[] = [];
  const paradime = new Paradime({ ...sandbox, retry, onEvent: (event) => events.push(event) });
  const retries = () => events.filter((event) => event.type === 'retry');
  const count = (operation: string) =>
    sandbox.requests().filter(({ operationName }) => operationName === operation).length;
  return {
    sandbox,
    customIntegrations: paradime.customIntegrations,
    retries,
    count,
    [Symbol.asyncDispose]: () => sandbox.close(),
  };
}

const unprocessed: [string, FaultEffect][] = [
  ['429', { type: 'status', status: 429 }],
  ['503 with Retry-After', { type: 'status', status: 503, retryAfter: 0 }],
];
const ambiguous: [string, FaultEffect][] = [
  ['500', { type: 'status', status: 500 }],
  ['503 without Retry-After', { type: 'status', status: 503, processed: true }],
  ['a reset before', { type: 'reset' }],
  ['a reset after', { type: 'reset', processed: true }],
  ['half an answer', { type: 'truncate' }],
  ['HTML', { type: 'html', processed: true }],
];
const final: [string, FaultEffect][] = [
  ['400', { type: 'status', status: 400 }],
  ['403', { type: 'status', status: 403 }],
  ['413', { type: 'status', status: 413 }],
  ['ok: false', { type: 'not-ok' }],
];

describe('list', () => {
  test.each([...unprocessed, ...ambiguous])('is sent again after %s', async (_what, effect) => {
    await using context = await start([{ operation: list, call: [1, 2], effect }]);
    expect(await context.customIntegrations.list()).toStrictEqual([]);
    expect(context.count(list)).toBe(3);
    expect(context.retries()).toMatchObject([
      { operationName: list, attempt: 1 },
      { operationName: list, attempt: 2 },
    ]);
  });

  test.each(final)('is not after %s', async (_what, effect) => {
    await using context = await start([{ operation: list, effect }]);
    await expect(context.customIntegrations.list()).rejects.toMatchObject({ attempts: 1 });
    expect(context.count(list)).toBe(1);
  });

  test('maxAttempts bounds it, and the error counts them', async () => {
    await using context = await start([{ effect: { type: 'status', status: 500 } }], { ...quick, maxAttempts: 3 });
    await expect(context.customIntegrations.list()).rejects.toMatchObject({ code: 'HTTP', attempts: 3 });
    expect(context.count(list)).toBe(3);
  });

  test('retry: false sends once', async () => {
    await using context = await start([{ effect: { type: 'status', status: 500 } }], false);
    await expect(context.customIntegrations.list()).rejects.toMatchObject({ attempts: 1 });
  });

  test('a server that is away for a moment', async () => {
    await using context = await start([{ operation: list, call: 1, effect: { type: 'refuse', forMs: 60 } }], {
      initialDelayMs: 100,
      maxAttempts: 20,
    });
    await context.customIntegrations.list();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await context.customIntegrations.list()).toStrictEqual([]);
    expect(context.retries()[0]).toMatchObject({ error: { code: 'NETWORK', isUnsent: true } });
  });
});

describe('update', () => {
  test.each([...unprocessed, ...ambiguous])('is sent again after %s: it sets values', async (_what, effect) => {
    await using context = await start([{ operation: update, call: 1, effect }]);
    const { uid } = await context.customIntegrations.create(metabase);
    await context.customIntegrations.update(uid, { active: false });
    expect(context.sandbox.integrations()).toMatchObject([{ isActive: false }]);
    expect(context.count(update)).toBe(2);
  });
});

describe('create', () => {
  test.each(unprocessed)('is sent again after %s', async (_what, effect) => {
    await using context = await start([{ operation: create, call: 1, effect }]);
    await context.customIntegrations.create(metabase);
    expect(context.sandbox.integrations()).toHaveLength(1);
  });

  test.each(ambiguous)('is not after %s: without an earlier list the outcome is unknown', async (_what, effect) => {
    await using context = await start([{ operation: create, call: 1, effect }]);
    const failure = context.customIntegrations.create(metabase);
    await expect(failure).rejects.toMatchObject({ code: 'UNKNOWN_OUTCOME', attempts: 1, operationName: create });
    await expect(failure).rejects.toThrow(/Look for it with list\(\)/);
    expect(context.count(create)).toBe(1);
    expect(context.count(list)).toBe(0);
  });

  const lost: FaultEffect = { type: 'reset', processed: true };

  test('a lost answer is made up for by the list: upsert created it', async () => {
    await using context = await start([{ operation: create, call: 1, effect: lost }]);
    const { integration, outcome } = await context.customIntegrations.upsert(metabase);
    expect(outcome).toBe('created');
    expect(context.sandbox.integrations()).toMatchObject([{ uid: integration.uid }]);
  });

  test('an inactive one of that name, known before, is not taken for it', async () => {
    await using context = await start([{ operation: create, call: 2, effect: lost }]);
    const { customIntegrations } = context;
    const { uid: old } = await customIntegrations.create(metabase);
    const earlier = await customIntegrations.list();
    const { uid } = await customIntegrations.create(metabase, { earlier });
    expect(uid).not.toBe(old);
  });

  test.each([
    ['there is none', [{ operation: create, call: 1, effect: { type: 'reset' } }]],
    [
      'the list fails, too',
      [
        { operation: create, call: 1, effect: lost },
        { operation: list, call: 2, effect: { type: 'status', status: 403 } },
      ],
    ],
  ] as [string, Fault[]][])('unknown, when %s', async (_what, faults) => {
    await using context = await start(faults);
    await expect(context.customIntegrations.upsert(metabase)).rejects.toMatchObject({
      code: 'UNKNOWN_OUTCOME',
      cause: { code: 'NETWORK' },
    });
  });

  test('unknown, when two were added', async () => {
    await using context = await start([{ operation: create, call: [1, 2], effect: lost }]);
    await expect(context.customIntegrations.create(metabase)).rejects.toMatchObject({ code: 'UNKNOWN_OUTCOME' });
    await expect(context.customIntegrations.create(metabase, { earlier: [] })).rejects.toMatchObject({
      code: 'UNKNOWN_OUTCOME',
    });
  });
});

describe('waiting', () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  const answers = (...responses: (() => Response)[]) => {
    const fetch = vi.fn(async () =>
      (
        responses.shift() ?? (() => Response.json({ data: { listCustomIntegrations: { ok: true, integrations: [] } } }))
      )(),
    );
    const paradime = (retry?: RetryOptions) =>
      new Paradime({ endpoint: 'https://a.example', credentials: { token: 't' }, fetch, retry });
    return { fetch, paradime };
  };
  const busy = (retryAfter: string) => () => new Response('', { status: 429, headers: { 'retry-after': retryAfter } });

  test('Retry-After of 2 seconds is waited for, not less', async () => {
    vi.useFakeTimers();
    const { fetch, paradime } = answers(busy('2'));
    const call = paradime().customIntegrations.list();
    await vi.advanceTimersByTimeAsync(1999);
    expect(fetch).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(fetch).toHaveBeenCalledTimes(2);
    await expect(call).resolves.toStrictEqual([]);
  });

  test('Retry-After as a date', async () => {
    vi.useFakeTimers({ now: new Date('2026-01-01T00:00:00Z') });
    const { fetch, paradime } = answers(busy('Thu, 01 Jan 2026 00:00:05 GMT'));
    const call = paradime().customIntegrations.list();
    await vi.advanceTimersByTimeAsync(4999);
    expect(fetch).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    await expect(call).resolves.toStrictEqual([]);
  });

  test('one beyond maxDelayMs fails at once, and says how long', async () => {
    const { fetch, paradime } = answers(busy('31'));
    await expect(paradime().customIntegrations.list()).rejects.toMatchObject({
      code: 'RATE_LIMIT',
      retryAfterMs: 31_000,
      attempts: 1,
    });
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  test('without one, waits double under full jitter, up to the bound', async () => {
    vi.useFakeTimers();
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    const error = () => new Response('', { status: 500 });
    const { fetch, paradime } = answers(error, error, error, error);
    const call = paradime({ maxAttempts: 5, initialDelayMs: 100, maxDelayMs: 300 }).customIntegrations.list();
    await vi.advanceTimersByTimeAsync(0);
    for (const [wait, calls] of [
      [50, 2],
      [100, 3],
      [150, 4],
      [150, 5],
    ] as const) {
      await vi.advanceTimersByTimeAsync(wait - 1);
      expect(fetch).toHaveBeenCalledTimes(calls - 1);
      await vi.advanceTimersByTimeAsync(1);
      expect(fetch).toHaveBeenCalledTimes(calls);
    }
    await expect(call).resolves.toStrictEqual([]);
  });

  test('an abort ends the wait at once, and leaves neither timer nor listener', async () => {
    const { paradime } = answers(busy('20'));
    const controller = new AbortController();
    const call = paradime().customIntegrations.list({ signal: controller.signal });
    const before = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    await new Promise((resolve) => setTimeout(resolve, 20));
    const abortedAt = performance.now();
    controller.abort('enough');
    await expect(call).rejects.toBe('enough');
    expect(performance.now() - abortedAt).toBeLessThan(50);
    expect(getEventListeners(controller.signal, 'abort')).toStrictEqual([]);
    expect(process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length).toBeLessThanOrEqual(before);
  });

  test.each([{ maxAttempts: 0 }, { initialDelayMs: -1 }, { maxDelayMs: Number.NaN }, { maxAttempts: 1.5 }])(
    '%j is refused',
    (retry) => {
      expect(() => answers().paradime(retry)).toThrow(/`retry\.\w+` must be/);
    },
  );
});
