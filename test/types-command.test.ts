// `types` as a process: the file that it writes, and what the compiler then accepts.

import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Paradime } from 'paradime-integrations';
import { expect, test, vi } from 'vitest';
import { withSandbox } from './support/cli.js';
import { type DbtNode, manifest, model, sourceTable } from './support/dbt.js';
import { type Files, withFiles } from './support/files.js';
import { metabase } from './support/metabase.js';
import { type Ended, run, targetOf } from './support/program.js';

vi.setConfig({ testTimeout: 60_000 });

const root = fileURLToPath(new URL('../', import.meta.url));

const shop: readonly DbtNode[] = [
  model('orders', { description: 'Orders of the shop.' }),
  model('payments', { alias: 'fct_payments' }),
  model('Refunds', { unique_id: 'model.shop.Refunds.v2', version: 2, latest_version: 2 }),
  model('base', { config: { materialized: 'ephemeral' } }),
  sourceTable('shop', 'customers', { identifier: 'customers_raw', description: 'Who buys.' }),
];

const filesOf = (nodes: readonly DbtNode[] = shop): Files => ({ 'manifest.json': JSON.stringify(manifest(nodes)) });

interface Setting {
  readonly file: string;
  readonly types: (...args: string[]) => Promise<Ended>;
}

async function withProject(files: Files, use: (setting: Setting) => Promise<void>): Promise<void> {
  await withFiles(files, (folder) =>
    use({
      file: join(folder, 'src/names.ts'),
      types: (...args) =>
        run(['types', '--dbt', 'manifest.json', '--output', 'src/names.ts', ...args], { cwd: folder }),
    }),
  );
}

/** What the compiler prints about these lines, in a project with the file that `types` wrote, or without. */
function compile(file: string | undefined, lines: readonly string[]): Promise<string> {
  const built = (entry: string): string[] => [join(root, '.test-build', entry)];
  const compilerOptions = {
    ...{ strict: true, module: 'nodenext', target: 'es2023', lib: ['es2023', 'dom'], types: [], noEmit: true },
    ...{ exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: true },
    paths: { 'paradime-integrations': built('index.d.ts'), 'paradime-integrations/dbt': built('dbt/index.d.ts') },
  };
  const main = [
    "import { custom, dbt, type Register } from 'paradime-integrations';",
    "import type { DbtProject } from 'paradime-integrations/dbt';",
    'declare const project: DbtProject;',
    'declare const row: { readonly table: string };',
    ...lines,
    'export type { Register };',
  ];
  const names = file === undefined ? [] : [file];
  const config = { compilerOptions, files: ['main.ts', ...names] };
  return withFiles({ 'main.ts': main.join('\n'), 'tsconfig.json': JSON.stringify(config) }, (folder) => {
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    return new Promise((resolve) => {
      execFile('node', [tsc, '--project', folder], { cwd: folder }, (_, stdout) => resolve(stdout));
    });
  });
}

const right = [
  ...['orders', 'payments', 'Refunds', 'refunds', 'Refunds.v2', 'fct_payments', 'customers_raw'],
  ...['marts.orders', 'marts.fct_payments', 'shop.customers', 'shop.customers_raw'],
].map((name) => `dbt('${name}');`);
const rightByDbt = [
  "dbt({ model: 'payments' });",
  "dbt({ source: 'shop.customers' });",
  "project.ref('Refunds.v2');",
  "project.source('shop', 'customers');",
  "dbt({ table: row.table, schema: 'anything' });",
  'dbt({ table: row.table, database: null });',
];
const wrong = {
  "dbt('ordrs');": '"ordrs"',
  "dbt('base');": '"base"',
  "dbt('customers');": '"customers"',
  "dbt('analytics.marts.orders');": '"analytics.marts.orders"',
  'dbt(row.table);': 'string',
  "dbt({ model: 'ordrs' });": `"ordrs"`,
  "dbt({ source: 'shop.custmers' });": '"shop.custmers"',
  "project.ref('ordrs');": '"ordrs"',
  "project.source('shop', 'custmers');": '"custmers"',
  "project.source('shp', 'customers');": '"shp"',
};

