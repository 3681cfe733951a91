import { checkNodes, type Node } from 'paradime-integrations';
import { readDbtProject } from 'paradime-integrations/dbt';
import { readIntegration, writeIntegration } from 'paradime-integrations/files';
import { importSuperset } from 'paradime-integrations/import';
import { describe, expect, test } from 'vitest';
import { manifest, model, sourceTable } from './support/dbt.js';
import { withFiles } from './support/files.js';
import {
  chart,
  dashboard,
  database,
  dataset,
  type ExportFile,
  estate,
  filesOf,
  uuid,
  zipOf,
} from './support/superset.js';

/** The edges of nodes as `name (type) <- upstream`. */
function edges(nodes: readonly Node[]): readonly string[] {
  return nodes.flatMap(({ name, nodeType, upstream = [] }) =>
    upstream.map((end) => {
      const shown = end.kind === 'dbt' ? [end.database, end.schema, end.table].join('.') : `${end.name} ${end.id}`;
      return `${nodeType} ${name} <- ${shown}`;
    }),
  );
}

const lineage = [
  'Dataset orders <- analytics.marts.orders',
  'Dataset Late orders <- analytics.marts.orders',
  'Dataset Late orders <- analytics.raw.shipments',
  `Chart Revenue <- orders ${uuid(1)}`,
  `Chart Late <- Late orders ${uuid(2)}`,
  `Chart Revenue <- Late orders ${uuid(2)}`,
  `Dashboard Sales <- Revenue ${uuid(11)}`,
  `Dashboard Sales <- Late ${uuid(12)}`,
  `Dashboard Draft <- Revenue ${uuid(13)}`,
  `Dashboard Draft <- orders ${uuid(1)}`,
];

