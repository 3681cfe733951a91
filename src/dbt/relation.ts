import type { Table } from '../lineage/tables/table-index.js';

/** A table that dbt builds or reads. `database`, `schema` and `table` are in lower case, all else is as dbt has it. */
export interface DbtRelation extends Table, DbtNames {
  readonly resourceType: ResourceType;
  readonly packageName: string;
  readonly description?: string | undefined;
  /** Owner of the model's group, as `Name <email>`, else the `owner` in its `meta`. */
  readonly owner?: string | undefined;
  readonly tags: readonly string[];
  /** The columns that the project describes, and those in `catalog.json`. Unpacked at each access, so keep the result. */
  readonly columns: readonly DbtColumn[];
  /** The `unique_id` of everything that it is made from. */
  readonly dependsOn: readonly string[];
}

/** The names by which dbt knows a table. */
export interface DbtNames {
  /** Name of the model, seed, snapshot or table of a source. The table in the warehouse may be called otherwise. */
  readonly name: string;
  /** Name of the source that the table belongs to. Only sources have one. */
  readonly sourceName?: string | undefined;
  /** Version of the model, if it has versions. */
  readonly version?: string | undefined;
  /** Whether this is the version that `ref` finds by the name alone. Absent if the manifest does not say. */
  readonly isLatestVersion?: boolean | undefined;
}

/** The resource types of dbt that have tables. */
export type ResourceType = 'model' | 'seed' | 'snapshot' | 'source';

/** A column of a relation. */
export interface DbtColumn {
  readonly name: string;
  readonly description?: string | undefined;
  /** Data type, as dbt or the warehouse writes it. */
  readonly dataType?: string | undefined;
}

/** A model, seed, snapshot or source that has no table. */
export interface Tableless extends Table, DbtNames {
  readonly why: 'ephemeral' | 'disabled';
  readonly dependsOn: readonly string[];
}

/** A dashboard, notebook or application that a dbt project declares as a reader of its models. */
export interface DbtExposure {
  readonly uniqueId: string;
  readonly name: string;
  readonly label?: string | undefined;
  /** `dashboard`, `notebook`, `analysis`, `ml` or `application`. */
  readonly type: string;
  readonly packageName: string;
  readonly description?: string | undefined;
  readonly url?: string | undefined;
  /** Owner, as `Name <email>`. */
  readonly owner?: string | undefined;
  readonly maturity?: string | undefined;
  readonly tags: readonly string[];
  /** The `unique_id` of everything that it reads: models and sources, and metrics and other things without a table. */
  readonly dependsOn: readonly string[];
}
