import { show } from '../errors.js';
import { isKeyOf } from '../is-record.js';
import { unknownNodeType } from './checks/check-node.js';
import { type CollectedNodes, collectNodes, type NodeOfRow, type NodesOfRow } from './collect.js';
import {
  checkDefinition,
  type Definition,
  type Identity,
  type NodeType,
  nodeKinds,
  requireOneOf,
} from './definition.js';
import { InvalidNodesError } from './issue.js';
import { makeNode } from './make-node.js';
import type { AnyInput, Node, NodeByKind, NodeInput, NodeKind } from './node.js';
import { type CustomReference, identityOf, type NodeIdentity } from './reference.js';

/**
 * Defines an integration by its name, logo and node types. Sends nothing: `paradime.publish` does.
 *
 * Throws a `ConfigurationError` for an empty name, for missing node types, and for an unknown kind, colour or
 * `identity`.
 */
export function defineIntegration<const Types extends DeclaredNodeTypes>(
  input: DefinitionInput<Types>,
): IntegrationDefinition<Types> {
  checkDefinition(input);
  const { name, logoUrl, nodeTypes, identity = 'name' } = input;
  const definition: IntegrationDefinition<Types> = {
    name,
    ...(logoUrl !== undefined && { logoUrl }),
    nodeTypes,
    identity,
    node,
    ref: (nodeType, target) => {
      const byName = typeof target === 'string' ? { name: target } : identityOf(target, nodeType);
      kindOf(nodeType, byName);
      return { kind: 'custom', integration: name, nodeType, ...byName };
    },
    collect: collectNodes,
  };

  function node<Type extends keyof Types & string>(
    nodeType: Type,
    nodeInput: InputOfType<Types, Type>,
  ): NodeByKind[Types[Type]['kind']]['node'];
  function node(nodeType: string, nodeInput: AnyInput): Node {
    return makeNode(kindOf(nodeType, nodeInput), nodeInput, definition, nodeType);
  }

  function kindOf(nodeType: string, about: { readonly name?: string | undefined }): NodeKind {
    const declared = isKeyOf(nodeTypes, nodeType) ? nodeTypes[nodeType] : undefined;
    if (declared === undefined) throw new InvalidNodesError([unknownNodeType(nodeType, about, definition)]);
    return declared.kind;
  }

  requireOneOf('identity', identity, identities);
  for (const [nodeType, { kind }] of Object.entries(nodeTypes)) {
    requireOneOf(`kind of the node type ${show(nodeType)}`, kind, nodeKinds);
  }
  return definition;
}

/** The argument of `defineIntegration`. */
export interface DefinitionInput<Types extends DeclaredNodeTypes> extends Definition {
  /** The node types by name. At least one is required. */
  readonly nodeTypes: Types;
  /** How nodes without an `id` are identified. Default: `name`. */
  readonly identity?: Identity | undefined;
}

/** Node types by name, as `defineIntegration` takes them. Each declares its kind. */
export type DeclaredNodeTypes = Readonly<Record<string, NodeType & { readonly kind: NodeKind }>>;

/** The definition of an integration, with functions to make its nodes and references to them. */
export interface IntegrationDefinition<Types extends DeclaredNodeTypes = DeclaredNodeTypes> extends Definition {
  readonly nodeTypes: Types;
  readonly identity: Identity;

  /**
   * Makes a node as plain data. Throws an `InvalidNodesError` right away if the node is invalid, so that the stack
   * trace points at the line that made it. A type that is a union of node types takes the attributes that all of them
   * have.
   */
  node<Type extends keyof Types & string>(
    nodeType: Type,
    input: InputOfType<Types, Type>,
  ): NodeByKind[Types[Type]['kind']]['node'];

  /**
   * Makes a reference to a node of this integration by name or id, for use where the node itself is not at hand. Throws
   * an `InvalidNodesError` for an undeclared node type, and for a number as id that is not a safe integer.
   */
  ref(nodeType: keyof Types & string, node: string | NodeIdentity): CustomReference;

  /**
   * Makes nodes from rows without stopping at the first invalid one. Calls `toNode` with each row and its index. It
   * returns a node, a list of nodes, or null or undefined to skip the row.
   *
   * An `InvalidNodesError` that `toNode` throws is not passed on: its issues are returned, with the index of the row as
   * `node.row`, and the row makes no node. Pass them to `new InvalidNodesError(issues)` to stop, or publish the other
   * nodes. Any other error is thrown unchanged.
   */
  collect<Row, Made extends NodesOfRow>(
    rows: Iterable<Row>,
    toNode: (row: Row, index: number) => Made,
  ): CollectedNodes<NodeOfRow<Made>>;
}

/**
 * The input of `definition.node` for a node type of an integration. For a union of node types it has the attributes that
 * all of their kinds have. Where the kind is known only when the program runs, the compiler accepts the attributes of
 * any kind.
 */
export type InputOfType<Types extends DeclaredNodeTypes, Type extends keyof Types & string> = [Type] extends [
  Intersection<Type>,
]
  ? NodeByKind[Types[Type]['kind']]['input']
  : NodeInput<Types[Type]['kind']>;

/** The intersection of the members of a union: the union itself if it has one member. */
type Intersection<Union> = (Union extends unknown ? (member: Union) => void : never) extends (member: infer One) => void
  ? One
  : never;

const identities: Readonly<Record<Identity, true>> = { name: true, 'type-and-name': true };