describe('an export', () => {
  test('becomes datasets, charts and dashboards with their lineage', async () => {
    const { definition, nodes, summary } = await importSuperset(zipOf(estate));
    expect(edges(nodes)).toStrictEqual(lineage);
    expect(definition).toStrictEqual({
      name: 'Superset',
      nodeTypes: {
        Chart: { kind: 'chart', icon: 'timeline-line-chart', color: 'TEAL' },
        Dashboard: { kind: 'dashboard', icon: 'dashboard', color: 'VIOLET' },
        Dataset: { kind: 'datasource', icon: 'panel-table', color: 'LEAF' },
      },
    });
    expect(nodes[0]).toStrictEqual({
      kind: 'datasource',
      nodeType: 'Dataset',
      integration: 'Superset',
      id: uuid(1),
      name: 'orders',
      description: 'All orders',
      fields: [
        { name: 'id', type: 'column', dataType: 'BIGINT' },
        { name: 'count', description: 'How many', type: 'measure' },
      ],
      database: 'analytics',
      schema: 'marts',
      table: 'orders',
      upstream: [{ kind: 'dbt', table: 'orders', schema: 'marts', database: 'analytics' }],
    });
    expect(nodes.find(({ name }) => name === 'Draft')).toMatchObject({ kind: 'dashboard', tags: ['draft'] });
    expect(nodes.find(({ name }) => name === 'Sales')).not.toHaveProperty('tags');
    expect(summary).toStrictEqual({
      nodesByType: { Chart: 3, Dashboard: 2, Dataset: 2 },
      withUpstream: 7,
      withoutUpstream: [],
      tables: { found: 0, unknown: [], ambiguous: [] },
      skipped: [],
    });
    expect(checkNodes(definition, nodes).filter(({ code }) => code !== 'duplicate-node')).toStrictEqual([]);
  });

  test('may be a folder, several paths, a stream or parsed', async () => {
    const expected = await importSuperset(zipOf(estate));
    const [half, rest] = [estate.slice(0, 5), estate.slice(4)];
    await withFiles(
      {
        ...Object.fromEntries(Object.entries(filesOf(estate)).map(([path, yaml]) => [`all/${path}`, yaml])),
        'half.zip': zipOf(half),
        'rest.ZIP': zipOf(rest),
        'both/half.zip': zipOf(half),
        'both/deeper/rest.zip': zipOf(rest),
      },
      async (folder) => {
        expect(await importSuperset(`${folder}/all`)).toStrictEqual(expected);
        expect(await importSuperset([`${folder}/half.zip`, `${folder}/rest.ZIP`])).toStrictEqual(expected);
        expect(await importSuperset([`${folder}/all`, `${folder}/all`])).toStrictEqual(expected);
        expect(await importSuperset(`${folder}/both`)).toStrictEqual(expected);
      },
    );
    const zip = zipOf(estate);
    async function* bytes(): AsyncGenerator<Uint8Array> {
      const memory = new Uint8Array(100); // Used again for each piece, as `readChunks` does.
      for (let at = 0; at < zip.length; at += 100) {
        const piece = zip.subarray(at, at + 100);
        memory.set(piece);
        yield memory.subarray(0, piece.length);
      }
    }
    expect(await importSuperset(bytes())).toStrictEqual(expected);
    expect(await importSuperset(estate.map(([, value]) => value))).toStrictEqual(expected);
  });

  test('may have its files in a folder for each dashboard, and files besides', async () => {
    const expected = await importSuperset(zipOf(estate));
    const moved = (path: string): string =>
      path
        .replace('charts/', 'sales/charts/')
        .replace('dashboards/b21', 'sales/dashboard')
        .replace('datasets/Warehouse/t1', 'sales/dataset');
    const files = Object.fromEntries(Object.entries(filesOf(estate)).map(([path, yaml]) => [moved(path), yaml]));
    await withFiles(
      { ...files, 'sales/data.parquet': 'PAR1', 'sales/.DS_Store': 'x', 'queries/q.yaml': 'sql: x' },
      async (folder) => {
        const { nodes, summary } = await importSuperset(folder);
        expect(nodes).toStrictEqual(expected.nodes);
        expect(summary.skipped).toStrictEqual([
          { what: 'file', why: 'is not of this source', count: 1, examples: ['sales/data.parquet'] },
        ]);
      },
    );
  });

  test.each([
    ['postgresql://reader:pw@host:5432/shop', 'shop.s.t'],
    ['postgresql://reader:p/w@host/shop', 'shop.s.t'],
    ['redshift+psycopg2://u:p@host:5439/dev?sslmode=require', 'dev.s.t'],
    ['snowflake://u:p@account/DB/PUBLIC?warehouse=W', 'DB.s.t'],
    ['bigquery://my-project', 'my-project.s.t'],
    ['trino://u@host:8080/hive/default', 'hive.s.t'],
    ['mssql+pyodbc://u:p@host/shop%20eu?driver=x', 'shop eu.s.t'],
    ['mysql://u:p@host/shop', '.s.t'],
    ['clickhousedb+connect://u:p@host:8443/shop', '.s.t'],
    ['databricks+connector://token:x@host:443/default?catalog=main', 'main.s.t'],
    ['sqlite:////data/shop.db', '.s.t'],
    ['{{URI}}', '.s.t'],
  ])('the database of %s', async (uri, expected) => {
    const { nodes } = await importSuperset([database(900, uri)[1], dataset(1, 't', { schema: 's' })[1]]);
    expect(edges(nodes)).toStrictEqual([`Dataset t <- ${expected}`]);
  });

  test.each([
    ['mysql://u:p@host/shop', '.shop.t'],
    ['hive://host:10000/shop', '.shop.t'],
    ['clickhousedb://host/shop', '.shop.t'],
    ['snowflake://u:p@account/DB/PUBLIC', 'DB.PUBLIC.t'],
    ['bigquery://my-project/sales', 'my-project.sales.t'],
    ['postgresql://host/shop', 'shop..t'],
  ])('the schema of %s for a dataset without one', async (uri, expected) => {
    const { nodes } = await importSuperset([
      database(900, uri)[1],
      dataset(1, 't', { schema: null })[1],
      dataset(2, 'virtual', { schema: null, sql: 'select 1 from t' })[1],
    ]);
    expect(edges(nodes)).toStrictEqual([`Dataset t <- ${expected}`, `Dataset virtual <- ${expected}`]);
  });

  test('the catalog of a dataset is its database', async () => {
    const { nodes } = await importSuperset([
      database(900, 'trino://h/hive')[1],
      dataset(1, 't', { catalog: 'lake' })[1],
    ]);
    expect(edges(nodes)).toStrictEqual(['Dataset t <- lake.marts.t']);
  });

  test('what has no upstream says why', async () => {
    const items: readonly ExportFile[] = [
      dataset(1, 'constant', { sql: 'select 1 as one' }),
      dataset(2, 'template', { sql: 'select * from {{ table }}' }),
      chart(3, 'Heading', null, { viz_type: 'markup' }),
      chart(4, 'Lost', null),
      dashboard(5, 'Welcome', []),
    ];
    const { nodes, summary } = await importSuperset(items.map(([, value]) => value));
    expect(nodes).toHaveLength(5);
    expect(summary.withUpstream).toBe(0);
    expect(summary.withoutUpstream).toMatchObject([
      { name: 'constant', readsNothing: true },
      { name: 'template', why: expect.any(String) },
      { name: 'Heading', why: 'it has no dataset', readsNothing: true },
      { name: 'Lost', why: 'it has no dataset' },
      { name: 'Welcome', why: 'it has no charts', readsNothing: true },
    ]);
    expect(summary.withoutUpstream[1]).not.toHaveProperty('readsNothing');
    expect(summary.withoutUpstream[3]).not.toHaveProperty('readsNothing');
  });

  test('a reference to what the export does not have is kept', async () => {
    const { definition, nodes } = await importSuperset([
      chart(11, 'Revenue', 1)[1],
      dashboard(21, 'Sales', [11, 12])[1],
    ]);
    expect(nodes.map(({ upstream }) => upstream)).toStrictEqual([
      [{ kind: 'custom', integration: 'Superset', nodeType: 'Dataset', id: uuid(1) }],
      [
        { kind: 'custom', integration: 'Superset', nodeType: 'Chart', name: 'Revenue', id: uuid(11) },
        { kind: 'custom', integration: 'Superset', nodeType: 'Chart', id: uuid(12) },
      ],
    ]);
    expect(Object.keys(definition.nodeTypes)).toStrictEqual(['Chart', 'Dashboard', 'Dataset']);
    expect(checkNodes(definition, nodes).map(({ code }) => code)).toStrictEqual([
      'dangling-reference',
      'dangling-reference',
    ]);
  });
});

