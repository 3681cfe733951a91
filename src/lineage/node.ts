import type { Reference } from './reference.js';
import type { Timestamp } from './timestamp.js';

/** How a node is shown, which also decides the attributes it has. */
export type NodeKind = 'chart' | 'dashboard' | 'datasource';

/** A column, measure or dimension of a chart or datasource. */
export interface Field {
  readonly name: string;
  readonly description?: string | undefined;
  /** Role of the field as free text, such as `dimension`, `measure` or `column`. */
  readonly type?: string | undefined;
  /** Data type as free text, such as `numeric`. */
  readonly dataType?: string | undefined;
}

/** What all nodes have, in terms of how times and references are written. */
interface Attributes<Time, Ref> {
  readonly name: string;
  /**
   * Identity of the node from one publication to the next. Default: the UUID v5 of the name in the DNS namespace, as in
   * the official client, so that two nodes of one name and without ids share one.
   */
  readonly id?: string | undefined;
  readonly description?: string | undefined;
  /** Address of the node in its own tool. */
  readonly url?: string | undefined;
  readonly createdAt?: Time | undefined;
  /** What the node reads from. */
  readonly upstream?: readonly Ref[] | undefined;
  /** What the node feeds. */
  readonly downstream?: readonly Ref[] | undefined;
}

/** What charts and dashboards have besides. */
interface OwnedAttributes<Time, Ref> extends Attributes<Time, Ref> {
  readonly owner?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly lastModifiedAt?: Time | undefined;
}

interface ChartAttributes<Time, Ref> extends OwnedAttributes<Time, Ref> {
  readonly fields?: readonly Field[] | undefined;
}

interface DatasourceAttributes<Time, Ref> extends Attributes<Time, Ref> {
  /** Database of the table behind the datasource. */
  readonly database?: string | undefined;
  /** Schema of the table behind the datasource. */
  readonly schema?: string | undefined;
  /** Name of the table behind the datasource. */
  readonly table?: string | undefined;
  readonly fields?: readonly Field[] | undefined;
}

interface NodeIdentification {
  /** One of the integration's node types. */
  readonly nodeType: string;
  /** Name of the integration the node was made for. Not sent; keeps a node from being published under another one. */
  readonly integration?: string | undefined;
}

/** A node that is shown like a chart. Times are epoch seconds. */
export interface ChartNode extends NodeIdentification, ChartAttributes<number, Reference> {
  readonly kind: 'chart';
}

/** A node that is shown like a dashboard. Times are epoch seconds. */
export interface DashboardNode extends NodeIdentification, OwnedAttributes<number, Reference> {
  readonly kind: 'dashboard';
}

/** A node that is shown like a datasource: a table, a model, a file. Times are epoch seconds. */
export interface DatasourceNode extends NodeIdentification, DatasourceAttributes<number, Reference> {
  readonly kind: 'datasource';
}

/** A node, as plain data told apart by `kind`, ready for JSON. */
export type Node = ChartNode | DashboardNode | DatasourceNode;

/** A reference, or the node it points to. */
export type ReferenceInput = Reference | Node;

/** What `definition.node` takes for a chart. */
export interface ChartInput extends ChartAttributes<Timestamp, ReferenceInput> {}

/** What `definition.node` takes for a dashboard. */
export interface DashboardInput extends OwnedAttributes<Timestamp, ReferenceInput> {}

/** What `definition.node` takes for a datasource. */
export interface DatasourceInput extends DatasourceAttributes<Timestamp, ReferenceInput> {}

/** For each kind what `definition.node` takes and what it returns. */
export interface NodeByKind {
  readonly chart: { readonly input: ChartInput; readonly node: ChartNode };
  readonly dashboard: { readonly input: DashboardInput; readonly node: DashboardNode };
  readonly datasource: { readonly input: DatasourceInput; readonly node: DatasourceNode };
}
