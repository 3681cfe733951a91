import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withFiles } from './support/files.js';
import { withPackage } from './support/package.js';
import { run, start } from './support/program.js';

interface Question {
  readonly name: string;
  readonly id?: string;
  readonly upstream?: readonly object[];
}

function bundleOf(questions: readonly Question[]): string {
  const nodes = questions.map((question) => ({ kind: 'chart', nodeType: 'Question', ...question }));
  return JSON.stringify({ name: 'Metabase', nodeTypes: { Question: { kind: 'chart' } }, nodes });
}

function writeBundle(...questions: readonly Question[]): string {
  const file = join(mkdtempSync(join(tmpdir(), 'preview-')), 'metabase.json');
  writeFileSync(file, bundleOf(questions));
  return file;
}

interface Shown {
  readonly name: string;
  readonly isPublished: boolean;
  readonly isReadable: boolean;
  readonly problems: readonly { readonly message: string; readonly location: string | null }[];
  readonly nodes: readonly { readonly label: string }[];
  readonly issues: readonly {
    readonly code: string;
    readonly nodeId: string | null;
    readonly location: string | null;
  }[];
}

/** The data that the page of a preview receives. */
async function shownAt(output: string): Promise<readonly Shown[]> {
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+\//.exec(output) ?? [];
  const query =
    '{ integrations { name isPublished isReadable problems { message location } nodes { label } issues { code nodeId location } } }';
  const response = await fetch(`${url}sandbox/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { data } = (await response.json()) as { readonly data: { readonly integrations: readonly Shown[] } };
  return data.integrations;
}

const labelsOf = (shown: readonly Shown[]): unknown => shown.map(({ nodes }) => nodes.map(({ label }) => label));

describe('preview', () => {
  test('prints the address first, publishes, and ends on Ctrl-C', async () => {
    const file = writeBundle({ name: 'Revenue', upstream: [{ kind: 'dbt', table: 'orders' }] });
    const { child, ended, until } = start(['preview', file, '--no-open']);
    const output = await until(/Ctrl-C to stop/);
    expect(output).toMatch(/^Preview: http:\/\/127\.0\.0\.1:\d+\/\nMetabase: 1 node, 0 errors, 0 warnings\.\n/);
    expect(await shownAt(output)).toMatchObject([
      { name: 'Metabase', isPublished: true, nodes: [{ label: 'Revenue' }, { label: 'orders' }] },
    ]);
    child.kill('SIGINT');
    expect((await ended).code).toBe(0);
  });

  test('follows the files: changed, replaced, broken, fixed, deleted', {
    timeout: 60_000,
  }, async () => {
    const file = writeBundle({ name: 'One' });
    const { child, until, ended } = start(['preview', file, '--no-open']);
    const output = await until(/Ctrl-C to stop/);
    const labels = async () => labelsOf(await shownAt(output));
    expect(await labels()).toStrictEqual([['One']]);

    writeFileSync(file, bundleOf([{ name: 'One' }, { name: 'Two' }]));
    await expect.poll(labels, { timeout: 10_000 }).toStrictEqual([['One', 'Two']]);

    writeFileSync(`${file}.new`, bundleOf([{ name: 'Three' }]));
    renameSync(`${file}.new`, file);
    await expect.poll(labels, { timeout: 10_000 }).toStrictEqual([['Three']]);

    writeFileSync(file, '{ "name": "Metabase", ');
    await expect.poll(async () => (await shownAt(output))[0]?.problems.length, { timeout: 10_000 }).toBeGreaterThan(0);
    const [broken] = await shownAt(output);
    expect(broken).toMatchObject({ isPublished: false, nodes: [{ label: 'Three' }] });
    expect(broken?.isReadable).toBe(false);
    expect(broken?.problems[0]?.location).toMatch(/metabase\.json:1:\d+$/);
    expect(broken?.problems[0]?.message).toContain('is not valid JSON');
    expect(broken?.issues).toHaveLength(1);

    writeFileSync(file, bundleOf([{ name: 'Four' }]));
    await expect.poll(labels, { timeout: 10_000 }).toStrictEqual([['Four']]);
    expect(await shownAt(output)).toMatchObject([{ isPublished: true, problems: [] }]);

    rmSync(file);
    await expect.poll(async () => (await shownAt(output))[0]?.isPublished, { timeout: 10_000 }).toBe(false);
    child.kill('SIGTERM');
    await ended;
  });

  test('shows nodes with errors and their positions, without publishing them', async () => {
    const file = writeBundle({ name: 'Dummy' }, { name: 'Dummy' });
    const { child, until, ended } = start(['preview', file, '--no-open']);
    const output = await until(/Ctrl-C to stop/);
    expect(output).toContain('Metabase: 2 nodes, 1 error, 0 warnings, not published.');
    const [shown] = await shownAt(output);
    expect(shown).toMatchObject({ isPublished: false, issues: [{ code: 'duplicate-stable-id', nodeId: 'n1' }] });
    expect(shown?.issues[0]?.location).toMatch(/metabase\.json:1:\d+$/);
    child.kill();
    await ended;
  });

  test('shows files that cannot be read at first as soon as they can', async () => {
    const file = writeBundle();
    writeFileSync(file, 'nothing');
    const { child, until, ended } = start(['preview', file, '--no-open']);
    const output = await until(/Ctrl-C to stop/);
    expect(await shownAt(output)).toMatchObject([{ name: 'metabase.json', isPublished: false, nodes: [] }]);
    writeFileSync(file, bundleOf([{ name: 'One' }]));
    await expect.poll(async () => (await shownAt(output))[0]?.name, { timeout: 10_000 }).toBe('Metabase');
    expect(await shownAt(output)).toHaveLength(1);
    child.kill();
    await ended;
  });

  test('without a browser it prints where the page is', async () => {
    const file = writeBundle({ name: 'One' });
    const { child, until, ended } = start(['preview', file]);
    await until(/Ctrl-C to stop/);
    child.kill();
    const { stdout } = await ended;
    expect(stdout).toMatch(/^Preview: http/);
  });

  test.each([
    [{ 'lineage.txt': '' }, ['lineage.txt'], 'must have the extension .json, .yaml, .yml or .jsonl'],
    [{ 'nodes.jsonl': '{}' }, ['nodes.jsonl'], 'contains only nodes'],
    [{ 'integration.yaml': '', 'integration.json': '' }, ['.'], 'contains integration.yaml and integration.json'],
    [{ 'notes.txt': '' }, ['.'], 'does not contain an integration'],
    [{ 'a.yaml': 'name: A', 'nodes.csv': '' }, ['a.yaml', '--nodes', 'nodes.csv'], 'must have the extension'],
  ])('ends at once for files that can never be read: %j, %j', async (files, args, message) => {
    await withFiles(files, async (cwd) => {
      const { code, stdout, stderr } = await run(['preview', ...args, '--no-open'], { cwd });
      expect([code, stdout]).toStrictEqual([1, '']);
      expect(stderr).toContain(message);
    });
  });

  test('missing files and a taken port are reported', async () => {
    const nothing = await run(['preview', 'nowhere', '--no-open']);
    expect([nothing.code, nothing.stdout]).toStrictEqual([1, '']);
    expect(nothing.stderr).toContain('does not exist');
    const file = writeBundle({ name: 'One' });
    const first = start(['preview', file, '--no-open']);
    const [, port = ''] = /:(\d+)\//.exec(await first.until(/Ctrl-C to stop/)) ?? [];
    const second = await run(['preview', file, '--no-open', '--port', port]);
    expect(second.code).toBe(2);
    expect(second.stderr).toContain('The sandbox cannot start');
    first.child.kill();
    await first.ended;
  });
});

describe('as one file', () => {
  const built = {
    'index.html': '<!doctype html>\n<head><script type="module" src="./explorer.js"></script></head>\n<body></body>\n',
    'explorer.js': 'document.title = "Lineage";',
    'explorer.css': 'body { margin: 0 }',
  };

  test('--html writes the licences of what the page is made of into it, as a comment that nothing in them ends', async () => {
    const licenses = `# Licenses\n\nelkjs <script>alert(1)</script> $& --> <img src=x> --!> <!-- again --`;
    const file = writeBundle({ name: 'One' });
    await withPackage({ ...built, 'licenses.md': licenses }, async (program) => {
      const { code } = await run(['preview', file, '--html', `${file}.html`], { program });
      expect(code).toBe(0);
    });
    const html = readFileSync(`${file}.html`, 'utf8');
    const [comment = '', ...others] = html.match(/<!--[\s\S]*?--!?>/g) ?? [];
    expect(others).toStrictEqual([]);
    expect(comment).toContain('# Licenses');
    expect(comment).toContain('elkjs <script>alert(1)</script> $& ');
    expect(comment).toContain('again');
    expect(html.replace(comment, '')).not.toMatch(/alert|img src/);
  });

  test('--html makes the folder that it writes to', async () => {
    const file = writeBundle({ name: 'One' });
    const html = join(file, '../out/of/it/lineage.html');
    await withPackage({ ...built, 'licenses.md': '' }, async (program) => {
      expect(await run(['preview', file, '--html', html], { program })).toMatchObject({ code: 0 });
      expect(readFileSync(html, 'utf8')).toContain('<!doctype html>');
      const beneath = await run(['preview', file, '--html', `${html}/a.html`], { program });
      expect([beneath.code, beneath.stderr]).toStrictEqual([1, expect.stringContaining('a.html cannot be written: ')]);
    });
  });

  test('--html writes nothing when the page has no licences', async () => {
    const file = writeBundle({ name: 'One' });
    await withPackage(built, async (program) => {
      const { code, stderr } = await run(['preview', file, '--html', `${file}.html`], { program });
      expect([code, stderr]).toStrictEqual([1, expect.stringContaining('npm run build:explorer')]);
    });
    expect(existsSync(`${file}.html`)).toBe(false);
  });
});

