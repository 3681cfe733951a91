// Sources of nodes that hang, are closed late, change while they are read, or hold very large nodes.

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Node, Paradime } from 'paradime-integrations';
import { startSandbox } from 'paradime-integrations/sandbox';
import { expect, test } from 'vitest';
import { metabase, questions } from './support/metabase.js';
import { startServer } from './support/server.js';

const never = new Promise<never>(() => {});

/** A source that gives these nodes and whose clean-up does not end. */
function stuck(nodes: readonly Node[]): AsyncIterable<Node> {
  return {
    [Symbol.asyncIterator]: () => {
      const iterator = nodes.values();
      return { next: async () => iterator.next(), return: () => never };
    },
  };
}

test('a source that cannot be closed does not hold an abort', async () => {
  await using sandbox = await startSandbox({ latencyMs: 50 });
  const publishing = new Paradime(sandbox).publish(metabase, stuck(questions(50)), { signal: AbortSignal.timeout(80) });
  await expect(publishing).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('a source that cannot be closed does not hold a refusal', async () => {
  await using sandbox = await startSandbox();
  const wrong: Node = { kind: 'chart', nodeType: 'Question', name: '' };
  const publishing = new Paradime(sandbox).publish(metabase, stuck([wrong, ...questions(3)]));
  await expect(publishing).rejects.toMatchObject({ code: 'INVALID_NODES' });
});

test('a source without `return` is read no further once the publication has ended', async () => {
  await using sandbox = await startSandbox({ latencyMs: 30 });
  let calls = 0;
  const source: AsyncIterable<Node> = {
    [Symbol.asyncIterator]: () => ({
      next: async () => {
        calls++;
        await new Promise((resolve) => setTimeout(resolve, 2));
        return { done: false, value: { kind: 'chart', nodeType: 'Question', name: `q${calls}` } };
      },
    }),
  };
  const publishing = new Paradime(sandbox).publish(metabase, source, { signal: AbortSignal.timeout(100) });
  await expect(publishing).rejects.toMatchObject({ name: 'TimeoutError' });
  const read = calls;
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(calls - read).toBeLessThanOrEqual(1);
});

test('what a function opens after an abort is closed', async () => {
  await using sandbox = await startSandbox();
  let isClosed = false;
  const source = async () => {
    await new Promise((resolve) => setTimeout(resolve, 40));
    return {
      [Symbol.asyncIterator]: () => ({
        next: () => never,
        return: async () => {
          isClosed = true;
          return { done: true as const, value: undefined };
        },
      }),
    };
  };
  const publishing = new Paradime(sandbox).publish(metabase, source, { signal: AbortSignal.timeout(10) });
  await expect(publishing).rejects.toMatchObject({ name: 'TimeoutError' });
  await expect.poll(() => isClosed).toBe(true);
});

test.each([
  ['loses nodes', (nodes: Node[]) => nodes.splice(11)],
  ['gains nodes', (nodes: Node[]) => nodes.push({ kind: 'chart', nodeType: 'Question', name: '' })],
])('an array that %s while it is published commits nothing', async (_, change) => {
  await using sandbox = await startSandbox();
  const nodes = [...questions(40)];
  const onProgress = ({ requests }: { readonly requests: number }) => requests === 1 && change(nodes);
  const publishing = new Paradime(sandbox).publish(metabase, nodes, { batch: { max: 10 }, onProgress });
  await expect(publishing).rejects.toMatchObject({
    code: 'PUBLISH',
    committed: 'no',
    cause: { code: 'CONFIGURATION' },
  });
  expect(sandbox.nodes(sandbox.integrations()[0]?.uid ?? '')).toStrictEqual([]);
});

test('large nodes after small ones are not gathered in memory', { timeout: 60_000 }, async () => {
  const received: number[] = [];
  await using server = await startServer(({ body }, response) => {
    received.push(body.length);
    response.setHeader('content-type', 'application/json');
    response.end('{"data":{"addCustomIntegrationNodes":{"ok":true,"snapshotId":1}}}');
  });
  const credentials = { apiKey: 'key', apiSecret: 'secret' };
  const paradime = new Paradime({ endpoint: server.endpoint, credentials });
  function* nodes(): Generator<Node> {
    yield* questions(2000);
    const description = 'x'.repeat(900_000);
    for (let index = 0; index < 20; index++) {
      yield { kind: 'chart', nodeType: 'Question', name: `large ${index}`, description: `${index}${description}` };
    }
  }
  await paradime.publishNodes('uid', nodes(), { batch: { max: 5000 } });
  expect(Math.max(...received)).toBeLessThan(1024 * 1024);
  expect(received.filter((length) => length > 900_000)).toHaveLength(20);
});

test('an abort while the credentials function hangs lets the process end', async () => {
  const program = `
    import { Paradime } from '${fileURLToPath(new URL('../src/index.ts', import.meta.url))}';
    const paradime = new Paradime({ endpoint: 'https://example.com/graphql', credentials: () => new Promise(() => {}) });
    await paradime.customIntegrations.list({ signal: AbortSignal.timeout(100) }).catch((error) => console.log(error.name));
  `;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', program];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 20_000 });
  expect(stdout).toBe('TimeoutError\n');
});
