import { strToU8, zipSync } from 'fflate';
import { stringify } from 'yaml';

/** A file of an export: its path and what its YAML contains. */
export type ExportFile = readonly [path: string, value: Readonly<Record<string, unknown>>];

/** A uuid that is easy to read: the number stands at its end. */
export function uuid(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

export const metadata: ExportFile = ['metadata.yaml', { version: '1.0.0', type: 'Dashboard', timestamp: '2026-11-01' }];

export function database(number: number, uri: string, name = `Warehouse ${number}`): ExportFile {
  return [
    `databases/d${number}.yaml`,
    { database_name: name, sqlalchemy_uri: uri, uuid: uuid(number), version: '1.0.0' },
  ];
}

/** A dataset of the database 900, physical unless it has SQL. */
export function dataset(number: number, name: string, more: Readonly<Record<string, unknown>> = {}): ExportFile {
  return [
    `datasets/Warehouse/t${number}.yaml`,
    {
      table_name: name,
      schema: 'marts',
      sql: null,
      uuid: uuid(number),
      database_uuid: uuid(900),
      columns: [],
      metrics: [],
      ...more,
    },
  ];
}

export function chart(
  number: number,
  name: string,
  ofDataset: number | null,
  more: Readonly<Record<string, unknown>> = {},
): ExportFile {
  const dataset_uuid = ofDataset === null ? null : uuid(ofDataset);
  return [
    `charts/c${number}.yaml`,
    { slice_name: name, viz_type: 'table', uuid: uuid(number), dataset_uuid, params: {}, ...more },
  ];
}

export function dashboard(
  number: number,
  title: string,
  charts: readonly number[],
  more: Readonly<Record<string, unknown>> = {},
): ExportFile {
  const placed = charts.map((chart) => [
    `CHART-${chart}`,
    { id: `CHART-${chart}`, type: 'CHART', meta: { chartId: chart, sliceName: 'x', uuid: uuid(chart) }, children: [] },
  ]);
  const position = { DASHBOARD_VERSION_KEY: 'v2', ROOT_ID: { type: 'ROOT' }, ...Object.fromEntries(placed) };
  return [
    `dashboards/b${number}.yaml`,
    { dashboard_title: title, uuid: uuid(number), published: true, position, metadata: {}, ...more },
  ];
}

/** A small estate: two datasets, three charts, two dashboards. */
export const estate: readonly ExportFile[] = [
  metadata,
  database(900, 'postgresql+psycopg2://reader:XXXXXXXXXX@db.example.com:5432/analytics'),
  dataset(1, 'orders', {
    description: 'All orders',
    columns: [{ column_name: 'id', type: 'BIGINT', description: null }],
    metrics: [{ metric_name: 'count', expression: 'COUNT(*)', description: 'How many' }],
  }),
  dataset(2, 'Late orders', { sql: 'select * from orders o join raw.shipments s on s.id = o.id' }),
  chart(11, 'Revenue', 1, { description: 'By month' }),
  chart(12, 'Late', 2),
  chart(13, 'Revenue', 2),
  dashboard(21, 'Sales', [11, 12]),
  dashboard(22, 'Draft', [13], {
    published: false,
    metadata: {
      native_filter_configuration: [{ targets: [{ datasetUuid: uuid(1), column: { name: 'id' } }] }, { targets: [{}] }],
    },
  }),
];

/** The files of an export by path. */
export function filesOf(items: readonly ExportFile[]): Record<string, string> {
  return Object.fromEntries(items.map(([path, value]) => [path, stringify(value)]));
}

/** An export as a ZIP file, with its files in a folder that is named after the time of the export. */
export function zipOf(items: readonly ExportFile[], root = 'dashboard_export_20261101T020000/'): Uint8Array {
  return zipFiles(Object.fromEntries(Object.entries(filesOf(items)).map(([path, yaml]) => [root + path, yaml])));
}

/** A ZIP file. */
export function zipFiles(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries(files).map(([path, file]) => [path, typeof file === 'string' ? strToU8(file) : file]),
    ),
    { level: 1 },
  );
}
