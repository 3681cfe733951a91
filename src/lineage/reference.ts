import type { NativeNodeType } from '../generated/graphql.js';
import { isKeyOf } from '../is-record.js';
import { InvalidNodesError, issueNode, issueOf } from './issue.js';
import type { IntegrationUid, ModelName, NodeTypeOfIntegration, SourceName, TableName } from './register.js';
import { withoutNullish } from './without-undefined.js';

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
  readonly integration: string | IntegrationUid;
  readonly nodeType: string;
  readonly name?: string | undefined;
  /** Stable id of the node. */
  readonly id?: string | undefined;
}

/**
 * Identifies a node among those of its type, by name, id or both. A number as id counts as its decimal digits, and null
 * counts as absent.
 */
export type NodeIdentity = ByName | ById;

interface ByName {
  readonly name: string;
  readonly id?: string | number | null | undefined;
}

interface ById {
  readonly name?: null | undefined;
  readonly id: string | number;
}

/** A table as `dbt` takes it. Null counts as absent. */
export interface TableInput {
  readonly table: string;
  readonly schema?: string | null | undefined;
  readonly database?: string | null | undefined;
}

/** A model, seed or snapshot as `dbt` takes it. */
export interface ModelInput {
  /** Name of the model, such as `orders` or `orders.v2`. */
  readonly model: ModelName;
}

/** A table of a source as `dbt` takes it. */
export interface SourceInput {
  /** Name of the source and of its table, such as `shop.customers`. */
  readonly source: SourceName;
}

/** A node as `custom` takes it: its integration, its node type, and its name, id or both. */
export type CustomNodeInput = (NodeTypeOfIntegration & ByName) | (NodeTypeOfIntegration & ById);

/**
 * Makes a reference to a table of the warehouse: by its name, by as much of its full name as is known, or by the name of a
 * model (`{ model: 'orders' }`) or of a source and its table (`{ source: 'shop.customers' }`). The last two need a dbt
 * project when they are published.
 *
 * With the file that `paradime-integrations types` writes, the compiler accepts only the names that the dbt project has. For
 * a name that is not known before the program runs, use `{ table }`, which takes any string.
 */
export function dbt(table: TableName | TableInput | ModelInput | SourceInput): DbtReference {
  return typeof table === 'string' ? { kind: 'dbt', table } : withoutNullish({ kind: 'dbt', ...table } as const);
}

/** The name in a reference of dbt, whichever it gives: of a table, a model or a table of a source. */
export function dbtName(reference: DbtReference): string {
  if (reference.table !== undefined) return reference.table;
  return reference.model !== undefined ? reference.model : reference.source;
}

/**
 * Makes a reference to a node of one of Paradime's own integrations, by its name, its id in that tool, or both. Throws
 * an `InvalidNodesError` for a number as id that is not a safe integer.
 */
export function native(nodeType: keyof typeof nativeNodeTypes, node: NodeIdentity): NativeReference {
  return { kind: 'native', nodeType, ...identityOf(node, nodeType) };
}

/**
 * Makes a reference to a node of a custom integration, which is given by its name or uid. Throws an `InvalidNodesError`
 * for a number as id that is not a safe integer.
 *
 * With the file that `paradime-integrations types --integrations` writes, the compiler accepts only names of integrations
 * and node types that are registered.
 */
export function custom(node: CustomNodeInput): CustomReference {
  const { name, id, ...rest } = node ?? {};
  return { kind: 'custom', ...rest, ...identityOf(node, rest.nodeType) };
}

/**
 * Copies what identifies a node of this type, because a whole row of a database may be given for it. Throws an
 * `InvalidNodesError` for a number as id that is not a safe integer.
 */
export function identityOf(node: NodeIdentity, nodeType: string): Pick<CustomReference, 'name' | 'id'> {
  const { name, id } = node ?? {};
  return withoutNullish({
    name,
    id: idString(id, (message) => {
      throw new InvalidNodesError([issueOf('invalid-attribute', ['id'], message, issueNode({ nodeType, name }))]);
    }),
  });
}

/**
 * Converts a number as id to its decimal digits. Passes a message to `onProblem` if that is impossible, because another
 * program would write the number differently. Ids that are not numbers are returned unchanged.
 */
export function idString(
  id: string | number | null | undefined,
  onProblem: (message: string) => void,
): string | null | undefined {
  if (typeof id !== 'number') return id;
  if (Number.isSafeInteger(id)) return String(id);
  onProblem(
    Number.isInteger(id)
      ? `is a number too large to be exact (got ${id}); pass it as a string`
      : `must be a string or a whole number (got ${id})`,
  );
  return undefined;
}

/** All native node types, as an object so that the compiler asks for a value that the schema gains. */
export const nativeNodeTypes = {
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
} as const satisfies Readonly<Record<NativeNodeType, true>>;

export function isNativeNodeType(nodeType: unknown): nodeType is NativeNodeType {
  return isKeyOf(nativeNodeTypes, nodeType);
}
