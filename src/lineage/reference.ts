import type { NativeNodeType } from '../generated/graphql.js';
import { isKeyOf } from '../is-record.js';

/** A reference to a table or node, as plain data: one end of an edge in lineage. */
export type Reference = DbtReference | NativeReference | CustomReference;

/** A reference to a table of the warehouse that dbt builds or reads: by the table's name, or by the name that dbt has for it. */
export type DbtReference = DbtTableReference | DbtModelReference | DbtSourceReference;

/** A reference to a table by its name in the warehouse. Paradime matches names in lower case. */
export interface DbtTableReference {
  readonly kind: 'dbt';
  readonly table: string;
  readonly schema?: string | undefined;
  readonly database?: string | undefined;
  readonly model?: undefined;
  readonly source?: undefined;
}

/**
 * A reference to the table of a dbt model, seed or snapshot, by the name that `ref` takes. Needs a dbt project, which turns
 * it into the table's name before it is sent.
 */
export interface DbtModelReference {
  readonly kind: 'dbt';
  /** Name of the model, such as `orders` or `orders.v2`, or its `unique_id`. */
  readonly model: string;
  readonly table?: undefined;
  readonly schema?: undefined;
  readonly database?: undefined;
  readonly source?: undefined;
}

/**
 * A reference to a table of a dbt source. Needs a dbt project, which turns it into the table's name before it is sent.
 */
export interface DbtSourceReference {
  readonly kind: 'dbt';
  /** Name of the source and of its table, such as `shop.customers`. */
  readonly source: string;
  readonly table?: undefined;
  readonly schema?: undefined;
  readonly database?: undefined;
  readonly model?: undefined;
}

/**
 * A reference to a node of one of Paradime's own integrations, such as a Tableau workbook. Has a name, an id or both.
 */
export interface NativeReference {
  readonly kind: 'native';
  readonly nodeType: NativeNodeType;
  readonly name?: string | undefined;
  /** Id of the node in its own tool. */
  readonly id?: string | undefined;
}

/** A reference to a node of a custom integration, this one or another. Has a name, an id or both. */
export interface CustomReference {
  readonly kind: 'custom';
  /** The integration's name, or its uid. */
  readonly integration: string | { readonly uid: string; readonly name?: string | undefined };
  readonly nodeType: string;
  readonly name?: string | undefined;
  /** Stable id of the node. */
  readonly id?: string | undefined;
}

/** Identifies a node among those of its type, by name, id or both. */
export type NodeIdentity =
  | { readonly name: string; readonly id?: string | undefined }
  | { readonly name?: undefined; readonly id: string };

/** Makes a reference to a table of the warehouse, by its name or by as much of its full name as is known. */
export function dbt(table: string | Omit<DbtTableReference, 'kind'>): DbtReference {
  return typeof table === 'string' ? { kind: 'dbt', table } : { kind: 'dbt', ...table };
}

/** The name in a reference of dbt, whichever it gives: of a table, a model or a table of a source. */
export function dbtName(reference: DbtReference): string {
  if (reference.table !== undefined) return reference.table;
  return reference.model !== undefined ? reference.model : reference.source;
}

/** Makes a reference to a node of one of Paradime's own integrations, by its name, its id in that tool, or both. */
export function native(nodeType: NativeNodeType, node: NodeIdentity): NativeReference {
  return { kind: 'native', nodeType, ...identityOf(node) };
}

/** Makes a reference to a node of a custom integration, which is given by its name or uid. */
export function custom(node: Omit<CustomReference, 'kind' | 'name' | 'id'> & NodeIdentity): CustomReference {
  return { kind: 'custom', ...node };
}

/** Copies what identifies a node, because a whole row of a database may be given for it. */
export function identityOf(node: NodeIdentity): Pick<CustomReference, 'name' | 'id'> {
  const { name, id } = node ?? {};
  return id === undefined ? { name } : name === undefined ? { id } : { name, id };
}

/** All native node types, as an object so that the compiler asks for a value that the schema gains. */
export const nativeNodeTypes: Readonly<Record<NativeNodeType, true>> = {
  FivetranConnector: true,
  HightouchModel: true,
  HightouchSync: true,
  LookerDashboard: true,
  LookerExplore: true,
  LookerLook: true,
  LookerModel: true,
  LookerSchedule: true,
  LookerView: true,
  PowerBIDashboard: true,
  PowerBIDataset: true,
  PowerBIReport: true,
  TableauDashboard: true,
  TableauDatasource: true,
  TableauFlow: true,
  TableauWorkbook: true,
  TableauWorksheet: true,
};

export function isNativeNodeType(nodeType: unknown): nodeType is NativeNodeType {
  return isKeyOf(nativeNodeTypes, nodeType);
}
