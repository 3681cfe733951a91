// Every command names the server that it talks to, and where its variables are from.

import { startSandbox } from 'paradime-integrations/sandbox';
import { expect, test, vi } from 'vitest';
import { yaml } from './support/cli.js';
import { withFiles } from './support/files.js';
import { type Ended, run, variablesOf } from './support/program.js';

vi.setConfig({ testTimeout: 60_000 });

interface Setting {
  readonly origin: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Runs the program in a folder that has `prod.env` with these variables. */
  readonly runWith: (args: readonly string[], env: Given, inFile?: Given) => Promise<Ended>;
}

type Given = Readonly<Record<string, string>>;

async function withServer(use: (setting: Setting) => Promise<void>): Promise<void> {
  await using sandbox = await startSandbox();
  const runWith = async (args: readonly string[], env: Given, inFile: Given = {}): Promise<Ended> => {
    const lines = Object.entries(inFile).map(([name, value]) => `${name}="${value}"`);
    return await withFiles({ 'prod.env': lines.join('\n'), 'a.yaml': yaml, 'empty.yaml': 'name: x' }, (cwd) =>
      run(args, { cwd, env }),
    );
  };
  await use({ origin: new URL(sandbox.endpoint).origin, variables: variablesOf(sandbox), runWith });
}

test.each([
  [['publish', 'a.yaml']],
  [['publish', 'a.yaml', '--json']],
  [['publish', 'a.yaml', '--dry-run']],
  [['publish', 'a.yaml', '--dry-run', '--json']],
  [['list']],
  [['list', '--json']],
  [['activate', 'Metabase']],
  [['deactivate', 'Metabase']],
  [['schema', 'diff']],
  [['schema', 'pull']],
])('%j names it once, before everything else', async (args) => {
  await withServer(async ({ origin, variables, runWith }) => {
    const { stdout, stderr } = await runWith(args, variables);
    expect(stderr.split('\n')[0]).toBe(`to ${origin} (from the environment)`);
    expect(stderr.match(/\(from /g)).toHaveLength(1);
    expect(stdout + stderr).not.toContain('sandbox-company');
    if (args.includes('--json')) expect(() => JSON.parse(stdout)).not.toThrow();
  });
});

test('the doctor, which prints the server itself, says where the variables are from', async () => {
  await withServer(async ({ origin, variables, runWith }) => {
    const { stdout, stderr } = await runWith(['doctor'], { ...variables, PARADIME_WORKSPACE_UID: 'ws_1' });
    expect(stderr).toBe('with the variables from the environment, workspace ws_1\n');
    expect(stdout.split(origin)).toHaveLength(2);
    const json = await runWith(['doctor', '--json', '-e', 'prod.env'], {}, variables);
    expect(json.stderr).toBe('with the variables from prod.env\n');
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: true });
  });
});

test('the workspace, and variables from a file or from both', async () => {
  await withServer(async ({ origin, variables, runWith }) => {
    const list = ['list', '-e', 'prod.env'];
    const workspace = { PARADIME_WORKSPACE_UID: 'ws_1' };
    const { PARADIME_API_ENDPOINT = '', ...key } = variables;
    const endpoint = { PARADIME_API_ENDPOINT };
    const rest = 'No integration is registered.\n';
    const inFile = await runWith(list, {}, { ...variables, ...workspace });
    expect(inFile.stderr).toBe(`to ${origin}, workspace ws_1 (from prod.env)\n${rest}`);
    const inBoth = await runWith(list, { ...endpoint, ...workspace }, key);
    expect(inBoth.stderr).toBe(`to ${origin}, workspace ws_1 (from the environment and prod.env)\n${rest}`);
    const unused = await runWith(list, variables, { OTHER: 'x' });
    expect(unused.stderr).toBe(`to ${origin} (from the environment)\n${rest}`);
    // Node itself puts the variables of this file into the environment.
    const byNode = await runWith(['list', '--env-file', 'prod.env'], {}, variables);
    expect(byNode.stderr).toBe(`to ${origin} (from prod.env)\n${rest}`);
  });
});

test('a warning where the environment overrules another value in the file, without either value', async () => {
  await withServer(async ({ origin, variables, runWith }) => {
    const inFile = {
      ...variables,
      PARADIME_API_ENDPOINT: 'https://prod.example/api/v1/production/graphql',
      PARADIME_API_SECRET: 'hunter2',
    };
    for (const option of ['-e', '--env-file']) {
      const { code, stderr } = await runWith(['list', option, 'prod.env'], variables, inFile);
      expect(code).toBe(0);
      expect(stderr.split('\n').slice(0, 2)).toStrictEqual([
        'warning: The environment sets PARADIME_API_ENDPOINT and PARADIME_API_SECRET to other values than prod.env; those of the environment are used.',
        `to ${origin} (from the environment and prod.env)`,
      ]);
      expect(stderr).not.toMatch(/hunter2|prod\.example|production|sandbox-/);
    }
    expect((await runWith(['list', '-e', 'prod.env'], variables, variables)).stderr).not.toContain('warning');
  });
});

test('a warning where a token is set together with key and secret', async () => {
  await withServer(async ({ variables, runWith }) => {
    const { code, stderr } = await runWith(['list'], { ...variables, PARADIME_API_TOKEN: 'prdm_wsp_wrong' });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^warning: PARADIME_API_TOKEN is set, and so are PARADIME_API_KEY and PARADIME_API_SECRET\. The token is used\.\nto /,
    );
    expect(stderr).not.toContain('prdm_wsp_wrong');
    const inFile = await runWith(
      ['list', '-e', 'prod.env'],
      { ...variables, PARADIME_API_SECRET: '' },
      { PARADIME_API_TOKEN: 'prdm_wsp_wrong' },
    );
    expect(inFile.stderr).toContain('PARADIME_API_TOKEN is set, and so is PARADIME_API_KEY. The token is used.');
  });
});

test('nothing is named when nothing is sent', async () => {
  await withServer(async ({ variables, runWith }) => {
    const { code, stderr } = await runWith(['publish', 'empty.yaml'], variables);
    expect([code, stderr]).toStrictEqual([1, expect.stringContaining('Nothing was sent.')]);
    expect(stderr).not.toContain('(from ');
  });
});

test('missing variables are looked for in both places', async () => {
  await withServer(async ({ runWith }) => {
    const { code, stderr } = await runWith(['list', '-e', 'prod.env'], { PARADIME_API_KEY: 'k' });
    expect([code, stderr]).toStrictEqual([
      2,
      'error: Not set in the environment or prod.env: PARADIME_API_ENDPOINT, PARADIME_API_SECRET. Set them.\nhint: --help lists them.\n',
    ]);
  });
});
