// A dbt project in the program and in files.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Paradime } from 'paradime-integrations';
import { checkIntegration, inspectIntegration, readIntegration } from 'paradime-integrations/files';
import { startSandbox } from 'paradime-integrations/sandbox';
import { describe, expect, test } from 'vitest';
import { withSandbox } from './support/cli.js';
import { manifest, model, sourceTable } from './support/dbt.js';
import { withFiles } from './support/files.js';
import { run as runBare } from './support/program.js';

const yaml = (dbt: string, references: readonly string[]) =>
  [
    'name: Metabase',
    ...(dbt === '' ? [] : [`dbt: ${dbt}`]),
    'nodeTypes: { Question: { kind: chart } }',
    'nodes:',
    '  - nodeType: Question',
    '    name: Revenue',
    '    upstream:',
    ...references.map((reference) => `      - { kind: dbt, ${reference} }`),
    '',
  ].join('\n');

const manifestText = (schema = 'marts', generatedAt = new Date().toISOString()) => {
  const project = manifest([
    model('orders', { schema }),
    model('payments', { schema, alias: 'transactions' }),
    model('refunds', { schema }),
    sourceTable('crm', 'refunds'),
    model('base', { config: { materialized: 'ephemeral' }, depends_on: { nodes: ['model.shop.orders'] } }),
  ]);
  return JSON.stringify({ ...project, metadata: { ...Object(project['metadata']), generated_at: generatedAt } });
};

const mistakes = ['table: ordes', 'table: refunds', 'table: base', 'table: orders, schema: dev', 'model: payments'];
const files = {
  'lineage/a.yaml': yaml('../dbt/', mistakes),
  'dbt/target/manifest.json': manifestText(),
};

const tables = (sandbox: {
  nodes: (uid: string) => readonly unknown[];
  integrations: () => readonly { uid: string }[];
}) =>
  sandbox
    .integrations()
    .flatMap(({ uid }) => sandbox.nodes(uid))
    .flatMap((node) => Object(node).lineage.upstreamReferences.referencesToSqlTables)
    .map(({ database, schema, table }) => [database, schema, table].join('.'));

