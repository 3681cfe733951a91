import type { FieldInput } from '../../lineage/node.js';
import type { Draft, NodeLink } from '../core/draft.js';
import { list, property, text } from '../core/parts.js';
import type { SkipList } from '../core/skip-list.js';
import { tablesOfQuery } from '../core/tables-of-query.js';
import type { Database, Estate, Item } from './estate.js';

/** Makes the nodes of an export. */
export function toDrafts(estate: Estate, hasProject: boolean, skips: SkipList): readonly Draft[] {
  const { dashboards, charts, datasets, databases } = estate;
  const databaseOf = ({ value }: Item): Database | undefined =>
    databases.get(text(property(value, 'database_uuid')) ?? '');
  const byDataset = new Map(datasets.map((dataset) => [dataset.uuid, databaseOf(dataset)?.name]));
  const byChart = new Map(charts.map((chart) => [chart.uuid, byDataset.get(datasetOf(chart) ?? '')]));
  return [
    ...datasets.map((dataset) => datasetDraft(dataset, databaseOf(dataset), hasProject, skips)),
    ...charts.map((chart) => chartDraft(chart, byChart.get(chart.uuid))),
    ...dashboards.map((dashboard) => dashboardDraft(dashboard, byChart, skips)),
  ];
}

function datasetDraft(
  { uuid, path, value }: Item,
  database: Database | undefined,
  hasProject: boolean,
  skips: SkipList,
): Draft {
  const name = text(property(value, 'table_name')) ?? uuid;
  const sql = text(property(value, 'sql'));
  const place = {
    database: text(property(value, 'catalog')) ?? database?.database,
    schema: text(property(value, 'schema')) ?? database?.schema,
  };
  const common = {
    id: uuid,
    kind: 'datasource',
    type: 'Dataset',
    name,
    groups: [names(path, database?.name)],
    description: text(property(value, 'description')),
    fields: [
      ...fieldsOf(value, 'columns', 'column_name', 'column'),
      ...fieldsOf(value, 'metrics', 'metric_name', 'measure'),
    ],
  } as const;
  if (sql === undefined) {
    const { schema, database } = place;
    const table = { table: name, ...(schema !== undefined && { schema }), ...(database !== undefined && { database }) };
    return { ...common, ...table, upstream: [{ kind: 'dbt', ...table }] };
  }
  const { references, readsNothing, why } = tablesOfQuery(sql, { ...place, engine: database?.engine }, hasProject);
  if (why !== undefined && references.length > 0) skips.add('table', why, name);
  return { ...common, upstream: references, readsNothing, why };
}

function fieldsOf(dataset: unknown, key: string, nameKey: string, type: string): readonly FieldInput[] {
  return list(property(dataset, key)).flatMap((column) => {
    const name = text(property(column, nameKey));
    if (name === undefined) return [];
    return [
      { name, description: text(property(column, 'description')), type, dataType: text(property(column, 'type')) },
    ];
  });
}

/** The sorts of chart that show a string, and read nothing. */
const textCharts = ['divider', 'handlebars', 'header', 'iframe', 'markup', 'separator'];

function chartDraft(chart: Item, database: string | undefined): Draft {
  const { uuid, path, value } = chart;
  const dataset = datasetOf(chart);
  return {
    id: uuid,
    kind: 'chart',
    type: 'Chart',
    name: text(property(value, 'slice_name')) ?? uuid,
    groups: [names(path, database)],
    description: text(property(value, 'description')),
    tags: tagsOf(value),
    upstream: dataset === undefined ? [] : [linkToDataset(dataset)],
    readsNothing: dataset === undefined && textCharts.includes(text(property(value, 'viz_type')) ?? ''),
    why: 'it has no dataset',
  };
}

function dashboardDraft(
  { uuid, path, value }: Item,
  databaseByChart: ReadonlyMap<string, string | undefined>,
  skips: SkipList,
): Draft {
  const name = text(property(value, 'dashboard_title')) ?? uuid;
  const placed = chartsOf(value);
  for (const _ of placed.filter((chart) => chart === undefined)) {
    skips.add('reference', 'to a chart without its uuid', name);
  }
  const charts = [...new Set(placed.flatMap((chart) => chart ?? []))].toSorted();
  const datasets = [...new Set(filterDatasetsOf(value))].toSorted();
  const databases = new Set(charts.map((chart) => databaseByChart.get(chart)));
  const tags = property(value, 'published') === false ? [...tagsOf(value), 'draft'] : tagsOf(value);
  return {
    id: uuid,
    kind: 'dashboard',
    type: 'Dashboard',
    name,
    groups: [...(databases.size === 0 ? [undefined] : databases)].map((database) => names(path, name, database)),
    description: text(property(value, 'description')),
    tags,
    upstream: [
      ...charts.map((id): NodeLink => ({ kind: 'node', id, of: 'chart', type: 'Chart' })),
      ...datasets.map(linkToDataset),
    ],
    readsNothing: placed.length === 0,
    why: 'it has no charts',
  };
}

/** The uuids of the charts on a dashboard. Undefined for a chart that is given by its number alone. */
function chartsOf(dashboard: unknown): readonly (string | undefined)[] {
  const position = property(dashboard, 'position');
  const components = typeof position === 'object' && position !== null ? Object.values(position) : [];
  return components
    .filter((component) => property(component, 'type') === 'CHART')
    .map((component) => text(property(component, 'meta', 'uuid')));
}

/** The uuids of the datasets that the filters of a dashboard read. */
function filterDatasetsOf(dashboard: unknown): readonly string[] {
  const filters = list(property(dashboard, 'metadata', 'native_filter_configuration'));
  const targets = filters.flatMap((filter) => list(property(filter, 'targets')));
  return targets.flatMap((target) => text(property(target, 'datasetUuid')) ?? []);
}

function datasetOf({ value }: Item): string | undefined {
  return text(property(value, 'dataset_uuid'));
}

function linkToDataset(id: string): NodeLink {
  return { kind: 'node', id, of: 'datasource', type: 'Dataset' };
}

function tagsOf(value: unknown): readonly string[] {
  return list(property(value, 'tags')).flatMap((tag) => text(tag) ?? []);
}

function names(...all: readonly (string | undefined)[]): readonly string[] {
  return all.flatMap((name) => name ?? []);
}