test('the compiler accepts every string before, and exactly the names of the project after', async () => {
  expect(await compile(undefined, [...right, ...rightByDbt, ...Object.keys(wrong)])).toBe('');
  await withProject(filesOf(), async ({ file, types }) => {
    expect(await types()).toStrictEqual({ code: 0, stdout: '', stderr: 'Wrote src/names.ts: 4 tables.\n' });
    expect(await compile(file, [...right, ...rightByDbt])).toBe('');
    const printed = await compile(file, Object.keys(wrong));
    const found = printed.split('\n').filter((line) => line.startsWith('main.ts'));
    expect(found.map((line) => /(?:type|Type) '(.*?)' is not assignable/.exec(line)?.[1])).toStrictEqual(
      Object.values(wrong),
    );
  });
});

test('a project without sources or models leaves none to name', async () => {
  await withProject(filesOf([model('orders')]), async ({ file, types }) => {
    await types();
    expect(await compile(file, ["dbt('orders');", "dbt({ model: 'orders' });"])).toBe('');
    expect(await compile(file, ["dbt({ source: 'shop.customers' });"])).toContain(
      "'string' is not assignable to type 'never'",
    );
    expect(await compile(file, ["project.source('shop', 'customers');"])).toContain("'never'");
  });
});

test('the file is sorted, has descriptions as doc comments, and is the same whichever way the manifest is sorted', async () => {
  await withProject(
    { ...filesOf(), 'other.json': JSON.stringify(manifest(shop.toReversed())) },
    async ({ file, types }) => {
      await types();
      const text = await readFile(file, 'utf8');
      expect(text).toContain(`
    models: {
      'Refunds': true;
      'Refunds.v2': true;
      /** Orders of the shop. */
      'orders': true;
      'payments': true;
    };
    sources: {
      'shop': {
        /** Who buys. */
        'customers': true;
      };
    };
  }
}
`);
      expect(text).toMatch(/^\/\/ Written by `paradime-integrations types`/);
      const other = await run(['types', '--dbt', 'other.json'], { cwd: dirname(dirname(file)) });
      expect(other).toStrictEqual({ code: 0, stdout: text, stderr: '' });
    },
  );
});

test('names and descriptions can contain anything', async () => {
  const names = [
    "it's",
    'back\\slash',
    '*/ boom',
    '$' + '{x}',
    '`',
    '2024',
    '__proto__',
    'line\nbreak',
    '\u2028',
    '\u202e',
    'ünï',
    '\ud800',
  ];
  const description = 'First */ line\r\n@deprecated no\n\n\u2028 */ export const x = 1; /* \u202e {@link y} \u0007';
  const nodes = names.map((name) => model(name, { description }));
  await withProject(filesOf([...nodes, sourceTable("o'hara", 'x.y', { description })]), async ({ file, types }) => {
    expect(await types()).toMatchObject({ code: 0 });
    const source = (name: string): string =>
      JSON.stringify(name).replace(/[\u2028\u202e]/g, (found) => `\\u${found.charCodeAt(0).toString(16)}`);
    const lines = names.flatMap((name) => [`dbt(${source(name)});`, `dbt({ model: ${source(name)} });`]);
    lines.push(`dbt("o'hara.x.y");`, `project.source("o'hara", 'x.y');`);
    const text = await readFile(file, 'utf8');
    // The compiler looks for mistakes in the file here, which the comment at its head turns off.
    await writeFile(file, text.replace(/^.*@ts-nocheck.*\n/m, ''));
    expect(await compile(file, lines)).toBe('');
    expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}|\u2028/u);
    expect(text).toContain(' * \\@deprecated no\n');
  });
});

test('the same name of several tables is accepted, with all descriptions', async () => {
  const nodes = [
    sourceTable('a', 'orders', { description: 'Those of a.' }),
    sourceTable('b', 'orders', { description: 'Those of b.' }),
  ];
  await withProject(filesOf(nodes), async ({ file, types }) => {
    await types();
    expect(await compile(file, ["dbt('orders');"])).toBe('');
    expect(await readFile(file, 'utf8')).toContain(`
      /**
       * Those of a.
       *
       * Those of b.
       */
      'orders': true;
`);
  });
});

