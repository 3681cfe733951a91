import type { DbtReference, DbtTableReference } from '../lineage/reference.js';
import type { ModelName, SourceGroup, SourceTable } from '../lineage/register.js';
import type { TableIndex, TableResult } from '../lineage/tables/table-index.js';
import { toReference } from '../lineage/tables/table-resolver.js';
import type { DbtMetadata, Manifest } from './manifest.js';
import type { DbtExposure, DbtRelation } from './relation.js';
import { TableFinder } from './table-finder.js';
import { UnknownTableError } from './unknown-table-error.js';

/** The tables of one or more dbt projects, and what dbt knows about them. `readDbtProject` makes it. */
export class DbtProject implements TableIndex {
  /** How and when the manifest was made: the first one, if there are several. */
  readonly metadata: DbtMetadata;
  /** The metadata of all manifests, in the order in which they were given. */
  readonly manifests: readonly DbtMetadata[];
  /** The tables that dbt builds or reads: models, seeds, snapshots and sources, without ephemeral and disabled ones. */
  readonly relations: readonly DbtRelation[];
  readonly exposures: readonly DbtExposure[];
  /** Problems that do not matter for names, such as a `catalog.json` that cannot be read. */
  readonly warnings: readonly string[];
  readonly #finder: () => TableFinder;

  /** @internal */
  constructor(manifests: readonly [Manifest, ...Manifest[]], warnings: readonly string[] = []) {
    this.manifests = manifests.map(({ metadata }) => metadata);
    this.metadata = manifests[0].metadata;
    this.relations = firstOfEach(manifests.flatMap(({ relations }) => relations));
    this.exposures = firstOfEach(manifests.flatMap(({ exposures }) => exposures));
    this.warnings = warnings;
    const tableless = manifests.flatMap((manifest) => manifest.tableless);
    const others = new Map(manifests.flatMap((manifest) => [...manifest.others]));
    let finder: TableFinder | undefined;
    this.#finder = () => (finder ??= new TableFinder(this.relations, tableless, others));
  }

  /**
   * Finds what a string names, in lower case: the `unique_id` of a relation, a table, a model (`orders`, `orders.v2`), a
   * source's table (`shop.orders`), `schema.table`, or `database.schema.table`. Names with dots are compared as a whole.
   *
   * Ephemeral and disabled models are reported only if no relation has the name.
   */
  find(text: string): TableResult<DbtRelation> {
    return this.#finder().find(text);
  }

  /** Finds what a reference names. Compares its parts one by one, and a part that either side lacks fits all. */
  resolve(reference: DbtReference): TableResult<DbtRelation> {
    return this.#finder().resolve(reference);
  }

  /**
   * Makes a complete reference to the table of a model, seed or snapshot. Throws an `UnknownTableError` if there is none
   * or more than one.
   */
  ref(model: ModelName): DbtTableReference {
    return this.#referenceTo(this.#finder().findModel(model), 'model', model);
  }

  /** Makes a complete reference to a table of a source. Throws an `UnknownTableError` if there is none. */
  source<Source extends SourceGroup>(source: Source, table: SourceTable<Source>): DbtTableReference {
    const name = `${source}.${table}`;
    return this.#referenceTo(this.#finder().findSource(name), 'source', name);
  }

  /**
   * The nearest tables at and above these nodes of dbt, by `unique_id`: a table itself, and for what has none (an ephemeral
   * model, a metric, a saved query) the tables that it is made from.
   */
  tablesBehind(uniqueIds: Iterable<string>): readonly DbtRelation[] {
    return this.#finder().nearest(uniqueIds);
  }

  #referenceTo(result: TableResult<DbtRelation>, what: 'model' | 'source', name: string): DbtTableReference {
    if (result.status === 'found') return toReference(result.relation);
    throw new UnknownTableError(what, name, result);
  }
}

/** The first of those with the same `unique_id`: several projects may contain the same package. */
function firstOfEach<Item extends { readonly uniqueId: string }>(items: readonly Item[]): readonly Item[] {
  const byId = new Map<string, Item>();
  for (const item of items) if (!byId.has(item.uniqueId)) byId.set(item.uniqueId, item);
  return byId.size === items.length ? items : [...byId.values()];
}
