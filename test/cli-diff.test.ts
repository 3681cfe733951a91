// diff: what the second version of the files changes. The output stands next to the two versions, in test/fixtures/diff.

import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { type Files, withFiles } from './support/files.js';
import { run } from './support/program.js';

vi.setConfig({ testTimeout: 60_000 });

const fixtures = fileURLToPath(new URL('fixtures/diff/', import.meta.url));
const expected = (name: string): string => `fixtures/diff/${name}`;

/** Runs `diff` in the folder of the two versions. */
const diff = (...args: string[]) => run(['diff', ...args], { cwd: fixtures });

const bundle = (nodes: readonly object[], rest: object = {}): string =>
  JSON.stringify({ name: 'Metabase', nodeTypes: { Question: { kind: 'chart' } }, ...rest, nodes });
const question = (name: string, rest: object = {}): object => ({ nodeType: 'Question', name, ...rest });

/** Runs `diff a.json b.json` in a folder of these files. */
const diffOf = (files: Files, ...args: string[]) =>
  withFiles(files, (cwd) => run(['diff', 'a.json', 'b.json', ...args], { cwd }));

test.each([
  ['text', 'changes.txt'],
  ['json', 'changes.json.txt'],
  ['markdown', 'changes.md'],
])('two versions of an estate as %s', async (format, file) => {
  const { code, stdout } = await diff('before.yaml', 'after.yaml', '--format', format);
  expect(code).toBe(0);
  await expect(stdout).toMatchFileSnapshot(expected(file));
});

test('values before and after, possible renames, and who refers to what is removed', async () => {
  const { stdout } = await diff('before.yaml', 'after.yaml');
  for (const line of [
    '~ logo: (not set) -> https://example.com/metabase.svg',
    '~ node type Model (database, ORANGE) -> th, ORANGE',
    'owner: finance -> marketing',
    'createdAt: 2024-05-01T09:00:00Z -> 2024-05-02T09:00:00Z',
    'tags: - weekly',
    'upstream: + dbt marts.payments',
    'upstream: - dbt marts.customers',
    'Question "Revenue by week" -> Question "Weekly revenue"',
    'still referred to by Dashboard "Sales" (upstream)',
    '1 reference lost by nodes that stay',
  ])
    expect(stdout).toContain(line);
  expect(stdout).toMatch(/description: .*fourteen.* -> .*thirty/);
});

test('--json is --format json', async () => {
  const [one, other] = await Promise.all([
    diff('before.yaml', 'after.yaml', '--json'),
    diff('before.yaml', 'after.yaml', '--format', 'json'),
  ]);
  expect(one).toStrictEqual(other);
});

test.each([
  ['nothing changes', ['before.yaml', 'before.yaml'], 0],
  ['something changes', ['before.yaml', 'after.yaml'], 3],
  ['a file that does not exist', ['before.yaml', 'nothing.yaml'], 1],
  ['an unknown format', ['before.yaml', 'after.yaml', '--format', 'xml'], 2],
  ['one path', ['before.yaml'], 2],
  ['a finding that is an error', ['before.yaml', 'after.yaml', '--treat-as-error', 'dangling-reference'], 1],
])('--exit-code: %s', async (_, args, code) => {
  expect((await diff(...args, '--exit-code')).code).toBe(code);
});

test.each(['text', 'json', 'markdown'])('files that cannot be read are reported as %s', async (format) => {
  const files = { 'a.json': bundle([question('a')]), 'b.json': bundle([question('a', { createdAt: '2024-05-01' })]) };
  const { code, stdout, stderr } = await diffOf(files, '--format', format);
  expect(code).toBe(1);
  expect(stdout + stderr).toContain('must have an offset');
  expect(stderr).toContain('The files were not compared.');
  if (format === 'json') expect(JSON.parse(stdout)).toMatchObject({ findings: [{ severity: 'error' }] });
});

