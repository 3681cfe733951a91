import { join } from 'node:path';
import { Readable } from 'node:stream';
import { readDbtProject } from 'paradime-integrations/dbt';
import { describe, expect, test } from 'vitest';
import { type DbtNode, manifest, model, sourceTable } from './support/dbt.js';
import { withFiles } from './support/files.js';

const json = JSON.stringify;
const names = async (nodes: readonly DbtNode[], sections: DbtNode = {}) =>
  (await readDbtProject(manifest(nodes, sections))).relations.map(({ database, schema, table }) =>
    [database, schema, table].join('.'),
  );

describe('the relations of a manifest', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])('are read from version %i', async (version) => {
    const disabled = model('old');
    const sections = {
      disabled: version < 4 ? [disabled] : { 'model.shop.old': [disabled] },
      ...(version === 12 && { functions: {}, unit_tests: { 'unit_test.shop.t': { name: 't' } } }),
    };
    const nodes = [
      model('orders'),
      model('seeded', { resource_type: 'seed', unique_id: 'seed.shop.seeded' }),
      model('history', { resource_type: 'snapshot', unique_id: 'snapshot.shop.history' }),
      model('base', { config: { materialized: 'ephemeral' } }),
      model('not_null', { resource_type: 'test', unique_id: 'test.shop.not_null' }),
      model('sketch', { resource_type: 'analysis', unique_id: 'analysis.shop.sketch' }),
      sourceTable('crm', 'customers'),
    ];
    const project = await readDbtProject(manifest(nodes, sections, version));
    expect(project.relations.map(({ uniqueId }) => uniqueId)).toEqual([
      'model.shop.orders',
      'seed.shop.seeded',
      'snapshot.shop.history',
      'source.shop.crm.customers',
    ]);
    expect(project.find('base').status).toBe('ephemeral');
    expect(project.find('old')).toEqual({ status: 'disabled', uniqueId: 'model.shop.old' });
    expect(project.metadata.generatedAt).toEqual(new Date('2026-11-01T02:00:00.123Z'));
    expect(project.metadata.projectName).toBe(version >= 10 ? 'shop' : undefined);
  });

  test('are named by their parts, never by relation_name', async () => {
    expect(
      await names([
        model('only_parsed', { relation_name: null }),
        model('Upper', { alias: 'UPPER', database: 'DBT', relation_name: '"dbt"."marts"."upper"' }),
        model('payments', { alias: 'transactions', relation_name: 'analytics.marts.payments' }),
        model('dim', { unique_id: 'model.shop.dim.v2', version: 2, latest_version: 2, alias: 'dim_v2' }),
        sourceTable('lake', 'events', { identifier: 'events_raw', relation_name: "read_csv('events.csv')" }),
        sourceTable('lake', 'plain', { identifier: '' }),
        model('no_database', { database: null }),
      ]),
    ).toEqual([
      'analytics.marts.only_parsed',
      'dbt.marts.upper',
      'analytics.marts.transactions',
      'analytics.marts.dim_v2',
      '.marts.no_database',
      'raw.lake.events_raw',
      'raw.lake.plain',
    ]);
  });

  test('leave out what config disables', async () => {
    expect(await names([model('off', { config: { enabled: false } }), model('on')])).toEqual(['analytics.marts.on']);
  });

  test('have descriptions, owners, tags, columns and dependencies, where there are any', async () => {
    const described = model('orders', {
      description: 'All orders',
      group: 'finance',
      tags: ['nightly'],
      config: { tags: ['nightly', 'pii'] },
      columns: {
        id: { name: 'id', description: 'Key', data_type: 'int' },
        note: { name: 'note', description: '', data_type: null },
      },
      depends_on: { nodes: ['source.shop.crm.customers'] },
    });
    const groups = {
      'group.shop.finance': { name: 'finance', owner: { name: 'Ada', email: ['ada@example.com', 'fin@example.com'] } },
    };
    const { relations } = await readDbtProject(
      manifest([described, model('plain', { meta: { owner: '@bob' } })], { groups }),
    );
    expect(relations).toEqual([
      {
        uniqueId: 'model.shop.orders',
        resourceType: 'model',
        name: 'orders',
        packageName: 'shop',
        database: 'analytics',
        schema: 'marts',
        table: 'orders',
        description: 'All orders',
        owner: 'Ada <ada@example.com, fin@example.com>',
        tags: ['nightly', 'pii'],
        columns: [{ name: 'id', description: 'Key', dataType: 'int' }, { name: 'note' }],
        dependsOn: ['source.shop.crm.customers'],
      },
      {
        uniqueId: 'model.shop.plain',
        resourceType: 'model',
        name: 'plain',
        packageName: 'shop',
        database: 'analytics',
        schema: 'marts',
        table: 'plain',
        owner: '@bob',
        tags: [],
        columns: [],
        dependsOn: [],
      },
    ]);
  });

  test('keep the columns of very many relations apart', async () => {
    const nodes = Array.from({ length: 3_000 }, (_, index) =>
      model(`m${index}`, { columns: { a: { name: `a${index}`, description: 'd\n'.repeat(50) } } }),
    );
    const { relations } = await readDbtProject(manifest(nodes));
    for (const index of [0, 2_999, 1_500, 1_501]) {
      expect(relations[index]?.columns).toEqual([{ name: `a${index}`, description: 'd\n'.repeat(50) }]);
    }
  });
});

