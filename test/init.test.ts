// The files that init writes are checked, published and type-checked unchanged.

import { execFile, execFileSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startSandbox } from 'paradime-integrations/sandbox';
import { expect, test, vi } from 'vitest';
import { withFiles } from './support/files.js';
import { installInto } from './support/installed.js';
import { run, variablesOf } from './support/program.js';

vi.setConfig({ testTimeout: 60_000 });

const root = fileURLToPath(new URL('../', import.meta.url));

const sandboxStep =
  '# a local stand-in for Paradime, in a second terminal; copy the `export` lines that it prints to this one';

test.each([
  ['yaml', 'integration.yaml'],
  ['json', 'integration.json'],
])('--format %s passes check, and publishes', async (format, name) => {
  await using sandbox = await startSandbox();
  await withFiles({}, async (cwd) => {
    const written = await run(['init', '--format', format], { cwd });
    expect(written).toStrictEqual({
      code: 0,
      stdout: `Wrote ${name}. Next:
  npx paradime-integrations check ${name}    # report mistakes
  npx paradime-integrations preview ${name}  # draw the lineage in a browser
  npx paradime-integrations sandbox                   ${sandboxStep}
  npx paradime-integrations publish ${name}  # publish to the sandbox
`,
      stderr: '',
    });
    expect(await run(['check', name], { cwd })).toStrictEqual({
      code: 0,
      stdout: 'My BI tool: 3 nodes, 0 errors, 0 warnings\n',
      stderr: '',
    });
    expect((await run(['publish', name], { cwd, env: variablesOf(sandbox) })).code).toBe(0);
    const [integration] = sandbox.integrations();
    expect(sandbox.nodes(integration?.uid ?? '').map(({ kind, name: node }) => [kind, node])).toStrictEqual([
      ['chart', 'Revenue by month'],
      ['dashboard', 'Sales'],
      ['datasource', 'Orders'],
    ]);
  });
});

test.each([
  ['module', 'lineage.ts'],
  ['commonjs', 'lineage.ts'],
  ['commonjs', 'lineage.mts'],
])('in a package of type %s, %s type-checks, and publishes', async (type, file) => {
  await using sandbox = await startSandbox();
  await withFiles({ 'package.json': JSON.stringify({ type }) }, async (cwd) => {
    installInto(cwd);
    expect(await run(['init', file], { cwd })).toStrictEqual({
      code: 0,
      stdout: `Wrote ${file}. Next:
  npm install --save-dev tsx         # runs TypeScript files
  npx paradime-integrations sandbox  ${sandboxStep}
  npx tsx ${file.padEnd(25)}  # publish to the sandbox
`,
      stderr: '',
    });
    const env = { ...process.env, ...variablesOf(sandbox) };
    const tsx = join(root, 'node_modules/tsx/dist/cli.mjs');
    const created = await promisify(execFile)('node', [tsx, file], { cwd, env });
    expect(created.stdout).toMatch(/^The integration \S+ was created\.\n$/);
    expect(sandbox.nodes(sandbox.integrations()[0]?.uid ?? '')).toHaveLength(3);

    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const flags =
      '--strict --exactOptionalPropertyTypes --noUncheckedIndexedAccess --module nodenext --target es2023 --types node --skipLibCheck';
    execFileSync('node', [tsc, ...flags.split(' '), file], { cwd, stdio: 'inherit' });
    const again = await promisify(execFile)('node', [file.replace('ts', 'js')], { cwd, env });
    expect(again.stdout).toMatch(/^The integration \S+ was unchanged\.\n$/);
  });
});

test('a TypeScript file without credentials fails with an error that names them', async () => {
  await withFiles({ 'package.json': '{"type":"commonjs"}' }, async (cwd) => {
    installInto(cwd);
    await run(['init', 'a.ts'], { cwd });
    const { PATH = '' } = process.env;
    const tsx = join(root, 'node_modules/tsx/dist/cli.mjs');
    await expect(promisify(execFile)('node', [tsx, 'a.ts'], { cwd, env: { PATH } })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('PARADIME_API_ENDPOINT'),
    });
  });
});

test('what is missing for a TypeScript file is said, and what is there is not', async () => {
  await withFiles({ 'node_modules/tsx/package.json': '{}' }, async (cwd) => {
    const { code, stdout, stderr } = await run(['init', '--format', 'typescript'], { cwd });
    expect([code, stdout]).toStrictEqual([0, expect.stringContaining('\n  npx tsx lineage.ts ')]);
    expect(stdout).not.toContain('npm install');
    expect(stderr).toBe(
      'note: lineage.ts imports paradime-integrations, which is not installed in its folder or above it. Install it first.\n',
    );
  });
});

