import { fullName, type Table } from '../lineage/tables/table-index.js';
import type { DbtNames } from './relation.js';

/** Something with a table's name and dbt's names. */
export type Named = Table & DbtNames;

/** The parts of a table's name, of which any but the table may be missing. */
export type TableParts = Pick<Table, 'database' | 'schema' | 'table'>;

/**
 * Finds tables by any of their names, in lower case. A name with dots is always compared as a whole, because each of its
 * parts may contain dots itself.
 */
export class NameTable<Item extends Named> {
  readonly #byId = new Map<string, Item>();
  /** Items by the names that have no schema before them. Longer names are found by how they end. */
  readonly #byShortName = new Map<string, Item[]>();

  constructor(items: Iterable<Item>) {
    for (const item of items) {
      this.#byId.set(item.uniqueId.toLowerCase(), item);
      for (const name of new Set(shortNames(item))) {
        const namesakes = this.#byShortName.get(name);
        if (namesakes) namesakes.push(item);
        else this.#byShortName.set(name, [item]);
      }
    }
  }

  withId(text: string): Item | undefined {
    return this.#byId.get(text);
  }

  /** The items that have a name: as a table, in dbt, or with what stands before it. */
  named(text: string): readonly Item[] {
    const found = new Set<Item>();
    for (let start = 0; ; ) {
      for (const item of this.#byShortName.get(text.slice(start)) ?? []) {
        if (namesOf(item).includes(text)) found.add(item);
      }
      const dot = text.indexOf('.', start);
      if (dot < 0) break;
      start = dot + 1;
    }
    return [...found];
  }

  /** The items whose table or model has the name of `parts`, and whose database and schema do not contradict it. */
  fitting(parts: TableParts): readonly Item[] {
    const items = (this.#byShortName.get(parts.table) ?? []).filter(
      (item) => item.table === parts.table || modelNames(item).includes(parts.table),
    );
    return items.filter((item) => agree(item.database, parts.database) && agree(item.schema, parts.schema));
  }

  /** The items whose table has exactly these parts. */
  exactly({ database, schema, table }: TableParts): readonly Item[] {
    const items = this.#byShortName.get(table) ?? [];
    return items.filter((item) => item.table === table && item.schema === schema && item.database === database);
  }

  /** The models, seeds and snapshots that `ref` finds by a name. */
  models(text: string): readonly Item[] {
    return (this.#byShortName.get(text) ?? []).filter((item) => modelNames(item).includes(text));
  }

  /** The tables that `source` finds by a name such as `shop.orders`. */
  sources(text: string): readonly Item[] {
    return (this.#byShortName.get(text) ?? []).filter((item) => sourceNameOf(item) === text);
  }
}

/** All names of an item, in lower case. */
export function namesOf(item: Named): readonly string[] {
  const { schema, table } = item;
  return [...shortNames(item), fullName({ schema, table }), fullName(item)];
}

/** The names by which `ref` finds an item: `orders.v2` for a version, and `orders` for the latest one. */
export function modelNames({ name, sourceName, version, isLatestVersion }: Named): readonly string[] {
  if (sourceName !== undefined) return [];
  const model = name.toLowerCase();
  if (version === undefined) return [model];
  const versioned = `${model}.v${version.toLowerCase()}`;
  return isLatestVersion === false ? [versioned] : [versioned, model];
}

/** The name by which `source` finds an item. */
export function sourceNameOf({ name, sourceName }: Named): string | undefined {
  return sourceName === undefined ? undefined : `${sourceName}.${name}`.toLowerCase();
}

function shortNames(item: Named): readonly string[] {
  const source = sourceNameOf(item);
  return [item.table, ...(source === undefined ? modelNames(item) : [source])];
}

function agree(part: string | undefined, other: string | undefined): boolean {
  return part === undefined || other === undefined || part === other;
}