describe('exposures', () => {
  test('are read with their owner, tags and dependencies, without disabled ones', async () => {
    const weekly = {
      unique_id: 'exposure.shop.weekly',
      name: 'weekly',
      label: 'Weekly',
      type: 'dashboard',
      package_name: 'shop',
      url: null,
      owner: { email: 'ada@example.com', name: null },
      maturity: 'high',
      tags: [],
      config: { tags: ['exec'] },
      depends_on: { nodes: ['model.shop.orders', 'metric.shop.revenue'] },
    };
    const off = { ...weekly, unique_id: 'exposure.shop.off', config: { enabled: false } };
    const { exposures } = await readDbtProject(
      manifest([model('orders')], { exposures: { 'exposure.shop.weekly': weekly, 'exposure.shop.off': off } }),
    );
    expect(exposures).toEqual([
      {
        uniqueId: 'exposure.shop.weekly',
        name: 'weekly',
        label: 'Weekly',
        type: 'dashboard',
        packageName: 'shop',
        owner: 'ada@example.com',
        maturity: 'high',
        tags: ['exec'],
        dependsOn: ['model.shop.orders', 'metric.shop.revenue'],
      },
    ]);
  });
});

describe('sources of a manifest', () => {
  const text = json(manifest([model('orders')]));

  test('may be a file, its folder, the project, a stream, a response or several of them', async () => {
    const other = json(manifest([model('refunds'), model('orders')]));
    const files = { 'target/manifest.json': text, 'mesh/other.json': other };
    await withFiles(files, async (folder) => {
      const sources = [
        join(folder, 'target/manifest.json'),
        join(folder, 'target'),
        folder,
        Readable.from([Buffer.from(text)]),
        new Blob([text]).stream(),
        new Response(text),
      ];
      for (const source of sources) {
        expect((await readDbtProject(source)).relations.map(({ name }) => name)).toEqual(['orders']);
      }
      const mesh = await readDbtProject([folder, join(folder, 'mesh/other.json')]);
      expect(mesh.relations.map(({ name }) => name)).toEqual(['orders', 'refunds']);
      expect(mesh.manifests).toHaveLength(2);
      expect(mesh.find('orders').status).toBe('found');
    });
  });

  test('use the catalog next to the manifest, and do without one that cannot be read', async () => {
    const described = model('orders', { columns: { ID: { name: 'ID', description: 'Key' } } });
    const columns = { id: { name: 'id', type: 'NUMBER', comment: null }, note: { name: 'note', type: 'TEXT' } };
    const catalog = json({ metadata: {}, nodes: { 'model.shop.orders': { columns } }, sources: {} });
    const files = (content: string) => ({ 'manifest.json': json(manifest([described])), 'catalog.json': content });
    await withFiles(files(catalog), async (folder) => {
      const { relations, warnings } = await readDbtProject(folder);
      expect(relations[0]?.columns).toEqual([
        { name: 'ID', description: 'Key', dataType: 'NUMBER' },
        { name: 'note', dataType: 'TEXT' },
      ]);
      expect(warnings).toEqual([]);
    });
    await withFiles(files(catalog.slice(0, 40)), async (folder) => {
      const { relations, warnings } = await readDbtProject(folder);
      expect(relations[0]?.columns).toEqual([{ name: 'ID', description: 'Key' }]);
      expect(warnings).toEqual([expect.stringContaining('catalog.json: is cut off after 40 bytes')]);
    });
  });

  test.each([
    ['a missing file', 'nowhere.json', 'nowhere.json: does not exist'],
    ['a folder without a manifest', 'empty', 'contains no manifest.json, nor does its folder target/'],
    ['an empty file', 'nothing.json', 'nothing.json: is empty'],
    ['a file that is cut off', 'cut.json', 'cut.json: is cut off after 200 bytes'],
    ['a page of HTML', 'page.json', 'page.json: is a page of HTML or XML, not JSON'],
    ['a catalog', 'catalog.json', 'catalog.json: is not a dbt manifest: it is a catalog; give target/manifest.json'],
    ['other JSON', 'other.json', 'other.json: is not a dbt manifest; give target/manifest.json'],
    ['a manifest without nodes', 'bare.json', 'bare.json: is a manifest without models, seeds, snapshots, sources'],
  ])('are refused: %s', async (_what, file, message) => {
    const catalog = {
      metadata: { dbt_schema_version: 'https://schemas.getdbt.com/dbt/catalog/v1.json' },
      nodes: { a: {} },
    };
    const files = {
      empty: null,
      'nothing.json': '',
      'cut.json': text.slice(0, 200),
      'page.json': '<!doctype html>',
      'catalog.json': json(catalog),
      'other.json': json({ name: 'package', dependencies: { a: '1' } }),
      'bare.json': json(manifest([])),
    };
    await withFiles(files, async (folder) => {
      await expect(readDbtProject(join(folder, file))).rejects.toMatchObject({
        name: 'InvalidFileError',
        message: expect.stringContaining(message),
      });
    });
  });

  test('do not repeat the address of a response, which may be signed', async () => {
    await expect(readDbtProject(new Response('gone', { status: 403 }))).rejects.toThrow(
      'the manifest: cannot be downloaded: HTTP status 403',
    );
  });

  test('stop being read when the signal is aborted', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(readDbtProject(manifest([model('a')]), { signal })).rejects.toThrow('enough');
  });
});