test('--check finds a file that is missing or stale, and writes nothing', async () => {
  const rest = 'Run the same command without --check, and commit the file.\n';
  await withProject(filesOf(), async ({ file, types }) => {
    const missing = { code: 1, stdout: '', stderr: `error: src/names.ts does not exist. ${rest}` };
    expect(await types('--check')).toStrictEqual(missing);
    expect(await types('--check')).toStrictEqual(missing);
    await types();
    const fresh = { code: 0, stdout: '', stderr: 'src/names.ts is up to date: 4 tables.\n' };
    expect([await types('--check'), await types()]).toStrictEqual([fresh, fresh]);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replaceAll('\n', '\r\n'));
    expect(await types('--check')).toStrictEqual(fresh);
    const stale = text.replace("      'orders': true;\n", '');
    await writeFile(file, stale);
    const result = await types('--check');
    expect(result).toMatchObject({ code: 1, stdout: '' });
    expect(result.stderr).toMatch(/^error: src\/names.ts is stale: line \d+ is not what would be written now\. Run/);
    expect(await readFile(file, 'utf8')).toBe(stale);
  });
});

test('--integrations: custom takes what is registered', async () => {
  const call = (integration: string, nodeType: string): string =>
    `custom({ integration: ${integration}, nodeType: '${nodeType}', name: 'a' });`;
  const known = [call("'Metabase'", 'Question'), call("{ uid: 'x' }", 'Anything'), "dbt('anything');"];
  await withSandbox(filesOf(), async ({ sandbox, run, path }) => {
    const { customIntegrations } = new Paradime(sandbox);
    const args = ['types', '--integrations', '--output', 'names.ts'];
    expect(await run(...args)).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('note: No integration is registered'),
    });
    expect(await compile(path('names.ts'), [call("{ uid: 'x' }", 'Anything')])).toBe('');
    const { integration } = await customIntegrations.upsert(metabase);
    await customIntegrations.update(integration.uid, { active: false });
    expect(await run(...args, '--check')).toMatchObject({ code: 1 });
    expect(await run(...args)).toStrictEqual({
      code: 0,
      stdout: '',
      stderr: `${targetOf(sandbox)}Wrote names.ts: 1 integration.\n`,
    });
    expect(await compile(path('names.ts'), known)).toBe('');
    expect(await compile(path('names.ts'), [call("'Metabse'", 'Question')])).toContain('"Metabse"');
    expect(await compile(path('names.ts'), [call("'Metabase'", 'Qestion')])).toContain('"Qestion"');
    expect(await run(...args, '--dbt', 'manifest.json')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('4 tables, 1 integration.'),
    });
    expect(await compile(path('names.ts'), known)).toContain('"anything"');
  });
});

test.each<[string, readonly string[], number, string]>([
  [
    'nothing to write',
    ['--output', 'names.ts'],
    2,
    'Give a dbt project with --dbt target/, or --integrations, or both.',
  ],
  [
    'no file to check',
    ['--dbt', 'manifest.json', '--check'],
    2,
    '--check needs the file to check: give it with --output.',
  ],
  ['no manifest', ['--dbt', 'nowhere', '--output', 'names.ts'], 1, 'nowhere'],
  ['a project without tables', ['--dbt', 'empty.json', '--output', 'names.ts'], 1, 'has no tables'],
  ['no credentials', ['--integrations', '--output', 'names.ts'], 2, 'PARADIME_API_ENDPOINT'],
])('%s is an error, and nothing is written', async (_, args, code, message) => {
  const empty = manifest([model('base', { config: { materialized: 'ephemeral' } })]);
  await withFiles({ ...filesOf(), 'empty.json': JSON.stringify(empty) }, async (folder) => {
    const result = await run(['types', ...args], { cwd: folder });
    expect(result).toMatchObject({ code, stdout: '' });
    expect(result.stderr).toContain(message);
    await expect(readFile(join(folder, 'names.ts'))).rejects.toThrow('ENOENT');
  });
});

test('examples/dbt-types: what is generated is fresh, and the program compiles and runs', async () => {
  const folder = join(root, 'examples/dbt-types');
  const args = ['types', '--dbt', 'manifest.json', '--output', 'paradime.generated.ts', '--check'];
  expect(await run(args, { cwd: folder })).toMatchObject({ code: 0 });
  const runNode = (...words: string[]): Promise<string> =>
    new Promise((resolve) => execFile('node', words, { cwd: root }, (_, stdout) => resolve(stdout)));
  expect(await runNode('node_modules/typescript/bin/tsc', '--project', folder)).toBe('');
  expect(await runNode('--import', 'tsx', join(folder, 'main.ts'))).toContain("table: 'orders'");
});
