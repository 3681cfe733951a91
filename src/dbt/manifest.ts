import { ColumnStore } from './column-store.js';
import { ownerOf, property, text, texts } from './parts.js';
import type { DbtColumn, DbtExposure, DbtNames, DbtRelation, ResourceType, Tableless } from './relation.js';

/** Everything that is kept of a dbt project's `manifest.json`. */
export interface Manifest {
  readonly metadata: DbtMetadata;
  readonly relations: readonly DbtRelation[];
  readonly tableless: readonly Tableless[];
  readonly exposures: readonly DbtExposure[];
  /** The dependencies of metrics, semantic models and saved queries, by `unique_id`. */
  readonly others: ReadonlyMap<string, readonly string[]>;
}

/** How and when a manifest was made. */
export interface DbtMetadata {
  readonly projectName?: string | undefined;
  readonly dbtVersion: string;
  readonly generatedAt: Date;
  /** The kind of warehouse, such as `snowflake`. */
  readonly adapterType?: string | undefined;
}

/** The sections of a manifest that are needed. The others can be larger by far. */
export const manifestSections = [
  'metadata',
  'nodes',
  'sources',
  'disabled',
  'exposures',
  'metrics',
  'semantic_models',
  'saved_queries',
  'groups',
] as const;

/**
 * Collects what is needed of a manifest from its entries, which come one by one in any order. Reads them by name and
 * ignores what it does not know, because manifests gain keys without a new version number.
 */
export class ManifestCollector {
  readonly #store = new ColumnStore();
  readonly #catalog: ReadonlyMap<string, ColumnReader>;
  readonly #metadata = new Map<string, unknown>();
  readonly #drafts: Draft[] = [];
  readonly #tableless: Tableless[] = [];
  readonly #exposures: DbtExposure[] = [];
  readonly #others = new Map<string, readonly string[]>();
  readonly #groupOwners = new Map<string, string | undefined>();
  readonly #sections = new Set<string>();

  /** `catalog` has the columns of `catalog.json` by `unique_id`. */
  constructor(catalog: ReadonlyMap<string, ColumnReader> = new Map()) {
    this.#catalog = catalog;
  }

  /** Adds an entry of a section, such as `model.shop.orders` of `nodes`. */
  add(section: string, key: string, value: unknown): void {
    this.#sections.add(section);
    switch (section) {
      case 'metadata':
        this.#metadata.set(key, value);
        break;
      case 'nodes':
      case 'sources':
        this.#addNode(key, value);
        break;
      case 'disabled': // In old manifests a list of nodes, later a list for each `unique_id`.
        for (const node of Array.isArray(value) ? value : [value]) {
          const table = tableOf(node, text(property(node, 'unique_id')) ?? key);
          if (table) this.#tableless.push({ ...table, why: 'disabled', dependsOn: [] });
        }
        break;
      case 'exposures':
        if (!isDisabled(value)) this.#exposures.push(exposureOf(key, value));
        break;
      case 'metrics':
      case 'semantic_models':
      case 'saved_queries':
        this.#others.set(key, dependenciesOf(value));
        break;
      case 'groups':
        this.#groupOwners.set(key, ownerOf(property(value, 'owner')));
        break;
    }
  }

  /** An entry of the section `metadata`, if that was there. */
  metadata(name: string): unknown {
    return this.#metadata.get(name);
  }

  /** Whether a section has entries. */
  has(section: string): boolean {
    return this.#sections.has(section);
  }

  finish(metadata: DbtMetadata): Manifest {
    return {
      metadata,
      relations: this.#drafts.map((draft) =>
        relationOf(draft, this.#groupOwners.get(draft.group) ?? draft.owner, this.#catalog.get(draft.table.uniqueId)),
      ),
      tableless: this.#tableless,
      exposures: this.#exposures,
      others: this.#others,
    };
  }

  #addNode(key: string, node: unknown): void {
    const table = tableOf(node, key);
    if (table === undefined) return;
    const dependsOn = dependenciesOf(node);
    const isEphemeral = property(property(node, 'config'), 'materialized') === 'ephemeral';
    const why = isDisabled(node) ? 'disabled' : isEphemeral ? 'ephemeral' : undefined;
    if (why) {
      this.#tableless.push({ ...table, why, dependsOn });
      return;
    }
    const packageName = text(property(node, 'package_name')) ?? '';
    this.#drafts.push({
      table,
      packageName,
      description: text(property(node, 'description')),
      owner: text(property(property(node, 'meta') ?? property(property(node, 'config'), 'meta'), 'owner')),
      group: `group.${packageName}.${text(property(node, 'group'))}`,
      tags: tagsOf(node),
      dependsOn,
      columns: this.#store.add(property(node, 'columns')),
    });
  }
}

