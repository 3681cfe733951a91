// `check` as a process: its findings in each format.

import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { parsed, withSandbox, yaml } from './support/cli.js';
import { withFiles } from './support/files.js';
import { run } from './support/program.js';

vi.setConfig({ testTimeout: 60_000 });

describe('check', () => {
  const bad = yaml
    .replace('name: Orders }]', 'name: Ordres }]')
    .replace('table: orders,', 'url: x,')
    .replace('icon: database', 'icon: databse');

  test('good files', async () => {
    await withFiles({ 'a.yaml': yaml }, async (cwd) => {
      expect(await run(['check', 'a.yaml'], { cwd })).toStrictEqual({
        code: 0,
        stdout: 'Metabase: 2 nodes, 0 errors, 0 warnings\n',
        stderr: '',
      });
    });
  });

  test('warnings, as text: with positions, by file', async () => {
    await withFiles({ 'a.yaml': bad }, async (cwd) => {
      const { code, stdout, stderr } = await run(['check', 'a.yaml'], { cwd });
      expect([code, stderr]).toStrictEqual([0, '']);
      expect(stdout.split('\n')).toStrictEqual([
        'a.yaml',
        '  4:36    warning  the icon "databse" is not in Blueprint\'s library; did you mean "database"?  unknown-icon',
        '  7:43    warning  Model "Orders" (node 1), url: should be an http or https address (got "x")  invalid-url',
        '  10:16   warning  Question "Revenue" (node 2), upstream[0]: refers to the Model "Ordres", which is not among the nodes; did you mean "Orders"?  dangling-reference',
        '',
        'Metabase: 2 nodes, 0 errors, 3 warnings',
        '',
      ]);
    });
  });

  test('--treat-as-error and --ignore', async () => {
    await withFiles({ 'a.yaml': bad }, async (cwd) => {
      const args = [
        'check',
        'a.yaml',
        '--treat-as-error',
        'invalid-url',
        '--ignore',
        'unknown-icon',
        '--ignore',
        'dangling-reference',
      ];
      const { code, stdout } = await run(args, { cwd });
      expect(code).toBe(1);
      expect(stdout).toMatch(/^a\.yaml\n {2}7:43 +error .*invalid-url\n\nMetabase: 2 nodes, 1 error, 0 warnings\n$/);
    });
  });

  test('--treat-as-error with a reference in lines that leads nowhere', async () => {
    const missing = '{"kind":"custom","integration":"M","nodeType":"Q","name":"Bb"}';
    const files = {
      'integration.yaml': 'name: M\nnodeTypes: { Q: { kind: chart } }\n',
      'nodes.jsonl': `{"nodeType":"Q","name":"B"}\n{"nodeType":"Q","name":"A","upstream":[${missing}]}\n`,
    };
    await withFiles(files, async (cwd) => {
      const { code, stdout } = await run(['check', '.', '--treat-as-error', 'dangling-reference'], { cwd });
      expect(stdout).toContain(
        '2:40    error    Q "A" (node 2), upstream[0]: refers to the Q "Bb", which is not among',
      );
      expect(code).toBe(1);
      const ignored = await run(['check', '.', '--ignore', 'dangling-reference'], { cwd });
      expect(ignored.stdout).toBe('M: 2 nodes, 0 errors, 0 warnings\n');
    });
  });

  test('as JSON', async () => {
    await withFiles({ 'a.yaml': bad }, async (cwd) => {
      const ended = await run(['check', 'a.yaml', '--json'], { cwd });
      expect(ended.code).toBe(0);
      expect(parsed(ended)).toMatchObject({
        ok: true,
        integration: 'Metabase',
        nodes: 2,
        errors: 0,
        warnings: 3,
        findings: [{ code: 'unknown-icon', location: { file: 'a.yaml', line: 4, column: 36 } }, {}, {}],
      });
      const broken = await run(['check', 'nowhere', '--json'], { cwd });
      expect(broken.code).toBe(1);
      expect(parsed(broken)).toMatchObject({ ok: false, errors: 1, findings: [{ code: 'invalid-file' }] });
    });
  });

  test('as annotations of a GitHub workflow', async () => {
    await withFiles({ 'a,b.yaml': bad.replace('name: Revenue', 'name: "50%\\nof it"') }, async (cwd) => {
      const { stdout } = await run(['check', join(cwd, 'a,b.yaml'), '--format', 'github'], { cwd });
      expect(stdout.split('\n')).toStrictEqual([
        '::warning file=a%2Cb.yaml,line=4,col=36,title=unknown-icon::the icon "databse" is not in Blueprint\'s library; did you mean "database"?',
        '::warning file=a%2Cb.yaml,line=7,col=43,title=invalid-url::Model "Orders" (node 1), url: should be an http or https address (got "x")',
        expect.stringMatching(
          /^::warning file=a%2Cb\.yaml,line=10,col=16,title=dangling-reference::Question "50%25\\nof it"/,
        ),
        '',
      ]);
      const rooted = await run(['check', 'a,b.yaml', '--format', 'github'], {
        cwd,
        env: { GITHUB_WORKSPACE: join(cwd, '..') },
      });
      expect(rooted.stdout).toMatch(/^::warning file=paradime-integrations-\w+\/a%2Cb\.yaml,/);
    });
  });
});