describe('with a dbt project', () => {
  const project = readDbtProject(
    manifest([
      model('orders'),
      model('late', { schema: 'a' }),
      model('late', { unique_id: 'model.shop.late2', schema: 'b' }),
      sourceTable('raw', 'shipments', { database: 'analytics' }),
    ]),
  );
  const items = [
    ...estate,
    dataset(3, 'ORDERS', { schema: null }),
    dataset(4, 'orderz'),
    dataset(5, 'late', { schema: null }),
    dataset(6, 'again', { sql: 'select * from orderz' }),
  ];

  test('references are complete, and the summary counts the tables', async () => {
    const dbt = await project;
    const { nodes, summary } = await importSuperset(zipOf(items), { dbt });
    expect(edges(nodes)).toStrictEqual([
      ...lineage.slice(0, 3),
      'Dataset ORDERS <- analytics.marts.orders',
      'Dataset orderz <- analytics.marts.orderz',
      'Dataset late <- analytics..late',
      'Dataset again <- analytics.marts.orderz',
      ...lineage.slice(3),
    ]);
    expect(summary.tables).toStrictEqual({
      found: 2,
      unknown: [
        {
          table: 'analytics.marts.orderz',
          by: [uuid(4), uuid(6)],
          why: 'is not a table of the dbt project: "analytics.marts.orderz"; did you mean "analytics.marts.orders"?',
        },
      ],
      ambiguous: [{ table: 'analytics.late', by: [uuid(5)], why: expect.stringContaining('analytics.a.late') }],
    });
  });

  test('resolving the references again changes nothing', async () => {
    const dbt = await project;
    const { definition, nodes } = await importSuperset(zipOf(items), { dbt });
    const codes = checkNodes(definition, nodes, { dbt }).map(({ code }) => code);
    expect([...new Set(codes)].toSorted()).toStrictEqual(['ambiguous-table', 'duplicate-node', 'unknown-table']);
    await withFiles({}, async (folder) => {
      await writeIntegration(`${folder}/superset.yaml`, { definition, nodes });
      const read = await readIntegration(`${folder}/superset.yaml`);
      expect(read.nodes).toStrictEqual(nodes);
    });
  });
});
