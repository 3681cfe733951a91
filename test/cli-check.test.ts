// `check` as a process: its findings in each format.

import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { parsed, yaml } from './support/cli.js';
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
