// `import` as a process: from the files of another tool to a bundle that is published.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parsed, withSandbox } from './support/cli.js';
import { manifest, model, sourceTable } from './support/dbt.js';
import { estate, filesOf, zipOf } from './support/superset.js';

const project = JSON.stringify(
  manifest([model('orders'), sourceTable('raw', 'shipments', { database: 'analytics', schema: 'raw' })], {
    exposures: {
      'exposure.shop.weekly': {
        name: 'weekly',
        type: 'dashboard',
        package_name: 'shop',
        owner: { name: 'Ada' },
        depends_on: { nodes: ['model.shop.orders'] },
      },
      'exposure.shop.lost': {
        name: 'lost',
        type: 'notebook',
        package_name: 'shop',
        depends_on: { nodes: ['model.shop.nowhere'] },
      },
    },
  }),
);
const files = { 'export.zip': zipOf(estate), 'target/manifest.json': project };

describe('import', () => {
  test('a Superset export becomes a bundle that publishes, and publishing it again changes nothing', async () => {
    await withSandbox(files, async ({ sandbox, path, run }) => {
      const imported = await run(
        'import',
        'superset',
        'export.zip',
        '--dbt',
        'target/',
        '--output',
        'out/superset.yaml',
      );
      expect([imported.code, imported.stderr]).toEqual([0, expect.not.stringContaining('error')]);
      expect(imported.stdout).toContain(
        'Wrote out/superset.yaml. Next: npx paradime-integrations preview out/superset.yaml',
      );
      expect(imported.stdout).toMatch(
        /^Imported \d+ nodes of Superset:\n {2}Chart: \d+\n {2}Dashboard: \d+\n {2}Dataset: \d+\n/,
      );
      expect(imported.stdout).toMatch(/\d+ of \d+ nodes have an upstream\./);
      expect(imported.stdout).toMatch(/\d+ tables? found in the dbt project/);
      expect((await run('publish', 'out/superset.yaml', '--state', 'state')).code).toBe(0);
      const [registered] = sandbox.integrations();
      expect(registered?.name).toBe('Superset');
      await run('import', 'superset', 'export.zip', '--dbt', 'target/', '--output', 'again.yaml');
      expect(readFileSync(path('again.yaml'), 'utf8')).toBe(readFileSync(path('out/superset.yaml'), 'utf8'));
      const plan = parsed(await run('publish', 'again.yaml', '--state', 'state', '--dry-run', '--json'));
      expect(plan).toMatchObject({ plan: { counts: { added: 0, changed: 0, removed: 0 } } });
    });
  });

  test('an unpacked export, a folder to write to, and standard output', async () => {
    await withSandbox(filesOf(estate), async ({ path, run }) => {
      const written = await run('import', 'superset', '.', '--output', 'lineage/');
      expect(written.code).toBe(0);
      expect(existsSync(path('lineage/integration.yaml'))).toBe(true);
      expect((await run('check', 'lineage')).code).toBe(0);
      const printed = await run('import', 'superset', '.', '--output', '-', '--exclude', 'lineage/**');
      expect(printed.stdout).toMatch(/^name: Superset\n/);
      expect(printed.stderr).toContain('Imported');
    });
  });

  test('exposures, with a name of their own, as JSON', async () => {
    await withSandbox(files, async ({ run }) => {
      const { code, stdout } = await run('import', 'exposures', 'target/', '--name', 'Weekly things', '--json');
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({
        integration: 'Weekly things',
        nodes: 2,
        nodesByType: { Dashboard: 1, Notebook: 1 },
        withUpstream: 1,
        withoutUpstream: [{ id: 'exposure.shop.lost', name: 'lost' }],
      });
    });
  });

  test('--min-lineage refuses an import with too little lineage, and writes nothing', async () => {
    await withSandbox(files, async ({ path, run }) => {
      const { code, stderr, stdout } = await run(
        'import',
        'exposures',
        'target/',
        '--min-lineage',
        '90%',
        '--output',
        'x.yaml',
      );
      expect(code).toBe(1);
      expect(stderr).toContain('1 of 2 nodes have an upstream (50%), and at least 90% must. These have none:');
      expect(stderr).toContain('Nothing was written.');
      expect(stdout).toContain('Imported 2 nodes');
      expect(existsSync(path('x.yaml'))).toBe(false);
      expect((await run('import', 'exposures', 'target/', '--min-lineage', '50%')).code).toBe(0);
    });
  });

  test('more than 10,000 nodes are written as lines', async () => {
    const exposures = Object.fromEntries(
      Array.from({ length: 10_001 }, (_, index) => [
        `exposure.shop.e${index}`,
        { name: `e${index}`, type: 'dashboard', depends_on: { nodes: ['model.shop.orders'] } },
      ]),
    );
    await withSandbox(
      { 'manifest.json': JSON.stringify(manifest([model('orders')], { exposures })) },
      async ({ path, run }) => {
        expect((await run('import', 'exposures', 'manifest.json', '--output', 'out/e.yaml')).code).toBe(0);
        expect(readFileSync(path('out/nodes.jsonl'), 'utf8').split('\n')).toHaveLength(10_002);
        expect((await run('check', 'out/e.yaml')).stdout).toContain('10,001 nodes, 0 errors');
      },
    );
  });

  test.each([
    [
      ['import', 'tableau', 'x'],
      2,
      /'tableau' is invalid for argument 'source'. Allowed choices are exposures, superset/s,
    ],
    [['import', 'superset'], 2, /missing required argument 'from'/],
    [['import', 'superset', 'nowhere.zip'], 1, /error: nowhere\.zip: does not exist/],
    [['import', 'superset', 'target/manifest.json'], 1, /error: /],
    [['import', 'exposures', 'export.zip'], 1, /export\.zip: must contain JSON/],
    [
      ['import', 'exposures', 'target/', '--min-lineage', '9'],
      2,
      /It must be a percentage from 0% to 100%, such as 90%/,
    ],
    [['import', 'exposures', 'target/', '--include', 'nothing*'], 1, /error: /],
  ])('%j is refused', async (args, exitCode, message) => {
    await withSandbox(files, async ({ run }) => {
      const { code, stderr } = await run(...args);
      expect([code, stderr]).toEqual([exitCode, expect.stringMatching(message)]);
      expect(stderr).not.toContain('    at ');
    });
  });
});

test('nothing of a failed import is left', async () => {
  await withSandbox(files, async ({ path, run }) => {
    const { code, stderr } = await run('import', 'exposures', 'target/', '--output', join('export.zip', 'x.yaml'));
    expect([code, stderr]).toEqual([1, expect.stringContaining('cannot be written')]);
    expect(existsSync(path('export.zip'))).toBe(true);
  });
});