describe('check, publish and preview', () => {
  const nasty = `name: M
nodeTypes:
  Q: { kind: chart, icon: databse }
nodes:
  - { nodeType: Q, name: A, createdAt: 2024-05-01 }
  - { nodeType: Q, name: A, url: x }
  - { nodeType: Q, name: B, upstream: [{ kind: custom, integration: M, nodeType: Q, name: A }] }
  - { nodeType: Q, name: D, upstream: [{ kind: custom, integration: M, nodeType: Q, name: Bb }, { kind: dbt }] }
`;
  const lines = nasty
    .slice(nasty.indexOf('  - '))
    .trim()
    .split('\n')
    .map((line) => JSON.stringify(parse(line.replace('- ', ''))))
    .join('\n');

  test.each([
    ['in a bundle', { 'integration.yaml': nasty }],
    ['in lines', { 'integration.yaml': nasty.slice(0, nasty.indexOf('nodes:')), 'nodes.jsonl': lines }],
  ])('report the same findings in the same order: %s', async (_, files) => {
    await withSandbox(files, async ({ run }) => {
      const checked = await run('check', '.');
      const found = checked.stdout.split('\n\n').slice(0, -1).join('\n\n');
      expect([...found.matchAll(/ ([\w-]+)$/gm)].map(([, code]) => code)).toStrictEqual([
        'unknown-icon',
        'invalid-timestamp',
        'duplicate-stable-id',
        'invalid-url',
        'dangling-reference',
        'incomplete-reference',
      ]);
      const published = await run('publish', '.');
      const previewed = await run('preview', '.', '--mermaid');
      expect(published.stderr).toContain(`${found}\n\n3 errors, 3 warnings. Nothing was sent.`);
      expect(previewed.stderr).toContain(found);
      expect([checked.code, published.code, previewed.code]).toStrictEqual([1, 1, 1]);
    });
  });

  test('refuse an integration without nodes, unless --allow-empty is given', async () => {
    const empty = yaml.replace(/nodes:[\s\S]*/, 'nodes: []\n');
    await withSandbox({ 'a.yaml': empty }, async ({ run }) => {
      const finding =
        '  6:8     error    has no nodes; publishing it would remove every node that Paradime shows. To do that, pass --allow-empty  no-nodes';
      const checked = await run('check', 'a.yaml');
      expect(checked).toMatchObject({
        code: 1,
        stdout: `a.yaml\n${finding}\n\nMetabase: 0 nodes, 1 error, 0 warnings\n`,
      });
      expect((await run('publish', 'a.yaml')).stderr).toContain(finding);
      expect((await run('publish', 'a.yaml', '--dry-run')).stderr).toContain(finding);
      expect((await run('preview', 'a.yaml', '--dot')).stderr).toContain(finding);
      expect(await run('check', 'a.yaml', '--allow-empty')).toMatchObject({ code: 0 });
      expect((await run('preview', 'a.yaml', '--dot', '--allow-empty')).stderr).toBe('');
    });
  });
});

describe('a large file', () => {
  const nodes = Array.from(
    { length: 8_000 },
    (_, n) => `  - { nodeType: Q, name: n${n}, description: ${'x'.repeat(240)} }`,
  );
  const large = `name: M\nnodeTypes: { Q: { kind: chart } }\nnodes:\n${nodes.join('\n')}\n`;

  test('in YAML is named before it is parsed', async () => {
    await withFiles({ 'a.yaml': large }, async (cwd) => {
      expect(await run(['check', 'a.yaml'], { cwd })).toMatchObject({
        stdout: 'M: 8,000 nodes, 0 errors, 0 warnings\n',
        stderr: 'Reading a.yaml (2 MB) ...\n',
      });
    });
  });

  test('that is read quickly is not', async () => {
    await withFiles({ 'a.json': JSON.stringify(parse(large)) }, async (cwd) => {
      expect(await run(['check', 'a.json'], { cwd })).toMatchObject({ code: 0, stderr: '' });
    });
  });
});
