import type { AnyInput, NodeKind } from '../../lineage/node.js';
import type { DbtReference, NativeReference } from '../../lineage/reference.js';

/** A node as an importer reads it, before it is known which nodes are kept. */
export interface Draft extends DraftAttributes {
  readonly id: string;
  readonly kind: NodeKind;
  /** Node type, such as the tool's name for this sort of node. */
  readonly type: string;
  readonly name: string;
  /**
   * The groups that the node is in, each with all names by which patterns may match it. A node in several groups is kept if
   * one of them is kept.
   */
  readonly groups: readonly (readonly string[])[];
  readonly upstream: readonly Link[];
  readonly downstream?: readonly Link[] | undefined;
  /** Whether the source says that the node reads nothing, as `select 1` does. Default: false. */
  readonly readsNothing?: boolean | undefined;
  /** The reason why the node has no upstream. */
  readonly why?: string | undefined;
}

/** The attributes that an importer may set. Those that nodes of the kind do not have are left out. */
type DraftAttributes = Pick<
  AnyInput,
  'description' | 'url' | 'owner' | 'tags' | 'createdAt' | 'lastModifiedAt' | 'fields' | 'database' | 'schema' | 'table'
>;

/** One end of an edge: a table, a node of one of Paradime's own integrations, or a node of the same tool. */
export type Link = DbtReference | NativeReference | NodeLink;

/** A link to a node of the same tool by its id. */
export interface NodeLink {
  readonly kind: 'node';
  readonly id: string;
  /** Kind and node type of the node, used if it is not part of the input. */
  readonly of: NodeKind;
  readonly type: string;
}
