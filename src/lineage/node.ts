import type { Reference } from './reference.js';
import type { Timestamp } from './timestamp.js';

/** A node as plain data, ready for JSON. `kind` says which attributes it has. */
export type Node = ChartNode | DashboardNode | DatasourceNode;

/** How a node is shown, which determines the attributes it has. */
export type NodeKind = 'chart' | 'dashboard' | 'datasource';

/** A node that is shown like a chart. Times are epoch seconds. */
export interface ChartNode extends ChartAttributes<number, Reference> {
  readonly kind: 'chart';
  /** One of the integration's node types. */
  readonly nodeType: string;
  /**
   * Name of the integration that the node was made for. Not sent. It prevents publishing the node under another one.
   */
  readonly integration?: string | undefined;
}

/** A node that is shown like a dashboard. Times are epoch seconds. */
export interface DashboardNode extends OwnedAttributes<number, Reference> {
  readonly kind: 'dashboard';
  /** One of the integration's node types. */
  readonly nodeType: string;
  /**
   * Name of the integration that the node was made for. Not sent. It prevents publishing the node under another one.
   */
  readonly integration?: string | undefined;
}

/** A node that is shown like a datasource: a table, a model, a file. Times are epoch seconds. */
export interface DatasourceNode extends DatasourceAttributes<number, Reference> {
  readonly kind: 'datasource';
  /** One of the integration's node types. */
  readonly nodeType: string;
  /**
   * Name of the integration that the node was made for. Not sent. It prevents publishing the node under another one.
   */
  readonly integration?: string | undefined;
}

/** A reference, or the node that it should point to. */
export type ReferenceInput = Reference | Node;

/** The input of `definition.node` for a chart. */
export interface ChartInput extends ChartAttributes<Timestamp, ReferenceInput> {}

/** The input of `definition.node` for a dashboard. */
export interface DashboardInput extends OwnedAttributes<Timestamp, ReferenceInput> {}

/** The input of `definition.node` for a datasource. */
export interface DatasourceInput extends DatasourceAttributes<Timestamp, ReferenceInput> {}

/** The input and the result of `definition.node`, by kind. */
export interface NodeByKind {
  readonly chart: { readonly input: ChartInput; readonly node: ChartNode };
  readonly dashboard: { readonly input: DashboardInput; readonly node: DashboardNode };
  readonly datasource: { readonly input: DatasourceInput; readonly node: DatasourceNode };
}

/** A column, measure or dimension of a chart or datasource. */
export interface Field {
  readonly name: string;
  readonly description?: string | undefined;
  /** Role of the field as a free string, such as `dimension`, `measure` or `column`. */
  readonly type?: string | undefined;
  /** Data type as a free string, such as `numeric`. */
  readonly dataType?: string | undefined;
}

/** The attributes of all nodes. `Time` and `Ref` are the types of times and references. */
interface Attributes<Time, Ref> {
  /** Name by which lineage and catalog show the node, and references find it. */
  readonly name: string;
  /**
   * Stable id, which identifies the node from one publication to the next. Default: the UUID v5 of the name in the DNS
   * namespace, as in the official client, so two nodes with the same name and no id share one.
   */
  readonly id?: string | undefined;
  readonly description?: string | undefined;
  /** Address of the node in its own tool. */
  readonly url?: string | undefined;
  /** Time at which the node was created in its own tool. */
  readonly createdAt?: Time | undefined;
  /** The tables and nodes that this node reads from. */
  readonly upstream?: readonly Ref[] | undefined;
  /** The tables and nodes that this node feeds. */
  readonly downstream?: readonly Ref[] | undefined;
}

/** The attributes of charts and dashboards. */
interface OwnedAttributes<Time, Ref> extends Attributes<Time, Ref> {
  readonly owner?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  /** Time at which the node was last changed in its own tool. */
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
