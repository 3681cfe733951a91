import { ConfigurationError } from '../errors.js';
import type { IntegrationNodeColor, IntegrationNodeTypeInfo } from '../generated/graphql.js';
import type { IconName } from '../generated/icon-name.js';
import type { NodeKind } from './node.js';
import { withoutUndefined } from './without-undefined.js';

/** The colours a node type can have. */
export type NodeColor = IntegrationNodeColor;

/** How the nodes of one type are shown. */
export interface NodeType {
  /** Decides the attributes that nodes of this type have. Absent only where files leave it to each node. */
  readonly kind?: NodeKind | undefined;
  /** Name of an icon of Blueprint's library; names that this version does not know are sent all the same. Default: Paradime's, `intersection`. */
  readonly icon?: IconName | (string & {}) | undefined;
  /** Default: Paradime's, ORANGE. */
  readonly color?: NodeColor | undefined;
}

/** Node types by name. */
export type NodeTypes = Readonly<Record<string, NodeType>>;

/**
 * How nodes without an `id` are told apart from one publication to the next:
 * - `name`: by name, as in the official client. Names must then differ across all types.
 * - `type-and-name`: by both, for estates in which names repeat across types.
 */
export type Identity = 'name' | 'type-and-name';

/** What an integration is registered with, as plain data. */
export interface Definition {
  /** Name that lineage and catalog show, and that references find the integration by. */
  readonly name: string;
  /** Address of the logo picture. */
  readonly logoUrl?: string | undefined;
  readonly nodeTypes: NodeTypes;
}

/** The definition as plain data, ready for JSON. */
export function plainDefinition({ name, logoUrl, nodeTypes }: Definition): Definition {
  return withoutUndefined({ name, logoUrl, nodeTypes });
}

/** All colours; an object, so that the compiler asks for a value that the schema gains. */
export const nodeColors: Readonly<Record<NodeColor, true>> = {
  CORAL: true,
  CYAN: true,
  GREEN: true,
  LEAF: true,
  MANDY: true,
  ORANGE: true,
  TEAL: true,
  VIOLET: true,
};

/** All kinds. */
export const nodeKinds: Readonly<Record<NodeKind, true>> = { chart: true, dashboard: true, datasource: true };

/** Throws a `ConfigurationError` when Paradime could not take the definition. */
export function checkDefinition(definition: Definition): void {
  const { name, nodeTypes } = definition ?? {};
  checkName(name);
  if (typeof nodeTypes !== 'object' || nodeTypes === null || Object.keys(nodeTypes).length === 0) {
    throw new ConfigurationError(
      `The integration ${JSON.stringify(name)} has no node types. Declare one for each sort of node.`,
    );
  }
  for (const [nodeType, look] of Object.entries(nodeTypes)) {
    const unknown = Object.keys(look ?? { undefined }).find((key) => !['kind', 'icon', 'color'].includes(key));
    if (unknown !== undefined) {
      throw new ConfigurationError(
        `The node type ${JSON.stringify(nodeType)} has "${unknown}". It may have kind, icon and color.`,
      );
    }
  }
  checkNodeTypes(toNodeTypeInfos(nodeTypes));
}

/** Throws a `ConfigurationError` for an integration without a name. */
export function checkName(name: unknown): void {
  if (typeof name !== 'string' || name.trim() === '') {
    throw new ConfigurationError('The integration has no name. Give one: lineage and catalog show it.');
  }
}

/** Throws a `ConfigurationError` for node types that Paradime could not take. */
export function checkNodeTypes(nodeTypes: readonly IntegrationNodeTypeInfo[]): void {
  for (const { nodeType, color } of nodeTypes) {
    if (typeof nodeType !== 'string' || nodeType.trim() === '') {
      throw new ConfigurationError('The integration has a node type with an empty name.');
    }
    if (color !== undefined && color !== null && !Object.hasOwn(nodeColors, color)) {
      throw notAmong(`color of the node type ${JSON.stringify(nodeType)}`, color, nodeColors);
    }
  }
}

export function notAmong(what: string, found: unknown, allowed: object): ConfigurationError {
  return new ConfigurationError(
    `The ${what} is ${JSON.stringify(found)}. It must be one of ${Object.keys(allowed).join(', ')}.`,
  );
}

/** A node type as it is registered. */
export interface IntegrationNodeType {
  readonly nodeType: string;
  /** Name of a Blueprint icon; null stands for `intersection`. */
  readonly iconName: string | null;
  /** Null stands for ORANGE. */
  readonly color: NodeColor | null;
}

/** The node types as the API takes them; what is absent is left to Paradime's defaults. */
export function toNodeTypeInfos(nodeTypes: NodeTypes): readonly IntegrationNodeType[] {
  return Object.entries(nodeTypes).map(([nodeType, { icon, color }]) => ({
    nodeType,
    iconName: icon ?? null,
    color: color ?? null,
  }));
}
