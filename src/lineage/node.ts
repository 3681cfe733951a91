import type { Reference } from './reference.js';
import type { Timestamp } from './timestamp.js';

/** A node as plain data, ready for JSON. `kind` says which attributes it has. */
export type Node = ChartNode | DashboardNode | DatasourceNode;

/** How a node is shown, which determines the attributes it has. */
export type NodeKind = 'chart' | 'dashboard' | 'datasource';

/** A node that is shown like a chart. Times are epoch seconds. */
export interface ChartNode extends Attributes<NodeValues>, OwnedAttributes<NodeValues>, FieldsAttribute<NodeValues> {
  readonly kind: 'chart';
  /** One of the integration's node types. */
  readonly nodeType: string;
  /**
   * Name of the integration that the node was made for. Not sent. It prevents publishing the node under another one.
   */
  readonly integration?: string | undefined;
}

/** A node that is shown like a dashboard. Times are epoch seconds. */
export interface DashboardNode extends Attributes<NodeValues>, OwnedAttributes<NodeValues> {
  readonly kind: 'dashboard';
  /** One of the integration's node types. */
  readonly nodeType: string;
  /**
   * Name of the integration that the node was made for. Not sent. It prevents publishing the node under another one.
   */
  readonly integration?: string | undefined;
}

/** A node that is shown like a datasource: a table, a model, a file. Times are epoch seconds. */
export interface DatasourceNode
  extends Attributes<NodeValues>,
    TableAttributes<NodeValues>,
    FieldsAttribute<NodeValues> {
  readonly kind: 'datasource';
  /** One of the integration's node types. */
  readonly nodeType: string;
  /**
   * Name of the integration that the node was made for. Not sent. It prevents publishing the node under another one.
   */
  readonly integration?: string | undefined;
}

/** A reference, or the node that it should point to. Lists of them have the type `ReferenceInput[]`. */
export type ReferenceInput = Reference | Node;

/** The input of `definition.node` for a chart. `null` and `undefined` count as absent. */
export interface ChartInput
  extends Attributes<InputValues>,
    OwnedAttributes<InputValues>,
    FieldsAttribute<InputValues> {}

/** The input of `definition.node` for a dashboard. `null` and `undefined` count as absent. */
export interface DashboardInput extends Attributes<InputValues>, OwnedAttributes<InputValues> {}

/** The input of `definition.node` for a datasource. `null` and `undefined` count as absent. */
export interface DatasourceInput
  extends Attributes<InputValues>,
    TableAttributes<InputValues>,
    FieldsAttribute<InputValues> {}

/** The input of `definition.node` for a node that is a chart or a datasource: the attributes that both have. */
export interface FieldsInput extends Attributes<InputValues>, FieldsAttribute<InputValues> {}

/** The input of `definition.node` for a node of any kind: the attributes that all kinds have. */
// With one base alone, messages of the compiler would show the name of that base.
export interface CommonInput extends Attributes<InputValues>, Edges<InputValues> {}

/**
 * The input of `definition.node` for a node of one of these kinds: the attributes that all of them have. A dashboard
 * has no attribute that a chart lacks.
 */
export type NodeInput<Kind extends NodeKind> = [Kind] extends ['chart']
  ? ChartInput
  : [Kind] extends ['datasource']
    ? DatasourceInput
    : [Kind] extends ['chart' | 'dashboard']
      ? DashboardInput
      : [Kind] extends ['chart' | 'datasource']
        ? FieldsInput
        : CommonInput;

/** The input of any kind, for code that checks it afterwards. */
export interface AnyInput extends ChartInput, DatasourceInput {}

/** The input and the result of `definition.node`, by kind. */
export interface NodeByKind {
  readonly chart: { readonly input: ChartInput; readonly node: ChartNode };
  readonly dashboard: { readonly input: DashboardInput; readonly node: DashboardNode };
  readonly datasource: { readonly input: DatasourceInput; readonly node: DatasourceNode };
}

/** A column, measure or dimension of a chart or datasource. */
export interface Field extends FieldParts<undefined> {}

/** A field in the input of a node. `null` and `undefined` count as absent. */
export interface FieldInput extends FieldParts<null | undefined> {}

interface FieldParts<Absent> {
  readonly name: string;
  readonly description?: string | Absent;
  /** Role of the field as a free string, such as `dimension`, `measure` or `column`. */
  readonly type?: string | Absent;
  /** Data type as a free string, such as `numeric`. */
  readonly dataType?: string | Absent;
}

/** The types of the values of a node. */
interface NodeValues {
  readonly id: string;
  readonly time: number;
  readonly references: readonly Reference[];
  readonly tags: readonly string[];
  readonly fields: readonly Field[];
  readonly absent: undefined;
}

/** The types of the values in the input of a node, which may come from JSON or a database. */
interface InputValues {
  readonly id: string | number;
  readonly time: Timestamp;
  readonly references: ReferenceInput | readonly (ReferenceInput | null | undefined)[];
  readonly tags: readonly (string | null | undefined)[];
  readonly fields: readonly FieldInput[];
  readonly absent: null | undefined;
}

/** The attributes of all nodes. */
interface Attributes<Values extends NodeValues | InputValues> extends Edges<Values> {
  /** Name by which lineage and catalog show the node, and references find it. */
  readonly name: string;
  /**
   * Stable id, which identifies the node from one publication to the next. In the input of a node, a whole number
   * counts as its decimal digits. Default: the UUID v5 of the name in the DNS namespace, as in the official client, so
   * two nodes with the same name and no id share one.
   */
  readonly id?: Values['id'] | Values['absent'];
  readonly description?: string | Values['absent'];
  /** Address of the node in its own tool. */
  readonly url?: string | Values['absent'];
  /** Time at which the node was created in its own tool. */
  readonly createdAt?: Values['time'] | Values['absent'];
}

/** The ends of the edges of all nodes. */
interface Edges<Values extends NodeValues | InputValues> {
  /** The tables and nodes that this node reads from. In the input of a node, null and undefined entries are skipped. */
  readonly upstream?: Values['references'] | Values['absent'];
  /** The tables and nodes that this node feeds. In the input of a node, null and undefined entries are skipped. */
  readonly downstream?: Values['references'] | Values['absent'];
}

/** The attributes of charts and dashboards. */
interface OwnedAttributes<Values extends NodeValues | InputValues> {
  readonly owner?: string | Values['absent'];
  /** In the input of a node, null and undefined entries are skipped. */
  readonly tags?: Values['tags'] | Values['absent'];
  /** Time at which the node was last changed in its own tool. */
  readonly lastModifiedAt?: Values['time'] | Values['absent'];
}

/** The attribute of charts and datasources. */
interface FieldsAttribute<Values extends NodeValues | InputValues> {
  readonly fields?: Values['fields'] | Values['absent'];
}

/** The attributes of datasources alone. */
interface TableAttributes<Values extends NodeValues | InputValues> {
  /** Database of the table behind the datasource. */
  readonly database?: string | Values['absent'];
  /** Schema of the table behind the datasource. */
  readonly schema?: string | Values['absent'];
  /** Name of the table behind the datasource. */
  readonly table?: string | Values['absent'];
}
