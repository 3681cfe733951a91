/** The result of an import in numbers, with everything that is missing, and why. Plain data, ready for JSON. */
export interface ImportSummary {
  /** Number of nodes by node type. */
  readonly nodesByType: Readonly<Record<string, number>>;
  /** Number of nodes that have an upstream. */
  readonly withUpstream: number;
  /** All other nodes. */
  readonly withoutUpstream: readonly NodeWithoutUpstream[];
  /** The tables of the references, as far as `dbt` knows them. Empty without `dbt`. */
  readonly tables: TableSummary;
  /** Everything that was not imported, and why. */
  readonly skipped: readonly SkippedItems[];
}

/** A node that has no upstream. */
export interface NodeWithoutUpstream {
  readonly id: string;
  readonly name: string;
  /** The reason, if it is known. */
  readonly why?: string | undefined;
  /** True if the source says that the node reads nothing, as `select 1` does. `minLineage` does not count such nodes. */
  readonly readsNothing?: true | undefined;
}

/** The tables of the references, as far as the dbt project knows them. */
export interface TableSummary {
  /** Number of different tables that the project has. */
  readonly found: number;
  /** The tables that it does not have. */
  readonly unknown: readonly UnresolvedTable[];
  /** The names that several of its tables have. */
  readonly ambiguous: readonly UnresolvedTable[];
}

/** A table that was not found in the dbt project. Its references are sent as the source names it. */
export interface UnresolvedTable {
  /** Its name with the schema and the database, as far as the source names them. */
  readonly table: string;
  /** The ids of the nodes that refer to it. */
  readonly by: readonly string[];
  /** The reason, with similar names if there are some. */
  readonly why: string;
}

/** Items of one sort that were skipped for one reason. */
export interface SkippedItems {
  /** The sort of item in the singular, such as `file` or `dashboard`. */
  readonly what: string;
  readonly why: string;
  readonly count: number;
  /** The names of some of them: at most 5. */
  readonly examples: readonly string[];
}
