// `list`, `activate` and `deactivate` as processes.

import { Paradime } from 'paradime-integrations';
import { describe, expect, test, vi } from 'vitest';
import { parsed, withSandbox } from './support/cli.js';
import { metabase, questions } from './support/metabase.js';
import { run, targetOf, variablesOf } from './support/program.js';
import { startApi } from './support/server.js';

vi.setConfig({ testTimeout: 60_000 });

describe('list, activate, deactivate', () => {
  test('in turn', async () => {
    await withSandbox({}, async ({ sandbox, run }) => {
      expect(await run('list')).toStrictEqual({
        code: 0,
        stdout: '',
        stderr: `${targetOf(sandbox)}No integration is registered.\n`,
      });
      const { integration } = await new Paradime(sandbox).publish(metabase, questions(1));
      const { uid } = integration;
      const listed = await run('list');
      expect(listed.stdout).toMatch(/^UID +NAME +STATE +NODE TYPES\n/);
      expect(listed.stdout).toContain(
        `${uid}  ${metabase.name}  active  ${Object.keys(metabase.nodeTypes).join(', ')}\n`,
      );

      const change = { code: 0, stderr: targetOf(sandbox) };
      expect(await run('deactivate', metabase.name)).toStrictEqual({
        ...change,
        stdout: `${metabase.name} (${uid}) is now inactive.
This hides the nodes of its 3 node types from lineage and catalog: ${Object.keys(metabase.nodeTypes).join(', ')}.
To activate it again: npx paradime-integrations activate ${uid}
`,
      });
      const count = sandbox.requests().length;
      expect(await run('deactivate', uid)).toStrictEqual({
        ...change,
        stdout: `${metabase.name} (${uid}) is already inactive.\n`,
      });
      expect(sandbox.requests().length - count).toBe(1);
      expect(parsed(await run('list', '--json'))).toMatchObject([{ uid, isActive: false }]);
      expect((await run('list', '--active')).stdout).toBe('');
      expect(await run('activate', uid)).toStrictEqual({
        ...change,
        stdout: `${metabase.name} (${uid}) is now active.\n`,
      });
      expect(sandbox.integrations()).toMatchObject([{ isActive: true }]);
    });
  });

  test('an unknown name, and a name that two integrations have', async () => {
    await withSandbox({}, async ({ sandbox, run }) => {
      const { customIntegrations } = new Paradime(sandbox);
      const input = { name: 'Airflow', nodeTypes: { Task: { kind: 'chart' } } } as const;
      const uids = [await customIntegrations.create(input), await customIntegrations.create(input)].map(
        ({ uid }) => uid,
      );
      const missing = await run('activate', 'Airflw');
      expect([missing.code, missing.stderr]).toStrictEqual([
        1,
        `${targetOf(sandbox)}error: No integration has the name or uid "Airflw"; did you mean "Airflow"?\n`,
      ]);
      const ambiguous = await run('deactivate', 'Airflow');
      expect([ambiguous.code, ambiguous.stderr]).toStrictEqual([
        1,
        `${targetOf(sandbox)}error: 2 integrations are called "Airflow": ${uids.join(' and ')}. Give the uid of one of them.\n`,
      ]);
    });
  });

  test('deactivate names what it hides, in few lines', async () => {
    await withSandbox({}, async ({ sandbox, run }) => {
      const { customIntegrations } = new Paradime(sandbox);
      const types = Array.from({ length: 12 }, (_, n) => [`Type ${n}`, { kind: 'chart' }] as const);
      await customIntegrations.create({ name: 'Many', nodeTypes: Object.fromEntries(types) });
      await customIntegrations.create({ name: 'None', nodeTypes: {} });
      await customIntegrations.create({ name: 'One', nodeTypes: { '\u001b[31mTask': { kind: 'chart' } } });
      const many = await run('deactivate', 'Many');
      expect(many.stdout).toContain('of its 12 node types from lineage and catalog: Type 0, ');
      expect(many.stdout).toContain(', Type 9 and 2 more.\n');
      expect((await run('deactivate', 'None')).stdout).toContain('It has no node types.\n');
      const one = await run('deactivate', 'One');
      expect(one.stdout).toContain('of its 1 node type from lineage and catalog: \\u001b[31mTask.\n');
    });
  });

  test('more integrations than a function takes arguments', async () => {
    const integrations = Array.from({ length: 135_000 }, (_, index) => ({
      uid: `u${index}`,
      name: 'A',
      isActive: true,
    }));
    await using server = await startApi({ listCustomIntegrations: { ok: true, integrations } });
    const env = variablesOf({ ...server, credentials: { apiKey: 'key-1', apiSecret: 'secret-1' } });
    const { code, stdout, stderr } = await run(['list'], { env });
    expect([code, stderr]).toStrictEqual([0, targetOf(server)]);
    expect(stdout.split('\n')).toHaveLength(135_002);
  });
});
