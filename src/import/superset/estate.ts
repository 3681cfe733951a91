import { property, text } from '../core/parts.js';
import type { SkipList } from '../core/skip-list.js';
import { type Connection, readConnection } from './connection.js';
import type { ExportDocument } from './read-export.js';

/** What an export contains, by sort. Documents are told apart by their keys, because folders differ between versions. */
export interface Estate {
  readonly dashboards: readonly Item[];
  readonly charts: readonly Item[];
  readonly datasets: readonly Item[];
  /** The databases by uuid. */
  readonly databases: ReadonlyMap<string, Database>;
}

/** A dashboard, chart or dataset. */
export interface Item {
  readonly uuid: string;
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
  const databases = new Map<string, Database>();
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
    else databases.set(uuid, { name, ...readConnection(property(value, 'sqlalchemy_uri')) });
  }
  return { dashboards, charts, datasets, databases };
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
