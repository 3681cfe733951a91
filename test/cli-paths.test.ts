// Several integrations at once: paths, globs and folders, in `check`, `preview` and `publish`.

import { mkdir, readdir } from 'node:fs/promises';
import { startSandbox } from 'paradime-integrations/sandbox';
import { describe, expect, test, vi } from 'vitest';
import { parsed, withSandbox } from './support/cli.js';
import { withFiles } from './support/files.js';
import { run, start, variablesOf } from './support/program.js';

vi.setConfig({ testTimeout: 90_000 });

/** A bundle with one node. */
const bundle = (name: string, node = 'Revenue'): string =>
  `# ${name}\nname: ${name}\nnodeTypes: { Chart: { kind: chart } }\nnodes: [{ nodeType: Chart, name: ${node} }]\n`;

const lines = (text: string): readonly string[] => text.trimEnd().split('\n');

describe('what paths stand for', () => {
  const files = {
    'lineage/a.yaml': bundle('A'),
    'lineage/deep/b.yml': bundle('B'),
    'lineage/deep/er/c.json': '{"name":"C","nodeTypes":{"T":{"kind":"chart"}},"nodes":[{"nodeType":"T","name":"x"}]}',
    'lineage/deep/er/still/d.yaml': bundle('D'),
    'lineage/deep/er/still/too/e.yaml': bundle('E'),
    'lineage/folder/integration.yaml': 'name: F\nnodeTypes: { T: { kind: chart } }\n',
    'lineage/folder/nodes.jsonl': '{"nodeType":"T","name":"x"}\n',
    'lineage/folder/other.yaml': bundle('G'),
    'lineage/official/integration.json': '{"name":"H"}',
    'lineage/official/node_types.json': '[{"node_type":"T","kind":"chart"}]',
    'lineage/official/nodes.json': '[{"node_type":"T","name":"x"}]',
    'lineage/node_modules/x/i.yaml': bundle('I'),
    'lineage/.hidden/j.yaml': bundle('J'),
    'lineage/nodes/k.yaml': '# nodes\n- { nodeType: T, name: y }\n',
    'lineage/docker-compose.yaml': 'services: {}\n',
    'package.json': '{}',
  };
  const all = [
    'lineage/a.yaml: A: 1 node, 0 errors, 0 warnings',
    'lineage/deep/b.yml: B: 1 node, 0 errors, 0 warnings',
    'lineage/deep/er/c.json: C: 1 node, 0 errors, 0 warnings',
    'lineage/deep/er/still/d.yaml: D: 1 node, 0 errors, 0 warnings',
    'lineage/folder: F: 1 node, 0 errors, 0 warnings',
    'lineage/official: H: 1 node, 0 errors, 0 warnings',
  ];

  test.each([
    [['lineage'], all],
    [['lineage/a.yaml', 'lineage/deep/b.yml', 'lineage/a.yaml'], all.slice(0, 2)],
    [['lineage/*/{b,integration}.y{a,}ml'], [all[1], all[4]?.replace('folder', 'folder/integration.yaml')]],
    [['lineage/**/er/*.json'], [all[2]]],
    [['lineage/f*'], [all[4]]],
    [['lineage/official/*.json'], [all[5]?.replace('official', 'official/integration.json')]],
  ])('%j', async (paths, expected) => {
    await withFiles(files, async (cwd) => {
      const { code, stdout, stderr } = await run(['check', ...paths], { cwd });
      const found = lines(stdout).slice(0, -1);
      expect(stderr).toBe('');
      expect(found).toStrictEqual(expected);
      expect(code).toBe(0);
    });
  });

  test('without a path, the current folder: one integration, or those in it', async () => {
    await withFiles({ 'integration.yaml': bundle('A') }, async (cwd) => {
      expect((await run(['check'], { cwd })).stdout).toBe('A: 1 node, 0 errors, 0 warnings\n');
    });
    await withFiles(files, async (cwd) => {
      const found = lines((await run(['check'], { cwd })).stdout);
      expect(found).toStrictEqual([
        ...all.filter((line) => !line.includes(' D:')),
        '5 integrations, 0 errors, 0 warnings',
      ]);
    });
    await withFiles({ 'package.json': '{}' }, async (cwd) => {
      const { code, stdout } = await run(['check'], { cwd });
      expect([code, stdout]).toStrictEqual([1, expect.stringContaining('does not contain an integration')]);
    });
  });

  test('a pattern that matches nothing is an error; the name of a file that exists is no pattern', async () => {
    await withFiles({ '[a].yaml': bundle('A'), 'b.txt': '' }, async (cwd) => {
      const { code, stdout } = await run(['check', 'x/*.yaml'], { cwd });
      expect([code, stdout]).toStrictEqual([1, expect.stringContaining('x/*.yaml\n          error    matches no')]);
      expect((await run(['check', '[a].yaml'], { cwd })).stdout).toBe('A: 1 node, 0 errors, 0 warnings\n');
    });
  });

  test('a bundle with a mistake is found in a folder, and reported', async () => {
    await withFiles({ 'l/a.yaml': `${bundle('A')}x: [\n`, 'l/b.yaml': 'a: 1\n' }, async (cwd) => {
      const { code, stdout } = await run(['check', 'l'], { cwd });
      expect([code, stdout]).toStrictEqual([1, expect.stringMatching(/^l\/a\.yaml\n(.*\n)+\nl\/a\.yaml: 1 error/)]);
    });
  });
});

