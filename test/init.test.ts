// The files that init writes are checked, published and type-checked unchanged.

import { execFile, execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
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
])('in a package of type %s, %s type-checks, publishes, and its test passes', async (type, file) => {
  await using sandbox = await startSandbox();
  await withFiles({ 'package.json': JSON.stringify({ type }) }, async (cwd) => {
    installInto(cwd);
    const steps = [
      [`npx paradime-integrations check ${file}`, '# report mistakes'],
      [`npx paradime-integrations preview ${file}`, '# draw the lineage in a browser'],
      ['npx paradime-integrations sandbox', sandboxStep],
      [`npx paradime-integrations publish ${file}`, '# publish to the sandbox'],
      ['npm install --save-dev vitest', '# runs the test'],
      ['npx vitest run', '# run the test'],
    ];
    const width = `npx paradime-integrations publish ${file}`.length;
    const next = steps.map(([command = '', purpose]) => `  ${command.padEnd(width)}  ${purpose}\n`).join('');
    const testFile = file.replace('lineage', 'lineage.test');
    expect(await run(['init', file], { cwd })).toStrictEqual({
      code: 0,
      stdout: `Wrote ${file} and ${testFile}. Next:\n${next}`,
      stderr: '',
    });
    expect(await run(['check', file], { cwd })).toStrictEqual({
      code: 0,
      stdout: 'My BI tool: 3 nodes, 0 errors, 0 warnings\n',
      stderr: '',
    });
    expect((await run(['publish', file], { cwd, env: variablesOf(sandbox) })).code).toBe(0);
    expect(sandbox.nodes(sandbox.integrations()[0]?.uid ?? '')).toHaveLength(3);

    symlinkSync(join(root, 'node_modules/vitest'), join(cwd, 'node_modules/vitest'));
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const flags =
      '--strict --exactOptionalPropertyTypes --noUncheckedIndexedAccess --module nodenext --target es2023 --types node --skipLibCheck --noEmit';
    execFileSync('node', [tsc, ...flags.split(' '), file, testFile], { cwd, stdio: 'inherit' });
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const { PATH = '' } = process.env;
    const tested = await promisify(execFile)('node', [vitest, 'run', '--root', cwd], { cwd, env: { PATH } });
    expect(tested.stdout).toContain('2 passed');
  });
});

test('what is missing for a TypeScript file is said, and what is there is not', async () => {
  await withFiles({ 'node_modules/vitest/package.json': '{}' }, async (cwd) => {
    const { code, stdout, stderr } = await run(['init', '--format', 'typescript'], { cwd });
    expect([code, stdout]).toStrictEqual([0, expect.stringContaining('\n  npx vitest run ')]);
    expect(stdout).not.toContain('npm install');
    expect(stderr).toBe(
      'note: lineage.ts imports paradime-integrations, which is not installed in its folder or above it. Install it first.\n',
    );
  });
});

test('a test that exists is kept, and the module is not written then', async () => {
  await withFiles({ 'lineage.test.ts': 'mine' }, async (cwd) => {
    const { code, stderr } = await run(['init', 'lineage.ts'], { cwd });
    expect([code, stderr]).toStrictEqual([
      1,
      'error: lineage.test.ts already exists. Give another name, or --force to replace it.\n',
    ]);
    expect(await readdir(cwd)).toStrictEqual(['lineage.test.ts']);
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
