import { type Definition, type Node, Paradime, type ParadimeEvent } from 'paradime-integrations';
import { type Sandbox, startSandbox } from 'paradime-integrations/sandbox';
import { describe, expect, test } from 'vitest';
import { metabase, questions } from './support/metabase.js';
import { tens } from './support/publishing.js';

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
    await expect(failure).rejects.toThrow(committed === 'no' ? /still shows its former nodes/ : /is unknown/);
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
