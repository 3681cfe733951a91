import { show } from '../errors.js';
import { isKeyOf } from '../is-record.js';
import { unknownNodeType } from './check-node.js';
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
import type { NodeByKind, NodeKind } from './node.js';
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
    node: (nodeType, nodeInput) => {
      const declared = declaredType(nodeType, nodeInput);
      return makeNode<Types[typeof nodeType]['kind']>(declared.kind, nodeInput, definition, nodeType);
    },
    ref: (nodeType, node) => {
      const target = typeof node === 'string' ? { name: node } : identityOf(node);
      declaredType(nodeType, target);
      return { kind: 'custom', integration: name, nodeType, ...target };
    },
  };
  function declaredType<Type extends keyof Types & string>(
    nodeType: Type,
    node: { readonly name?: string | undefined },
  ): Types[Type] {
    const declared = isKeyOf(nodeTypes, nodeType) ? nodeTypes[nodeType] : undefined;
    if (declared === undefined) throw new InvalidNodesError([unknownNodeType(nodeType, node, definition)]);
    return declared;
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
   * trace points at the line that made it.
   */
  node<Type extends keyof Types & string>(
    nodeType: Type,
    input: NodeByKind[Types[Type]['kind']]['input'],
  ): NodeByKind[Types[Type]['kind']]['node'];

  /**
   * Makes a reference to a node of this integration by name or id, for use where the node itself is not at hand. Throws
   * an `InvalidNodesError` for an undeclared node type.
   */
  ref(nodeType: keyof Types & string, node: string | NodeIdentity): CustomReference;
}

const identities: Readonly<Record<Identity, true>> = { name: true, 'type-and-name': true };
