import type { DbtReference } from '../lineage/reference.js';
import { fullName, type TableResult } from '../lineage/tables/table-index.js';
import { modelNames, NameTable, namesOf, sourceNameOf, type TableParts } from './name-table.js';
import type { DbtRelation, Tableless } from './relation.js';
import { similarNames } from './similar-names.js';

/** So many different names are compared with all others for suggestions. Beyond that, misspelling is not the problem. */
const mostSearches = 200;

/** Finds the relations of a project by name. */
export class TableFinder {
  readonly #relations: readonly DbtRelation[];
  readonly #tables: NameTable<DbtRelation>;
  readonly #tableless: NameTable<Tableless>;
  /** The dependencies of things that never have a table, by `unique_id`. */
  readonly #others: ReadonlyMap<string, readonly string[]>;
  readonly #suggestions = new Map<string, readonly string[]>();

  constructor(
    relations: readonly DbtRelation[],
    tableless: readonly Tableless[],
    others: ReadonlyMap<string, readonly string[]>,
  ) {
    this.#relations = relations;
    this.#tables = new NameTable(relations);
    this.#tableless = new NameTable(tableless);
    this.#others = others;
  }

  find(name: string): Result {
    const text = name.toLowerCase();
    const withId = this.#tables.withId(text);
    if (withId) return { status: 'found', relation: withId };
    const named = this.#tables.named(text);
    // A complete name is an address. Whatever else is called like it in part does not make it ambiguous.
    const complete = distinct(named.filter((relation) => fullName(relation) === text));
    const found = complete.length === 1 ? complete : distinct(named);
    const without = (): Iterable<Tableless> => {
      const one = this.#tableless.withId(text);
      return one ? [one] : this.#tableless.named(text);
    };
    return this.#result(found, without, () => this.#suggest(text, 'table'));
  }

  resolve({ table, schema, database, model, source }: DbtReference): Result {
    if (model !== undefined) return this.findModel(model);
    if (source !== undefined) return this.findSource(source);
    const parts = lowerCase({ table, schema, database });
    const exact = distinct(this.#tables.exactly(parts));
    if (exact.length === 1) return this.#result(exact);
    if (parts.schema === undefined && parts.database === undefined) return this.find(table);
    return this.#result(
      distinct(this.#tables.fitting(parts)),
      () => this.#tableless.fitting(parts),
      () => this.#suggest(fullName(parts), 'table', this.#tables.fitting({ table: parts.table })),
    );
  }

  findModel(name: string): Result {
    const text = name.toLowerCase();
    const withId = this.#tables.withId(text);
    const found = withId && withId.sourceName === undefined ? [withId] : this.#tables.models(text);
    const without = (): Iterable<Tableless> => {
      const one = this.#tableless.withId(text);
      return one ? [one] : this.#tableless.models(text);
    };
    return this.#result(distinct(found), without, () => this.#suggest(text, 'model'));
  }

  findSource(name: string): Result {
    const text = name.toLowerCase();
    const withId = this.#tables.withId(text);
    const found = withId && withId.sourceName !== undefined ? [withId] : this.#tables.sources(text);
    return this.#result(
      distinct(found),
      () => this.#tableless.sources(text),
      () => this.#suggest(text, 'source'),
    );
  }

  /** The nearest relations at and above these things: an ephemeral model or a metric is replaced by what it is made from. */
  nearest(uniqueIds: Iterable<string>): readonly DbtRelation[] {
    const found = new Set<DbtRelation>();
    const seen = new Set(uniqueIds);
    for (const id of seen) {
      const relation = this.#tables.withId(id.toLowerCase());
      if (relation) found.add(relation);
      else for (const next of this.#dependenciesOf(id)) seen.add(next);
    }
    return [...found];
  }

  #dependenciesOf(uniqueId: string): readonly string[] {
    return this.#tableless.withId(uniqueId.toLowerCase())?.dependsOn ?? this.#others.get(uniqueId) ?? [];
  }

  #result(
    found: readonly DbtRelation[],
    without: () => Iterable<Tableless> = () => [],
    suggest: () => readonly string[] = () => [],
  ): Result {
    const [relation] = found;
    if (relation)
      return found.length === 1 ? { status: 'found', relation } : { status: 'ambiguous', candidates: found };
    const tableless = [...without()];
    const ephemeral = tableless.find(({ why }) => why === 'ephemeral');
    if (ephemeral) {
      const { uniqueId } = ephemeral;
      return { status: 'ephemeral', uniqueId, parents: this.nearest([uniqueId]) };
    }
    const [disabled] = tableless;
    if (disabled) return { status: 'disabled', uniqueId: disabled.uniqueId };
    return { status: 'unknown', suggestions: suggest() };
  }

  /** Similar names of the same sort, and before them the full names of the tables that are at another place. */
  #suggest(
    text: string,
    sort: 'table' | 'model' | 'source',
    elsewhere: readonly DbtRelation[] = [],
  ): readonly string[] {
    const key = `${sort} ${text}`;
    const known = this.#suggestions.get(key);
    if (known) return known;
    if (this.#suggestions.size >= mostSearches) return elsewhere.map(fullName).slice(0, 3);
    const lastPart = text.slice(text.lastIndexOf('.') + 1);
    const moved = sort === 'table' && elsewhere.length === 0 ? this.#tables.fitting({ table: lastPart }) : elsewhere;
    const dots = text.split('.').length;
    const similar = similarNames(text, this.#suggestible(sort, dots));
    const suggestions = [...new Set([...moved.map(fullName), ...similar])].slice(0, 3);
    this.#suggestions.set(key, suggestions);
    return suggestions;
  }

  *#suggestible(sort: 'table' | 'model' | 'source', dots: number): Iterable<readonly [string, string]> {
    for (const relation of this.#relations) {
      if (sort === 'model') for (const name of modelNames(relation)) yield [name, name];
      const source = sort === 'source' ? sourceNameOf(relation) : undefined;
      if (source) yield [source, source];
      if (sort !== 'table') continue;
      const shown = fullName(relation);
      for (const name of namesOf(relation)) if (name.split('.').length === dots) yield [name, shown];
    }
  }
}

type Result = TableResult<DbtRelation>;

/** One relation for each table: the one that dbt builds, if a source names it as well. */
function distinct(relations: readonly DbtRelation[]): readonly DbtRelation[] {
  if (relations.length < 2) return relations;
  const byTable = new Map<string, DbtRelation>();
  for (const relation of relations) {
    const key = JSON.stringify([relation.database, relation.schema, relation.table]);
    if (byTable.get(key)?.sourceName === undefined && byTable.has(key)) continue;
    byTable.set(key, relation);
  }
  return [...byTable.values()];
}

function lowerCase({ table, schema, database }: TableParts): TableParts {
  return {
    table: table.toLowerCase(),
    schema: schema ? schema.toLowerCase() : undefined,
    database: database ? database.toLowerCase() : undefined,
  };
}
