// Requests that are sent again: each error is described once.

import { expect, test, vi } from 'vitest';
import { withSandbox, yaml } from './support/cli.js';
import { withFiles } from './support/files.js';
import { run, variablesOf } from './support/program.js';
import { startServerWith } from './support/server.js';

vi.setConfig({ testTimeout: 60_000 });

const time = /[\d.]+ m?s\b/g;

test('the same error of several attempts is described once, and in full at the end', async () => {
  const page = `<html>${'a long page '.repeat(100)}</html>`;
  await using server = await startServerWith(503, page, { 'content-type': 'text/html', 'retry-after': '0' });
  const env = variablesOf({ ...server, credentials: { apiKey: 'k', apiSecret: 's' } });
  await withFiles({ 'a.yaml': yaml }, async (cwd) => {
    const { code, stderr } = await run(['publish', 'a.yaml'], { cwd, env });
    const [, first, second, third, last] = stderr.replace(time, 'time').split('\n');
    expect(code).toBe(1);
    expect(first).toMatch(/^Sending ListCustomIntegrations again in time: .*503/);
    expect(first?.length).toBeLessThanOrEqual(200);
    expect(second).toBe('Sending ListCustomIntegrations again in time (2nd of 3 retries; same error)');
    expect(third).toBe('Sending ListCustomIntegrations again in time (3rd of 3 retries; same error)');
    expect(last).toMatch(/^error: .*503/);
    expect(stderr.match(/503/g)).toHaveLength(2);
  });
});

test('restarts', async () => {
  const faults = [{ operation: 'AddCustomIntegrationNodes', effect: { type: 'reset' } } as const];
  await withSandbox(
    { 'a.yaml': yaml },
    async ({ run }) => {
      const { code, stderr } = await run('publish', 'a.yaml');
      const [, first, second, last] = stderr.replace(time, 'time').split('\n');
      expect(code).toBe(1);
      expect(first).toMatch(/^Sending all nodes again in time, to a new snapshot: \S/);
      expect(second).toBe('Sending all nodes again in time, to a new snapshot (2nd of 2 restarts; same error)');
      expect(last).toMatch(/^error: The publication failed/);
    },
    { faults },
  );
});

test('a different error is described', async () => {
  const retryAfter = { retryAfter: 0 };
  const faults = [
    {
      operation: 'AddCustomIntegrationNodes',
      call: 1,
      effect: { type: 'status', status: 429, ...retryAfter },
    } as const,
    {
      operation: 'AddCustomIntegrationNodes',
      call: 2,
      effect: { type: 'status', status: 503, ...retryAfter },
    } as const,
  ];
  await withSandbox(
    { 'a.yaml': yaml },
    async ({ run }) => {
      const { code, stderr } = await run('publish', 'a.yaml');
      expect(code).toBe(0);
      expect(stderr).toMatch(/^to .*\nSending .*: .*429.*\nSending .*: .*503.*\n$/);
    },
    { faults },
  );
});