/** Reads the columns of a relation. */
export type ColumnReader = () => readonly DbtColumn[];

/** A relation before the owners of groups are known. */
interface Draft {
  readonly table: NamedTable;
  readonly packageName: string;
  readonly description: string | undefined;
  readonly owner: string | undefined;
  /** The `unique_id` that its group would have. */
  readonly group: string;
  readonly tags: readonly string[];
  readonly dependsOn: readonly string[];
  readonly columns: ColumnReader;
}

function relationOf(draft: Draft, owner: string | undefined, ofCatalog: ColumnReader | undefined): DbtRelation {
  const { table, packageName, description, tags, dependsOn, columns } = draft;
  return {
    ...table,
    packageName,
    ...(description !== undefined && { description }),
    ...(owner !== undefined && { owner }),
    tags,
    dependsOn,
    get columns() {
      return ofCatalog === undefined ? columns() : mergeColumns(columns(), ofCatalog());
    },
  };
}

/** Adds the data types and the undescribed columns that only the catalog has. */
function mergeColumns(described: readonly DbtColumn[], ofCatalog: readonly DbtColumn[]): readonly DbtColumn[] {
  const byName = new Map(ofCatalog.map((column) => [column.name.toLowerCase(), column]));
  const merged = described.map((column) => {
    const name = column.name.toLowerCase();
    const found = byName.get(name);
    byName.delete(name);
    return { ...found, ...column };
  });
  return [...merged, ...byName.values()];
}

type NamedTable = Pick<DbtRelation, 'uniqueId' | 'resourceType' | 'database' | 'schema' | 'table' | keyof DbtNames>;

/** The table of a node, from its parts: `relation_name` is missing or wrong too often. Undefined if it cannot have one. */
function tableOf(node: unknown, key: string): NamedTable | undefined {
  const resourceType = property(node, 'resource_type') ?? key.split('.')[0];
  const name = text(property(node, 'name'));
  if (!isResourceType(resourceType) || name === undefined) return undefined;
  const table = text(property(node, 'identifier')) ?? text(property(node, 'alias')) ?? name;
  const database = text(property(node, 'database'));
  const schema = text(property(node, 'schema'));
  const sourceName = text(property(node, 'source_name'));
  return {
    uniqueId: key,
    resourceType,
    name,
    ...(sourceName !== undefined && { sourceName }),
    ...versionOf(node),
    ...(database !== undefined && { database: database.toLowerCase() }),
    ...(schema !== undefined && { schema: schema.toLowerCase() }),
    table: table.toLowerCase(),
  };
}

function isResourceType(type: unknown): type is ResourceType {
  return type === 'model' || type === 'seed' || type === 'snapshot' || type === 'source';
}

function versionOf(node: unknown): Pick<DbtNames, 'version' | 'isLatestVersion'> {
  const version = property(node, 'version') ?? undefined;
  if (version === undefined) return {};
  const latest = property(node, 'latest_version') ?? undefined;
  const isLatest = latest === undefined ? property(node, 'is_latest_version') : String(latest) === String(version);
  return { version: String(version), ...(typeof isLatest === 'boolean' && { isLatestVersion: isLatest }) };
}

function isDisabled(node: unknown): boolean {
  return property(property(node, 'config'), 'enabled') === false;
}

function dependenciesOf(node: unknown): readonly string[] {
  return texts(property(property(node, 'depends_on'), 'nodes'));
}

/** The tags of a node. Since dbt 1.10 those of exposures stand in its `config`. */
function tagsOf(node: unknown): readonly string[] {
  return [...new Set([...texts(property(node, 'tags')), ...texts(property(property(node, 'config'), 'tags'))])];
}

function exposureOf(uniqueId: string, exposure: unknown): DbtExposure {
  const [label, description, url, maturity] = ['label', 'description', 'url', 'maturity'].map((name) =>
    text(property(exposure, name)),
  );
  const owner = ownerOf(property(exposure, 'owner'));
  return {
    uniqueId,
    name: text(property(exposure, 'name')) ?? uniqueId,
    ...(label !== undefined && { label }),
    type: text(property(exposure, 'type')) ?? '',
    packageName: text(property(exposure, 'package_name')) ?? '',
    ...(description !== undefined && { description }),
    ...(url !== undefined && { url }),
    ...(owner !== undefined && { owner }),
    ...(maturity !== undefined && { maturity }),
    tags: tagsOf(exposure),
    dependsOn: dependenciesOf(exposure),
  };
}
