// Tests that need a process of their own: what a kill leaves behind, and that nothing keeps a process alive.

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Paradime } from 'paradime-integrations';
import { startSandbox } from 'paradime-integrations/sandbox';
import { expect, test } from 'vitest';
import { metabase, questions } from './support/metabase.js';

const root = fileURLToPath(new URL('../', import.meta.url));

function startPublisher(endpoint: string, uid: string, count: number) {
  const child = spawn('node', ['--import', 'tsx', 'test/fixtures/publisher-process.ts', endpoint, uid, String(count)], {
    cwd: root,
  });
  let output = '';
  let onOutput = (): void => {};
  child.stdout.on('data', (chunk) => {
    output += chunk;
    onOutput();
  });
  const closed = new Promise<{ code: number | null; signal: string | null; output: string; at: number }>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, output, at: performance.now() }));
  });
  const until = (text: string) =>
    new Promise<number>((resolve) => {
      onOutput = () => {
        if (output.includes(text)) resolve(performance.now());
      };
      onOutput();
    });
  return { child, closed, until };
}

test('kill -9 half way leaves the old nodes shown, and the next run publishes', { timeout: 60_000 }, async () => {
  await using sandbox = await startSandbox({ latencyMs: 20 });
  const { integration } = await new Paradime(sandbox).publish(metabase, questions(3));
  const { uid } = integration;

  const killed = startPublisher(sandbox.endpoint, uid, 500);
  await killed.until('acknowledged 100');
  killed.child.kill('SIGKILL');
  expect(await killed.closed).toMatchObject({ signal: 'SIGKILL' });
  expect(sandbox.nodes(uid)).toHaveLength(3);
  expect(sandbox.snapshots().filter(({ isOpen }) => isOpen)).toHaveLength(1);

  const next = await startPublisher(sandbox.endpoint, uid, 50).closed;
  expect(next).toMatchObject({ code: 0, output: expect.stringContaining('published 50') });
  expect(sandbox.nodes(uid)).toHaveLength(50);
});

test('a process that has published exits by itself', { timeout: 60_000 }, async () => {
  await using sandbox = await startSandbox();
  const { uid } = await new Paradime(sandbox).customIntegrations.create(metabase);
  const publisher = startPublisher(sandbox.endpoint, uid, 20);
  const publishedAt = await publisher.until('published 20');
  const { code, at } = await publisher.closed;
  expect(code).toBe(0);
  expect(at - publishedAt).toBeLessThan(3000);
});