describe('a bundle that names a dbt project', () => {
  test('has each reference checked, and located', async () => {
    await withSandbox(files, async ({ run }) => {
      const { code, stdout, stderr } = await run('check', 'lineage/a.yaml');
      expect(stderr).toBe('');
      expect(stdout.split('\n').map((line) => line.trim())).toEqual([
        'lineage/a.yaml',
        '8:29    warning  Question "Revenue" (node 1), upstream[0].table: is not a table of the dbt project: "ordes"; did you mean "analytics.marts.orders"?  unknown-table',
        '9:29    warning  Question "Revenue" (node 1), upstream[1].table: names several tables of the dbt project: "refunds" may be analytics.marts.refunds, raw.crm.refunds. Write one of these in full  ambiguous-table',
        '10:29   warning  Question "Revenue" (node 1), upstream[2].table: is an ephemeral model, which has no table: "base", so what it is made from is sent: analytics.marts.orders  ephemeral-table',
        '11:29   warning  Question "Revenue" (node 1), upstream[3].table: is not a table of the dbt project: "dev.orders"; did you mean "analytics.marts.orders"?  unknown-table',
        '',
        'Metabase: 1 node, 0 errors, 4 warnings',
        '',
      ]);
      expect(code).toBe(0);
      expect((await run('check', 'lineage/a.yaml', '--treat-as-error', 'unknown-table')).code).toBe(1);
    });
  });

  test('is published with the complete names of what was found', async () => {
    await withSandbox(files, async ({ sandbox, run }) => {
      expect((await run('publish', 'lineage/a.yaml')).code).toBe(0);
      expect(tables(sandbox)).toEqual([
        '..ordes',
        '..refunds',
        'analytics.marts.orders',
        '.dev.orders',
        'analytics.marts.transactions',
      ]);
      expect((await run('publish', 'lineage/a.yaml', '--dbt-names', 'keep')).code).toBe(0);
      expect(tables(sandbox)).toEqual([
        '..ordes',
        '..refunds',
        '..base',
        '.dev.orders',
        'analytics.marts.transactions',
      ]);
    });
  });

  test('nodes in lines are looked up as well', async () => {
    const lines = {
      'a.yaml': 'name: Metabase\ndbt: manifest.json\nnodeTypes: { Question: { kind: chart } }\n',
      'nodes.jsonl': `${JSON.stringify({
        nodeType: 'Question',
        name: 'a',
        upstream: [
          { kind: 'dbt', model: 'payments' },
          { kind: 'dbt', table: 'ordes' },
        ],
      })}\n`,
      'manifest.json': manifestText(),
    };
    await withSandbox(lines, async ({ sandbox, run }) => {
      const { code, stderr } = await run('publish', 'a.yaml', '--state', 'state');
      expect(code).toBe(0);
      expect(stderr).toContain('is not a table of the dbt project: "ordes"');
      expect(tables(sandbox)).toEqual(['analytics.marts.transactions', '..ordes']);
      const again = await run('publish', 'a.yaml', '--state', 'state', '--dry-run', '--json');
      expect(JSON.parse(again.stdout).plan.counts).toEqual({ added: 0, changed: 0, removed: 0, unchanged: 1 });
    });
  });

  test('preview draws the tables of the project', async () => {
    await withSandbox(files, async ({ run }) => {
      const { code, stdout } = await run('preview', 'lineage/a.yaml', '--mermaid');
      expect(code).toBe(0);
      expect(stdout).toContain('[("analytics.marts.transactions")]');
      expect(stdout).toContain('[("ordes")]:::missing');
    });
  });

  test('is read in code with the project', async () => {
    await withFiles(files, async (folder) => {
      const path = join(folder, 'lineage/a.yaml');
      const integration = await readIntegration(path);
      expect(integration.dbt?.relations).toHaveLength(4);
      expect((await checkIntegration(integration)).map(({ code }) => code)).toEqual([
        'unknown-table',
        'ambiguous-table',
        'ephemeral-table',
        'unknown-table',
      ]);
      expect((await readIntegration(path, { dbt: false })).dbt).toBeUndefined();
      expect((await inspectIntegration(path, { dbt: false })).issues.map(({ code }) => code)).toEqual([
        'missing-dbt-project',
      ]);
    });
  });

  test.each([
    [
      'nowhere',
      { 'a.yaml': yaml('nowhere', ['table: orders', 'model: orders']) },
      /2:6 +error +dbt names a dbt project that cannot be used: .*nowhere: does not exist/,
    ],
    [
      'a catalog',
      {
        'a.yaml': yaml('c.json', ['model: orders']),
        'c.json':
          '{"metadata":{"dbt_schema_version":"https://schemas.getdbt.com/dbt/catalog/v1.json"},"nodes":{"a":{}}}',
      },
      /it is a catalog; give target\/manifest\.json/,
    ],
    [
      'another type',
      { 'a.yaml': yaml('7', ['table: orders']) },
      /2:6 +error +dbt must be the path of a dbt project, or a list of such paths; found 7/,
    ],
    ['an empty list', { 'a.yaml': yaml('[]', ['table: orders']) }, /dbt must name at least one dbt project/],
  ])('that leads to %s is one error', async (_what, bad, message) => {
    await withSandbox(bad, async ({ sandbox, run }) => {
      const { code, stdout } = await run('check', 'a.yaml');
      expect(stdout).toMatch(message);
      expect(stdout).toContain('1 error, 0 warnings');
      expect(code).toBe(1);
      expect((await run('publish', 'a.yaml')).code).toBe(1);
      expect(sandbox.requests()).toEqual([]);
    });
  });

  test('may name several projects, relative to itself', async () => {
    const mesh = {
      'lineage/a.yaml': yaml('[../one, ../two/manifest.json]', ['model: orders', 'model: visits']),
      'one/target/manifest.json': manifestText(),
      'two/manifest.json': JSON.stringify(
        manifest([model('visits', { unique_id: 'model.web.visits', schema: 'web' })]),
      ),
    };
    await withSandbox(mesh, async ({ sandbox, run }) => {
      expect((await run('publish', 'lineage')).code).toBe(0);
      expect(tables(sandbox)).toEqual(['analytics.marts.orders', 'analytics.web.visits']);
    });
  });
});

describe('--dbt', () => {
  const bare = {
    'a.yaml': yaml('', ['model: orders']),
    'target/manifest.json': manifestText(),
    'b.yaml': yaml('nowhere', ['model: orders']),
  };

  test('names a project, wins over that of the bundle, and --no-dbt drops it', async () => {
    await withSandbox(bare, async ({ sandbox, run }) => {
      expect((await run('publish', 'a.yaml', '--dbt', 'target/')).code).toBe(0);
      expect(tables(sandbox)).toEqual(['analytics.marts.orders']);
      expect((await run('check', 'b.yaml', '--dbt', '.')).code).toBe(0);
      const without = await run('check', 'b.yaml', '--no-dbt');
      expect(without.code).toBe(1);
      expect(without.stdout).toContain(
        'needs a dbt project, which knows the table of the model "orders": pass one as `dbt`, or with --dbt',
      );
    });
  });

  test('that cannot be read is one clear error', async () => {
    await withSandbox(bare, async ({ run }) => {
      for (const command of ['check', 'publish', 'preview']) {
        const { code, stderr } = await run(command, 'a.yaml', '--dbt', 'nowhere');
        expect([code, stderr]).toEqual([1, expect.stringContaining('error: nowhere: does not exist')]);
      }
    });
  });

  test('notes a manifest that is old', async () => {
    const old = { ...bare, 'old.json': manifestText('marts', '2026-01-05T08:26:10Z') };
    await withSandbox(old, async ({ run }) => {
      const { code, stderr } = await run('check', 'a.yaml', '--dbt', 'old.json');
      expect(code).toBe(0);
      expect(stderr).toMatch(/^note: The manifest of the dbt project "shop" is \d+ days old, of 2026-01-05\.\n$/);
    });
  });

  test('notes a project of another environment than the last publication', async () => {
    const laptop = { ...bare, 'laptop.json': manifestText('dbt_ada') };
    await withSandbox(laptop, async ({ run }) => {
      await run('publish', 'a.yaml', '--dbt', 'target/', '--state', 'state');
      const { code, stderr } = await run('publish', 'a.yaml', '--dbt', 'laptop.json', '--state', 'state', '--dry-run');
      expect(code).toBe(0);
      expect(stderr).toContain(
        'note: The dbt project builds into analytics.dbt_ada. With the last publication it was analytics.marts: is this the manifest of another environment?',
      );
      expect((await run('publish', 'a.yaml', '--dbt', 'target/', '--state', 'state')).stderr).not.toContain('note:');
    });
  });
});