describe('as text', () => {
  test('--mermaid and --dot print the graph alone, errors go to the other stream', async () => {
    const file = writeBundle({ name: 'Dummy', upstream: [{ kind: 'dbt', table: 'orders' }] }, { name: 'Dummy' });
    const mermaid = await run(['preview', file, '--mermaid']);
    expect(mermaid.code).toBe(0);
    expect(mermaid.stdout).toBe(
      `flowchart LR
  n0("Dummy (Question)")
  n1("Dummy (Question)")
  x0[("orders")]
  x0 --> n0
  classDef missing stroke-dasharray:4 3,stroke:#c23030
`,
    );
    expect(mermaid.stderr).toContain('duplicate-stable-id');
    const dot = await run(['preview', file, '--dot']);
    expect(dot.stdout).toMatch(/^digraph "Metabase" \{[\s\S]+x0 -> n0;\n\}\n$/);
    expect(dot.code).toBe(0);
  });

  test('--mermaid prints a note when Mermaid may refuse the graph, because of its edges or its length', async () => {
    const many = (count: number, name: string): string =>
      writeBundle(
        ...Array.from({ length: count }, (_, n) => ({
          name: `${name}${n}`,
          upstream: [{ kind: 'dbt', table: `t${n}` }],
        })),
      );
    const { code, stdout, stderr } = await run(['preview', many(501, 'N'), '--mermaid']);
    expect([code, stdout.split('\n').length]).toStrictEqual([0, 3 * 501 + 3]);
    expect(stderr).toMatch(
      /^note: The flowchart has 1,002 nodes, 501 edges and [\d,]+ characters\. By default, Mermaid draws at most 500 edges and 50,000 characters, so GitHub may refuse to draw it\. --html has no such limit\.\n$/,
    );
    expect((await run(['preview', many(500, 'N'), '--mermaid'])).stderr).toBe('');
    expect((await run(['preview', many(400, 'a long name '.repeat(9)), '--mermaid'])).stderr).toMatch(/^note: /);
    expect((await run(['preview', many(501, 'N'), '--dot'])).stderr).toBe('');
  });

  test('hostile names are escaped', async () => {
    const names = ['<img onerror=x>', 'a"b`c', 'line\nbreak', 'x'.repeat(2_000), '\u202eabc', '\u{1f9e8}', ']]:::x'];
    const file = writeBundle(...names.map((name, index) => ({ name, id: `${index}` })));
    const mermaid = await run(['preview', file, '--mermaid']);
    expect(mermaid.stdout.split('\n')).toHaveLength(names.length + 3);
    expect(mermaid.stdout).not.toMatch(/<img|\u202e|"b/);
    const dot = await run(['preview', file, '--dot']);
    expect(dot.stdout.split('\n')).toHaveLength(names.length + 5);
    expect(dot.stdout).toContain('a\\"b`c');
    expect(Math.max(...dot.stdout.split('\n').map((line) => line.length))).toBeLessThan(200);
  });

  test('files that cannot be read draw nothing', async () => {
    const file = writeBundle();
    writeFileSync(file, '{');
    const { code, stdout, stderr } = await run(['preview', file, '--dot']);
    expect([code, stdout]).toStrictEqual([1, '']);
    expect(stderr).toContain('metabase.json');
  });

  test.each([
    ['--html', 'x.html', '--dot'],
    ['--mermaid', '--dot'],
    ['--mermaid', '--port', '4010'],
  ])('%s with %s is wrong usage', async (...options) => {
    const { code, stderr } = await run(['preview', 'x.json', ...options]);
    expect(code).toBe(2);
    expect(stderr).toContain('cannot be used with');
  });
});

test('--html does not replace a file that is to be previewed', async () => {
  const file = writeBundle({ name: 'a' });
  const before = readFileSync(file, 'utf8');
  const folder = join(file, '..');
  const link = join(folder, 'link.html');
  symlinkSync(file, link);
  const lines = join(folder, 'nodes.jsonl');
  for (const html of [file, link, join(folder, '.', 'metabase.json')]) {
    const { code, stderr } = await run(['preview', file, '--html', html]);
    expect([code, stderr]).toStrictEqual([2, expect.stringContaining('would replace a file that is to be previewed')]);
  }
  writeFileSync(lines, '');
  expect(await run(['preview', file, '--html', lines])).toMatchObject({ code: 2 });
  expect(await run(['preview', 'x.yaml', '--nodes', lines, '--html', lines])).toMatchObject({
    code: expect.any(Number),
  });
  expect([readFileSync(file, 'utf8'), readFileSync(lines, 'utf8')]).toStrictEqual([before, '']);
});
