import { readDbtProject } from 'paradime-integrations/dbt';
import { checkMinLineage, type ImportProgress, importExposures, importSuperset } from 'paradime-integrations/import';
import { describe, expect, test, vi } from 'vitest';
import { Patterns } from '../src/import/core/patterns.js';
import { manifest, model } from './support/dbt.js';
import { withFiles } from './support/files.js';
import {
  chart,
  dashboard,
  database,
  dataset,
  type ExportFile,
  estate,
  filesOf,
  metadata,
  uuid,
  zipOf,
} from './support/superset.js';

describe('options', () => {
  test('name, logo and looks replace those of the importer', async () => {
    const { definition, nodes, summary } = await importSuperset(zipOf(estate), {
      name: 'BI',
      logoUrl: 'https://example.com/logo.png',
      nodeTypes: { Chart: { color: 'CORAL' }, Dashbord: { icon: 'cube' } },
    });
    expect(definition).toStrictEqual({
      name: 'BI',
      logoUrl: 'https://example.com/logo.png',
      nodeTypes: {
        Chart: { kind: 'chart', icon: 'timeline-line-chart', color: 'CORAL' },
        Dashboard: { kind: 'dashboard', icon: 'dashboard', color: 'VIOLET' },
        Dataset: { kind: 'datasource', icon: 'panel-table', color: 'LEAF' },
      },
    });
    expect(new Set(nodes.map(({ integration }) => integration))).toStrictEqual(new Set(['BI']));
    expect(summary.skipped).toStrictEqual([
      {
        what: 'look',
        why: 'of a node type that the import does not have; did you mean "Dashboard"?',
        count: 1,
        examples: ['"Dashbord"'],
      },
    ]);
  });

  test.each([
    [{ nmae: 'BI' }, 'The options of importSuperset has an unknown property "nmae"'],
    [{ name: ' ' }, 'The integration has no name'],
    [{ logoUrl: 7 }, 'The `logoUrl` must be a string'],
    [{ nodeTypes: [] }, '`nodeTypes` must be an object with icons and colours'],
    [
      { nodeTypes: { Chart: { colour: 'TEAL' } } },
      'The node type "Chart" in `nodeTypes` has an unknown property "colour"',
    ],
    [{ nodeTypes: { Chart: { color: 'BLUE' } } }, 'The color of the node type "Chart" must be one of CORAL'],
    [{ nodeTypes: { Chart: { icon: 7 } } }, 'The icon of the node type "Chart" must be a string'],
    [{ nodeTypes: { Chart: null } }, 'The node type "Chart" in `nodeTypes` must be an object'],
    [{ dbt: 'target/' }, '`dbt` must be a dbt project'],
    [{ include: 'Sales*' }, '`include` must be a list'],
    [{ exclude: [''] }, '`exclude` must be a list of glob patterns (got "" in it)'],
    [{ exclude: ['!Sales'] }, 'must not begin with an exclamation mark; write "Sales" in `include`'],
    [{ include: ['x'.repeat(70_000)] }, 'is not a glob pattern'],
    [{ timeoutMs: 0 }, '`timeoutMs` must be from 1 to'],
    [{ signal: {} }, '`signal` must be an AbortSignal'],
    [{ onProgress: 'x' }, '`onProgress` must be a function'],
  ])('%j is refused', async (options, message) => {
    // @ts-expect-error Wrong on purpose.
    await expect(importSuperset(zipOf(estate), options)).rejects.toMatchObject({
      code: 'CONFIGURATION',
      message: expect.stringContaining(message),
    });
  });

  test('a signal aborts before and during the import', async () => {
    const reason = new Error('enough');
    await expect(importSuperset('nowhere', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const project = await readDbtProject(manifest([model('orders')]));
    await expect(importExposures(project, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    await withFiles({ ...filesOf(estate), 'more.zip': zipOf(estate) }, async (folder) => {
      for (const source of [folder, `${folder}/more.zip`]) {
        const controller = new AbortController();
        const onProgress = ({ done }: ImportProgress) => done === 2 && controller.abort(reason);
        await expect(importSuperset(source, { signal: controller.signal, onProgress })).rejects.toBe(reason);
      }
    });
  });

  test('progress is reported, and a listener that throws does no harm', async () => {
    const seen: ImportProgress[] = [];
    await importSuperset(zipOf(estate), { onProgress: (progress) => seen.push(progress) });
    expect(seen).toStrictEqual(estate.map((_, index) => ({ step: 'reading files', done: index + 1 })));
    const uncaught = vi.fn();
    process.once('uncaughtException', uncaught);
    const listeners = process.listeners('uncaughtException').filter((listener) => listener !== uncaught);
    for (const listener of listeners) process.off('uncaughtException', listener);
    try {
      let calls = 0;
      const onProgress = () => {
        if (calls++ === 0) throw new Error('listener');
      };
      expect((await importSuperset(zipOf(estate), { onProgress })).nodes).toHaveLength(7);
      expect(uncaught).toHaveBeenCalledOnce();
    } finally {
      for (const listener of listeners) process.on('uncaughtException', listener);
    }
  });
});

describe('include and exclude', () => {
  const two: readonly ExportFile[] = [
    metadata,
    database(900, 'postgresql://h/analytics', 'Warehouse'),
    database(901, 'postgresql://h/sandbox', 'Sandbox'),
    dataset(1, 'orders'),
    dataset(2, 'tries', { database_uuid: uuid(901) }),
    chart(11, 'Revenue', 1),
    chart(12, 'Try', 2),
    dashboard(21, 'Sales', [11, 12]),
    dashboard(22, 'Tries', [12]),
    dashboard(23, 'Welcome', []),
  ];

  test.each([
    [{ include: ['**'] }, 'orders tries Revenue Try Sales Tries Welcome'],
    [{ include: ['Ware*'] }, 'orders Revenue Sales'],
    [{ include: ['Warehouse', 'Welcome'] }, 'orders Revenue Sales Welcome'],
    [{ exclude: ['Sandbox'] }, 'orders Revenue Sales Welcome'],
    [{ exclude: ['sandbox'] }, 'orders tries Revenue Try Sales Tries Welcome'],
    [{ exclude: ['Sales', 'W*'] }, 'tries Try Tries'],
    [{ exclude: ['dashboards/**'] }, 'orders tries Revenue Try'],
    [{ include: ['{charts,datasets}/**'], exclude: ['Sandbox'] }, 'orders Revenue'],
  ])('%j', async (options, expected) => {
    const { nodes, summary } = await importSuperset(zipOf(two), options);
    expect(nodes.map(({ name }) => name).join(' ')).toBe(expected);
    const left = summary.skipped.filter(({ what }) => what !== 'reference');
    expect(left.reduce((sum, { count }) => sum + count, nodes.length)).toBe(7);
  });

  test('a reference to what was left out is dropped and counted', async () => {
    const { nodes, summary } = await importSuperset(zipOf(two), { exclude: ['Sandbox', 'charts/c11.yaml'] });
    expect(nodes.map(({ name, upstream }) => [name, upstream?.length ?? 0])).toStrictEqual([
      ['orders', 1],
      ['Sales', 0],
      ['Welcome', 0],
    ]);
    expect(summary.withoutUpstream).toMatchObject([
      { name: 'Sales', why: 'all that it reads was left out by `include` or `exclude`' },
      { name: 'Welcome', readsNothing: true },
    ]);
    expect(summary.skipped).toContainEqual({
      what: 'reference',
      why: 'to a node that was left out by `include` or `exclude`',
      count: 2,
      examples: [`Sales -> ${uuid(11)}`, `Sales -> ${uuid(12)}`],
    });
  });

  test('leaving nothing is an error that shows the names', async () => {
    await expect(importSuperset(zipOf(two), { include: ['Finance/**'] })).rejects.toMatchObject({
      code: 'CONFIGURATION',
      message: expect.stringMatching(/leave nothing to import, of 7 nodes.*"Sandbox".*"Warehouse"/),
    });
  });

  test.each([
    ['tableau', undefined, false],
    ['Power BI', undefined, false],
    ['superset', undefined, true],
    ['looker', ['**'], true],
    ['looker', ['look*'], true],
    ['fivetran', ['look*'], false],
  ])('the platform %s with include %j', (platform, include, expected) => {
    expect(new Patterns(include, undefined).keepsPlatform(platform)).toBe(expected);
  });
});

describe('checkMinLineage', () => {
  const summary = {
    withUpstream: 8,
    withoutUpstream: [
      { id: 'a', name: 'Lost', why: 'its SQL names no table' },
      { id: 'b', name: 'Unclear' },
      { id: 'c', name: 'Heading', readsNothing: true },
    ],
  } as const;

  test('counts the nodes that should have an upstream', () => {
    const missing = summary.withoutUpstream.slice(0, 2);
    const counts = { expected: 10, withUpstream: 8, missing };
    expect(checkMinLineage(summary, '80%')).toStrictEqual({ ...counts, isMet: true });
    expect(checkMinLineage(summary, '80.1%')).toStrictEqual({
      ...counts,
      isMet: false,
      message:
        '8 of 10 nodes have an upstream (80%), and at least 80.1% must. These have none:\n  Lost (a): its SQL names no table\n  Unclear (b)',
    });
  });

  test('passes with a warning if no node should have one', () => {
    const { isMet, message } = checkMinLineage(
      { withUpstream: 0, withoutUpstream: summary.withoutUpstream.slice(2) },
      '90%',
    );
    expect(isMet).toBe(true);
    expect(message).toContain('No node of the import should have an upstream');
  });

  test.each(['90', '101%', '-1%', '9e1%', '', 'all', 0.9, undefined])('%j is not a share', (share) => {
    // @ts-expect-error Wrong on purpose, in part.
    expect(() => checkMinLineage(summary, share)).toThrow(
      '`minLineage` must be a percentage from 0% to 100%, such as "90%"',
    );
  });
});
