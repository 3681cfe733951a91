// The files that init writes are checked, published and type-checked unchanged.

import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startSandbox } from 'paradime-integrations/sandbox';
import { expect, test, vi } from 'vitest';
import { withFiles } from './support/files.js';
import { run, variablesOf } from './support/program.js';

vi.setConfig({ testTimeout: 60_000 });

const root = fileURLToPath(new URL('../', import.meta.url));

test.each([
  ['yaml', 'integration.yaml'],
  ['json', 'integration.json'],
])('--format %s passes check, and publishes', async (format, name) => {
  await using sandbox = await startSandbox();
  await withFiles({}, async (cwd) => {
    const written = await run(['init', '--format', format], { cwd });
    expect(written).toStrictEqual({
      code: 0,
      stdout: `Wrote ${name}. Next: npx paradime-integrations check ${name}\n`,
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

test('--format typescript type-checks, and publishes', async () => {
  await using sandbox = await startSandbox();
  await withFiles({ 'package.json': '{"type":"module"}' }, async (cwd) => {
    expect(await run(['init', '--format', 'typescript'], { cwd })).toStrictEqual({
      code: 0,
      stdout: 'Wrote lineage.ts. Next: npx tsx lineage.ts\n',
      stderr: '',
    });
    // As if installed: what tests build, under the package's own manifest.
    const installed = join(cwd, 'node_modules/paradime-integrations');
    mkdirSync(installed, { recursive: true });
    cpSync(join(root, '.test-build'), join(installed, 'dist'), { recursive: true });
    cpSync(join(root, 'package.json'), join(installed, 'package.json'));
    for (const name of [
      '@urql',
      '@graphql-typed-document-node',
      '@types',
      'graphql',
      'leven',
      'wonka',
      '@0no-co',
      'undici-types',
    ]) {
      symlinkSync(join(root, 'node_modules', name), join(cwd, 'node_modules', name));
    }
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const flags =
      '--strict --exactOptionalPropertyTypes --noUncheckedIndexedAccess --module nodenext --target es2023 --types node --skipLibCheck';
    execFileSync('node', [tsc, ...flags.split(' '), 'lineage.ts'], { cwd, stdio: 'inherit' });
    const { stdout } = await promisify(execFile)('node', ['lineage.js'], {
      cwd,
      env: { ...process.env, ...variablesOf(sandbox) },
    });
    expect(stdout).toMatch(/^The integration \S+ was created\.\n$/);
    expect(sandbox.nodes(sandbox.integrations()[0]?.uid ?? '')).toHaveLength(3);
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
    const nowhere = await run(['init', 'no/where.yaml'], { cwd });
    expect([nowhere.code, nowhere.stderr]).toStrictEqual([
      1,
      expect.stringContaining('error: no/where.yaml cannot be written: ENOENT'),
    ]);
  });
});