test('the JSON Schema of bundles knows models, sources and projects', () => {
  const schema = JSON.parse(readFileSync(new URL('../schema/integration.schema.json', import.meta.url), 'utf8'));
  expect(schema.properties.dbt).toBeDefined();
  expect(JSON.stringify(schema)).toContain('"model"');
});

describe('bolt:', () => {
  const nightly = { bolt: { nightly: { 'target/manifest.json': Buffer.from(manifestText()) } } };
  const inBolt = { 'a.yaml': yaml('bolt:nightly', ['model: payments']), 'b.yaml': yaml('', ['model: payments']) };

  test('stands for the newest manifest of a schedule, in a bundle and on the command line', async () => {
    await withSandbox(
      inBolt,
      async ({ sandbox, run }) => {
        for (const args of [['a.yaml'], ['b.yaml', '--dbt', 'bolt:nightly']]) {
          expect(await run('publish', ...args)).toMatchObject({ code: 0 });
          expect(tables(sandbox)).toEqual(['analytics.marts.transactions']);
          expect((await run('check', ...args)).code).toBe(0);
        }
        expect((await run('preview', 'a.yaml', '--mermaid')).stdout).toContain('analytics.marts.transactions');
        expect(sandbox.bolt.downloadsWithCredentials()).toBe(0);
        expect(sandbox.bolt.downloads()).toBeGreaterThan(0);
        const { code, stderr } = await run('check', 'b.yaml', '--dbt', 'bolt:weekly');
        expect([code, stderr]).toEqual([1, expect.stringContaining('The Bolt schedule "weekly" has no runs')]);
      },
      nightly,
    );
  });

  test('without credentials is one error that names both ways out', async () => {
    await withFiles(inBolt, async (cwd) => {
      for (const args of [['a.yaml'], ['b.yaml', '--dbt', 'bolt:nightly']]) {
        const { code, stderr } = await runBare(['check', ...args], { cwd });
        expect([code, stderr]).toEqual([
          2,
          expect.stringContaining('Set them, or name a manifest on disk: --dbt target/.'),
        ]);
      }
      await expect(readIntegration(join(cwd, 'a.yaml'))).rejects.toThrow(
        'pass the client as `paradime`, or name a manifest on disk',
      );
      expect((await runBare(['check', 'a.yaml', '--no-dbt'], { cwd })).stdout).toContain('missing-dbt-project');
    });
  });

  test('is read in code with the client', async () => {
    await using sandbox = await startSandbox(nightly);
    await withFiles(inBolt, async (folder) => {
      const integration = await readIntegration(join(folder, 'a.yaml'), { paradime: new Paradime(sandbox) });
      expect(integration.dbt?.relations).toHaveLength(4);
    });
  });
});

test('--refresh-catalog asks Paradime to refresh its catalog once everything is published', async () => {
  await withSandbox({ 'a.yaml': yaml('', ['table: orders']) }, async ({ sandbox, run }) => {
    await run('publish', 'a.yaml');
    expect(sandbox.requests().some(({ operationName }) => operationName === 'refreshCatalog')).toBe(false);
    expect((await run('publish', 'a.yaml', '--refresh-catalog')).code).toBe(0);
    expect(sandbox.requests().at(-1)?.operationName).toBe('refreshCatalog');
  });
  const faults = [{ operation: 'refreshCatalog', effect: { type: 'status', status: 403 } }] as const;
  await withSandbox(
    { 'a.yaml': yaml('', ['table: orders']) },
    async ({ run }) => {
      const { code, stderr } = await run('publish', 'a.yaml', '--refresh-catalog');
      expect([code, stderr]).toEqual([
        1,
        expect.stringContaining('Everything was published, but the catalog was not refreshed'),
      ]);
    },
    { faults },
  );
});
