import { property, text } from '../core/parts.js';
import type { SkipList } from '../core/skip-list.js';
import { type Connection, readConnection } from './connection.js';
import type { ExportDocument } from './read-export.js';

/** The items of an export by sort, which their keys show: folders differ between versions. */
export interface Estate {
  readonly dashboards: readonly Item[];
  readonly charts: readonly Item[];
  readonly datasets: readonly Item[];
  /** The databases by uuid. */
  readonly databases: ReadonlyMap<string, Database>;
}

interface Identified {
  readonly uuid: string;
}

/** A dashboard, chart or dataset. */
export interface Item extends Identified {
  /** Its place in the export, without the folder that is named after the time of the export. */
  readonly path: string | undefined;
  readonly value: unknown;
}

/** A database with the names that its tables have without writing them. */
export interface Database extends Connection {
  readonly name: string;
}

/** Sorts the documents of an export. Those without a uuid, and those of another sort, are skipped and counted. */
export function sortDocuments(documents: readonly ExportDocument[], skips: SkipList): Estate {
  const dashboards: Item[] = [];
  const charts: Item[] = [];
  const datasets: Item[] = [];
  const databases: (Database & Identified)[] = [];
  const items = { dashboard: dashboards, chart: charts, dataset: datasets };
  const roots = documents.flatMap(({ path }) => /^(.*\/)metadata\.ya?ml$/i.exec(path ?? '')?.[1] ?? []);
  for (const { path: given, value } of documents) {
    const path = given === undefined ? undefined : withoutRoot(given, roots);
    const sort = sortOf(value);
    if (sort === undefined) {
      if (!isOther(given, value))
        skips.add('file', 'contains neither a dashboard, chart, dataset nor database', path ?? '');
      continue;
    }
    const name = text(property(value, nameKeys[sort])) ?? path ?? '';
    const uuid = text(property(value, 'uuid'));
    if (uuid === undefined) skips.add(sort, 'has no uuid', name);
    else if (sort !== 'database') items[sort].push({ uuid, path, value });
    else databases.push({ uuid, name, ...readConnection(property(value, 'sqlalchemy_uri')) });
  }
  return {
    dashboards: sorted(dashboards),
    charts: sorted(charts),
    datasets: sorted(datasets),
    databases: new Map(sorted(databases).map((database) => [database.uuid, database])),
  };
}

/** Sorts items by uuid. Several exports may have different versions of an item, and their order must not depend on that of the files. */
function sorted<Each extends Identified>(items: readonly Each[]): readonly Each[] {
  return items.toSorted((one, other) => {
    if (one.uuid !== other.uuid) return one.uuid < other.uuid ? -1 : 1;
    return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
  });
}

/** The key that holds the name of an item, which says what sort of item it is. */
const nameKeys = {
  dashboard: 'dashboard_title',
  chart: 'slice_name',
  dataset: 'table_name',
  database: 'database_name',
} as const;

type Sort = keyof typeof nameKeys;

function sortOf(value: unknown): Sort | undefined {
  const sorts = ['dashboard', 'chart', 'dataset', 'database'] as const;
  return sorts.find((sort) => property(value, nameKeys[sort]) !== undefined);
}

/** Whether a file is one that exports have besides: their metadata, tags, themes and saved queries. */
function isOther(path: string | undefined, value: unknown): boolean {
  if (/(?:^|\/)metadata\.ya?ml$/i.test(path ?? '')) return true;
  return ['timestamp', 'tags', 'theme_name', 'sql'].some((key) => property(value, key) !== undefined);
}

function withoutRoot(path: string, roots: readonly string[]): string {
  const [root = ''] = roots.filter((prefix) => path.startsWith(prefix)).toSorted((a, b) => b.length - a.length);
  return path.slice(root.length);
}