test('a former version without nodes is compared, a next one only with --allow-empty', async () => {
  const files = { 'a.json': bundle([]), 'b.json': bundle([question('a')]) };
  expect((await diffOf(files)).stdout).toContain('+ 1 added');
  const emptied = { 'a.json': files['b.json'], 'b.json': files['a.json'] };
  expect((await diffOf(emptied)).code).toBe(1);
  expect(await diffOf(emptied, '--allow-empty')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('- 1 removed'),
  });
});

test('another name is a change, and references to its own nodes then name the integration', async () => {
  const upstream = (integration: string) => [{ kind: 'custom', integration, nodeType: 'Question', name: 'a' }];
  const { stdout } = await diffOf({
    'a.json': bundle([question('a'), question('b', { upstream: upstream('Metabase') })]),
    'b.json': bundle([question('a'), question('b', { upstream: upstream('BI') })], { name: 'BI' }),
  });
  expect(stdout).toContain('~ integration: Metabase -> BI');
  expect(stdout).toContain('upstream: + BI: Question "a"');
  expect(stdout).toContain('upstream: - Metabase: Question "a"');
});

test('a reference that leads to another node of that name is not one to what is removed', async () => {
  const upstream = [{ kind: 'custom', integration: 'Metabase', nodeType: 'Question', name: 'a' }];
  const { stdout } = await diffOf({
    'a.json': bundle([question('b', { upstream }), question('a', { id: '1' })]),
    'b.json': bundle([question('b', { upstream }), question('a', { id: '2' })]),
  });
  expect(stdout).not.toContain('still referred to');
  expect(stdout).toContain('id: 1 -> 2');
});

test('nodes that have only common contents in common are not taken for each other', async () => {
  const upstream = [{ kind: 'dbt', table: 'orders' }];
  const some = (...names: string[]) => bundle(names.map((name) => question(name, { owner: 'ana', upstream })));
  const many = await diffOf({ 'a.json': some('Churn', 'Margin'), 'b.json': some('Leads', 'Visits') });
  expect(many.stdout).not.toContain('renamed');
  const owner = {
    'a.json': bundle([question('Churn', { owner: 'ana' })]),
    'b.json': bundle([question('Leads', { owner: 'ana' })]),
  };
  expect((await diffOf(owner)).stdout).not.toContain('renamed');
  const like = await diffOf({
    'a.json': some('Churn 2023', 'Margin 2023'),
    'b.json': some('Margin 2024', 'Churn 2024'),
  });
  expect(like.stdout).toContain('Question "Churn 2023" -> Question "Churn 2024"');
  expect(like.stdout).toContain('Question "Margin 2023" -> Question "Margin 2024"');
});

test('20,000 nodes on each side, with lists that say how much they leave out', async () => {
  const side = (change: (n: number) => object) =>
    Array.from({ length: 20_000 }, (_, n) => JSON.stringify(question(`Question ${n}`, change(n)))).join('\n');
  const definition = 'name: Metabase\nnodeTypes:\n  Question: { kind: chart }\n';
  const files = {
    'a/integration.yaml': definition,
    'a/nodes.jsonl': side(() => ({ owner: 'ana' })),
    'b/integration.yaml': definition,
    'b/nodes.jsonl': side((n) => ({ owner: n % 4 ? 'ana' : 'bob', id: n % 2 ? undefined : `q${n}` })),
  };
  await withFiles(files, async (cwd) => {
    const began = performance.now();
    const text = await run(['diff', 'a', 'b'], { cwd });
    expect(performance.now() - began).toBeLessThan(30_000);
    expect(text.stdout).toContain('Metabase: 10,000 added, 0 changed, 10,000 removed, 10,000 unchanged');
    expect(text.stdout).toMatch(/and 9,000 more\n/);
    expect(text.stdout).toContain('Only the first 1,000 of each sort were compared.');
    const { plan } = JSON.parse((await run(['diff', 'a', 'b', '--json'], { cwd })).stdout);
    expect([plan.added.length, plan.removed.length, plan.counts.added]).toStrictEqual([1_000, 1_000, 10_000]);
    const markdown = await run(['diff', 'a', 'b', '--format', 'markdown'], { cwd });
    expect(markdown.stdout.length).toBeLessThan(60_000);
    expect(markdown.stdout).toMatch(/- and [\d,]+ more/);
  });
});