test.each([
  ['a.json', /^\{/],
  ['a.yaml', /^name: My BI tool/m],
  ['a.YML', /^name: My BI tool/m],
  ['a.ts', /^import \{/m],
  ['a.mts', /^import \{/m],
])('the extension decides the format of %s', async (file, content) => {
  await withFiles({}, async (cwd) => {
    expect((await run(['init', file], { cwd })).code).toBe(0);
    expect(await readFile(join(cwd, file), 'utf8')).toMatch(content);
  });
});

test.each([
  [
    ['a.yaml', '--format', 'json'],
    '--format json contradicts a.yaml, whose extension .yaml stands for YAML. Give a name that ends in .json, or leave --format out.',
  ],
  ...[['a.txt'], ['a'], ['a.txt', '--format', 'yaml']].map((args): [string[], string] => [
    args,
    `${args[0]} must end in .yaml or .yml (YAML), .json (JSON), .ts or .mts (TypeScript).`,
  ]),
])('init %j is wrong usage, and writes nothing', async (args, message) => {
  await withFiles({}, async (cwd) => {
    expect(await run(['init', ...args], { cwd })).toStrictEqual({ code: 2, stdout: '', stderr: `error: ${message}\n` });
    expect(await readdir(cwd)).toStrictEqual([]);
  });
});

test.each([
  ['integration.yaml', './node_modules'],
  ['lineage/integration.yaml', '../node_modules'],
  ['lineage/integration.json', '../node_modules'],
  ['a/b/integration.json', '../../node_modules'],
])('the reference to the JSON Schema in %s leads to the installed package', async (file, folder) => {
  await withFiles({}, async (cwd) => {
    installInto(cwd);
    expect((await run(['init', file], { cwd })).code).toBe(0);
    const content = await readFile(join(cwd, file), 'utf8');
    const [, reference = ''] = /\$schema(?:=|": ")([^"\n]+)/.exec(content) ?? [];
    expect(reference).toBe(`${folder}/paradime-integrations/schema/integration.schema.json`);
    const schema: unknown = JSON.parse(await readFile(resolve(cwd, dirname(file), reference), 'utf8'));
    expect(schema).toHaveProperty('properties.nodeTypes');
    expect((await run(['check', file], { cwd })).code).toBe(0);
  });
});

test('without an installed package there is no reference to the JSON Schema', async () => {
  await withFiles({}, async (cwd) => {
    for (const file of ['a.yaml', 'a.json']) {
      await run(['init', file], { cwd });
      expect(await readFile(join(cwd, file), 'utf8')).not.toContain('$schema');
    }
  });
});

test('all formats describe the same integration', async () => {
  await using sandbox = await startSandbox();
  await withFiles({}, async (cwd) => {
    const nodes = [];
    for (const format of ['yaml', 'json']) {
      await run(['init', `a.${format}`, '--format', format], { cwd });
      await run(['publish', `a.${format}`], { cwd, env: variablesOf(sandbox) });
      nodes.push(sandbox.nodes(sandbox.integrations()[0]?.uid ?? ''));
    }
    expect(nodes[0]).toStrictEqual(nodes[1]);
  });
});

test('an existing file is kept, unless --force is given', async () => {
  await withFiles({ 'mine.yaml': 'mine' }, async (cwd) => {
    const refused = await run(['init', 'mine.yaml'], { cwd });
    expect([refused.code, refused.stderr]).toStrictEqual([
      1,
      'error: mine.yaml already exists. Give another name, or --force to replace it.\n',
    ]);
    expect(await readFile(join(cwd, 'mine.yaml'), 'utf8')).toBe('mine');
    expect((await run(['init', 'mine.yaml', '--force'], { cwd })).code).toBe(0);
    expect(await readFile(join(cwd, 'mine.yaml'), 'utf8')).toContain('publish mine.yaml --dry-run');
    const beneath = await run(['init', 'mine.yaml/integration.yaml'], { cwd });
    expect([beneath.code, beneath.stderr]).toStrictEqual([
      1,
      expect.stringMatching(/^error: mine\.yaml\/integration\.yaml cannot be written: (ENOTDIR|EEXIST)/),
    ]);
  });
});

test('folders that are missing are made, and a path is quoted where a shell needs it', async () => {
  await withFiles({}, async (cwd) => {
    const { code, stdout } = await run(['init', "my team's/tools/integration.yaml"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain("check 'my team'\\''s/tools/integration.yaml' ");
    expect((await run(['check', "my team's/tools"], { cwd })).code).toBe(0);
  });
});
