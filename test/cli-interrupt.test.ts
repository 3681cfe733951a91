// The program when it is interrupted by a signal.

import type { Fault, OperationName, Sandbox } from 'paradime-integrations/sandbox';
import { describe, expect, test, vi } from 'vitest';
import { manyNodes, withSandbox, yaml } from './support/cli.js';
import { run, start, variablesOf } from './support/program.js';

vi.setConfig({ testTimeout: 60_000 });

describe('interrupted', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s in the middle: nothing is published, and it says so', async (signal, code) => {
    await withSandbox(
      manyNodes(500),
      async ({ sandbox, path }) => {
        const publisher = start(['publish', path(), '--max-batch', '10', '--verbose'], { env: variablesOf(sandbox) });
        await publisher.until(/snapshot-opened/);
        publisher.child.kill(signal);
        const ended = await publisher.ended;
        expect([ended.code, ended.stdout]).toStrictEqual([code, '']);
        expect(ended.stderr).toContain(
          'error: Interrupted. Nothing was published: Paradime still shows the previous nodes; the integration itself was registered.',
        );
        expect(sandbox.nodes(sandbox.integrations()[0]?.uid ?? '')).toStrictEqual([]);
      },
      { latencyMs: 20 },
    );
  });

  test('in the last request: what Paradime shows is unknown', async () => {
    const faults = [
      { operation: 'AddCustomIntegrationNodes', effect: { type: 'delay', ms: 5_000, processed: true } } as const,
    ];
    await withSandbox(
      { 'a.yaml': yaml },
      async ({ sandbox, path }) => {
        const publisher = start(['publish', path('a.yaml'), '--verbose'], { env: variablesOf(sandbox) });
        await publisher.until(/request-start operationName=AddCustomIntegrationNodes/);
        await vi.waitFor(() => expect(sandbox.snapshots()).toHaveLength(1));
        publisher.child.kill('SIGINT');
        const { code, stderr } = await publisher.ended;
        expect(code).toBe(130);
        expect(stderr).toContain(
          'error: Interrupted during the last request. Whether it took effect is unknown: Paradime shows either the previous nodes or the new ones.',
        );
      },
      { faults },
    );
  });

  test('while it reads: nothing was sent', async () => {
    await withSandbox(manyNodes(300_000), async ({ sandbox, path }) => {
      const publisher = start(['publish', path(), '--json'], { env: variablesOf(sandbox) });
      await new Promise((resolve) => setTimeout(resolve, 700));
      publisher.child.kill('SIGINT');
      const { code, stdout, stderr } = await publisher.ended;
      expect([code, stderr]).toStrictEqual([
        130,
        'error: Interrupted. Nothing was published: Paradime still shows the previous nodes.\n',
      ]);
      expect(JSON.parse(stdout)).toMatchObject({ error: { name: 'Interruption', signal: 'SIGINT' } });
      expect(sandbox.requests()).toStrictEqual([]);
    });
  });

  test('before it reads: the files are not read', async () => {
    const watch = new URL('fixtures/watch-imports.mjs', import.meta.url);
    const env = {
      PARADIME_API_ENDPOINT: 'https://127.0.0.1:1/api/v1/sandbox-company/graphql',
      PARADIME_API_KEY: 'key',
      PARADIME_API_SECRET: 'secret',
      HTTPS_PROXY: 'http://127.0.0.1:1',
      NODE_OPTIONS: `--import=${watch.href}`,
      INTERRUPT_AT_UNDICI: 'yes',
    };
    // Reading this path would report that it does not exist.
    expect(await run(['publish', 'no-such-file.yaml'], { env })).toStrictEqual({
      code: 130,
      stdout: '',
      stderr: 'error: Interrupted. Nothing was published: Paradime still shows the previous nodes.\n',
    });
  });

  test('while it registers: whether that was done is unknown; as JSON, what is known of a commit', async () => {
    const late = (operation: OperationName): Fault[] => [
      { operation, effect: { type: 'delay', ms: 5_000, processed: true } },
    ];
    const interrupt = async (sandbox: Sandbox, path: string) => {
      const publisher = start(['publish', path, '--json'], { env: variablesOf(sandbox) });
      await vi.waitFor(() => expect(sandbox.integrations()).toHaveLength(1), { timeout: 10_000 });
      await new Promise((resolve) => setTimeout(resolve, 300));
      publisher.child.kill('SIGINT');
      return publisher.ended;
    };
    await withSandbox(
      { 'a.yaml': yaml },
      async ({ sandbox, path }) => {
        const { stderr } = await interrupt(sandbox, path('a.yaml'));
        expect(stderr).toContain('; whether the integration itself was registered is unknown.');
      },
      { faults: late('AddCustomIntegration') },
    );
    await withSandbox(
      { 'a.yaml': yaml },
      async ({ sandbox, path }) => {
        const { stdout } = await interrupt(sandbox, path('a.yaml'));
        expect(JSON.parse(stdout)).toMatchObject({
          error: { signal: 'SIGINT', cause: { name: 'PublishError', committed: 'unknown' } },
        });
      },
      { faults: late('AddCustomIntegrationNodes') },
    );
  });

  test('while it lists', async () => {
    await withSandbox(
      {},
      async ({ sandbox }) => {
        const list = start(['list', '--verbose'], { env: variablesOf(sandbox) });
        await list.until(/request-start/);
        list.child.kill('SIGINT');
        expect(await list.ended).toMatchObject({ code: 130, stderr: expect.stringContaining('error: Interrupted.\n') });
      },
      { latencyMs: 5_000 },
    );
  });
});