describe('several integrations', () => {
  const estate = Object.fromEntries(
    Array.from({ length: 50 }, (_, n) => [`lineage/tool-${n}.yaml`, bundle(`Tool ${n}`)]),
  );
  const broken = { ...estate, 'lineage/tool-7.yaml': bundle('Tool 7').replace('kind: chart', 'kind: chrat') };

  test('one wrong bundle among 50: the others are published', async () => {
    await withSandbox(broken, async ({ sandbox, run }) => {
      const { code, stdout, stderr } = await run('publish', 'lineage/**/*.yaml');
      expect(code).toBe(1);
      expect(stderr).toContain('must be one of chart, dashboard, datasource; found "chrat"; did you mean "chart"?');
      expect(stderr).toContain('1 error, 0 warnings. Nothing of lineage/tool-7.yaml was sent.\n');
      expect(stdout).toContain('lineage/tool-49.yaml\nPublished 1 node of Tool 49 (');
      expect(stdout).toMatch(/\n49 of 50 integrations were published\.\n$/);
      expect(sandbox.integrations()).toHaveLength(49);
    });
  });

  test('one that fails does not stop the rest, and --json lists all', async () => {
    const faults = [
      { operation: 'AddCustomIntegrationNodes', call: 1, effect: { type: 'status', status: 400 } },
    ] as const;
    const files = { 'a.yaml': bundle('A'), 'b.yaml': bundle('B') };
    await withSandbox(
      files,
      async ({ sandbox, run }) => {
        const ended = await run('publish', 'a.yaml', 'b.yaml', '--json');
        expect(ended.code).toBe(1);
        expect(parsed(ended)).toMatchObject({
          integrations: [
            { path: 'a.yaml', error: { name: 'PublishError' }, findings: [] },
            { path: 'b.yaml', integration: { name: 'B', outcome: 'created' }, findings: [] },
          ],
        });
        expect(sandbox.integrations().map(({ uid }) => sandbox.nodes(uid).length)).toStrictEqual([0, 1]);
      },
      { faults },
    );
  });

  test('two of one name are an error, and neither is published', async () => {
    const files = { 'a.yaml': bundle('A'), 'b.yaml': bundle('A'), 'c.yaml': bundle('C') };
    await withSandbox(files, async ({ sandbox, run }) => {
      const checked = await run('check', '.', '--json');
      expect(checked.code).toBe(1);
      const finding = (file: string, other: string): object => ({
        severity: 'error',
        code: 'duplicate-integration',
        message: `the integration "A" is described by ${other} as well; give each integration a name of its own, or put their nodes into one`,
        location: { file },
      });
      expect(parsed(checked)).toStrictEqual({
        ok: false,
        errors: 2,
        warnings: 0,
        integrations: [
          {
            path: 'a.yaml',
            ok: false,
            integration: 'A',
            nodes: 1,
            errors: 1,
            warnings: 0,
            findings: [finding('a.yaml', 'b.yaml')],
          },
          {
            path: 'b.yaml',
            ok: false,
            integration: 'A',
            nodes: 1,
            errors: 1,
            warnings: 0,
            findings: [finding('b.yaml', 'a.yaml')],
          },
          { path: 'c.yaml', ok: true, integration: 'C', nodes: 1, errors: 0, warnings: 0, findings: [] },
        ],
      });
      expect((await run('publish')).code).toBe(1);
      expect(sandbox.integrations().map(({ name }) => name)).toStrictEqual(['C']);
    });
  });

  test.each(['--nodes', '--html'])('%s needs one path', async (option) => {
    await withFiles({ 'a.yaml': bundle('A'), 'b.yaml': bundle('B'), 'x.json': '[]' }, async (cwd) => {
      const { code, stderr } = await run(['preview', 'a.yaml', 'b.yaml', option, 'x.json'], { cwd });
      expect([code, stderr]).toStrictEqual([
        2,
        `error: ${option} needs the path of one integration. There are 2: a.yaml, b.yaml. Give one of them.\n`,
      ]);
    });
  });

  test('--state is a folder with a file for each; a dry run does not make it', async () => {
    const files = { 'a.yaml': bundle('A'), 'b.yaml': bundle('B/B'), state: undefined, file: '' };
    await withSandbox(files, async ({ run, path }) => {
      const dry = await run('publish', '.', '--state', 'state', '--dry-run');
      expect([dry.code, dry.stdout]).toStrictEqual([
        0,
        expect.stringContaining('2 of 2 integrations could be published.'),
      ]);
      await expect(readdir(path('state'))).rejects.toThrow('ENOENT');
      expect((await run('publish', '.', '--state', 'state')).code).toBe(0);
      expect(await readdir(path('state'))).toStrictEqual(['A.jsonl', 'B%2FB.jsonl']);
      const again = await run('publish', '.', '--state', 'state', '--json');
      expect(parsed(again)).toMatchObject({ integrations: [{ plan: { previous: 1 } }, { plan: { previous: 1 } }] });
      await mkdir(path('other'));
      const refused = await run('publish', '.', '--state', 'file');
      expect([refused.code, refused.stderr]).toStrictEqual([
        2,
        'error: --state file is a file. With several integrations it must be a folder, which has a state file for each.\n',
      ]);
    });
  });

  test('an interruption says which one it stopped, and that those before it were published', async () => {
    await using sandbox = await startSandbox({
      faults: [{ operation: 'AddCustomIntegrationNodes', call: 2, effect: { type: 'delay', ms: 60_000 } }],
    });
    await withFiles({ 'a.yaml': bundle('A'), 'b.yaml': bundle('B'), 'c.yaml': bundle('C') }, async (cwd) => {
      const { child, until, ended } = start(['publish', '.', '--verbose'], { cwd, env: variablesOf(sandbox) });
      await until(/(request-start[^\n]*AddCustomIntegrationNodes[\s\S]*){2}/);
      child.kill('SIGINT');
      const { code, stderr } = await ended;
      expect(code).toBe(130);
      expect(stderr).toMatch(/error: b\.yaml: Interrupted.*Before it, 1 of 3 integrations were published\./);
    });
  });
});