test('Markdown is added to the summary of the job, cut to what GitHub takes', async () => {
  await withFiles(
    { 'summary.md': 'before\n', 'full.md': `${'x'.repeat(2 ** 20 - 300)}\n`, none: null },
    async (cwd) => {
      await cp(fixtures, cwd, { recursive: true });
      const summarise = (file: string, format = 'markdown') =>
        run(['diff', 'before.yaml', 'after.yaml', '--format', format], {
          cwd,
          env: { GITHUB_STEP_SUMMARY: join(cwd, file) },
        });
      await summarise('summary.md', 'text');
      const { stdout } = await summarise('summary.md');
      expect(await readFile(join(cwd, 'summary.md'), 'utf8')).toBe(`before\n${stdout}`);
      const full = await summarise('full.md');
      expect(full.stderr).toContain('The summary of the job is full');
      const kept = await readFile(join(cwd, 'full.md'));
      expect(kept.length).toBeLessThanOrEqual(2 ** 20);
      expect(kept.toString()).toMatch(/## `Metabase`[\s\S]*\*The summary is full: the rest was cut\.\*\n$/);
      const unwritable = await summarise('none');
      expect(unwritable).toMatchObject({ code: 0, stdout: full.stdout });
      expect(unwritable.stderr).toContain('GITHUB_STEP_SUMMARY) cannot be written');
    },
  );
});

test('what comes from files has no meaning in Markdown, and stays on its line', async () => {
  const name = '@octocat <img src=x> | `code` ``two`` **b** [l](https://e.com) \n## h \u202e';
  const { stdout } = await diffOf(
    {
      'a.json': bundle([question('a', { owner: 'a`b' })]),
      'b.json': bundle([question('a', { owner: '' }), question(name)]),
    },
    '--format',
    'markdown',
  );
  expect(stdout).toContain(
    '- `Question` ``` @octocat <img src=x> | `code` ``two`` **b** [l](https://e.com) \\n## h \\u202e ```\n',
  );
  expect(stdout).toContain('  - owner: `` a`b `` -> (not set)\n');
});

test('two folders with several integrations are compared by name', async () => {
  const named = (name: string, nodes: readonly object[]) => bundle(nodes, { name });
  const files = {
    'old/a.json': named('A', [question('x')]),
    'old/b.json': named('B', [question('y')]),
    'old/gone.json': named('Gone', [question('z')]),
    'new/moved.json': named('A', [question('x'), question('x2')]),
    'new/b.json': named('B', [question('y')]),
    'new/more.json': named('More', [question('w')]),
  };
  await withFiles(files, async (cwd) => {
    const { code, stdout } = await run(['diff', 'old', 'new', '--exit-code'], { cwd });
    expect(code).toBe(3);
    expect(stdout).toContain('B: nothing changes');
    expect(stdout).toMatch(/new\/moved\.json\nA: 1 added/);
    expect(stdout).toContain('Only the second version has this integration.\nMore: 1 added');
    expect(stdout).toContain('Only the first version has this integration.');
    const json = JSON.parse((await run(['diff', 'old', 'new', '--json'], { cwd })).stdout);
    expect(json.integrations.map(({ isChanged }: { isChanged: boolean }) => isChanged)).toEqual([
      false,
      true,
      true,
      true,
    ]);
    const { stdout: markdown } = await run(['diff', 'old', 'new', '--format', 'markdown'], { cwd });
    expect(markdown.match(/^Comparing /gm)).toHaveLength(4);
  });
});
