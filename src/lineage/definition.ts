import { ConfigurationError, show } from '../errors.js';
import type { IntegrationNodeColor, IntegrationNodeTypeInfo } from '../generated/graphql.js';
import type { IconName } from '../generated/icon-name.js';
import { isKeyOf, isRecord } from '../is-record.js';
import { checkOptions } from '../options.js';
import type { NodeKind } from './node.js';
import { withoutUndefined } from './without-undefined.js';

/** The name, logo and node types of an integration. */
export interface Definition {
  /** Name that lineage and catalog show, and by which references find the integration. */
  readonly name: string;
  /** Address of the logo picture. */
  readonly logoUrl?: string | undefined;
  /** The node types by name. At least one is required. */
  readonly nodeTypes: NodeTypes;
}

/** Node types by name. */
export type NodeTypes = Readonly<Record<string, NodeType>>;

/** How the nodes of one type are shown. */
export interface NodeType {
  /** Determines which attributes nodes of this type have. Absent only if files declare it on each node instead. */
  readonly kind?: NodeKind | undefined;
  /**
   * Name of an icon from Blueprint's library. Names that this version does not know are sent unchanged. Default:
   * `intersection`, set by Paradime.
   */
  readonly icon?: IconName | (string & {}) | undefined;
  /** Colour of the nodes. Default: ORANGE, set by Paradime. */
  readonly color?: NodeColor | undefined;
}

/** All colours, as an object so that the compiler asks for a value that the schema gains. */
export const nodeColors = {
  CORAL: true,
  CYAN: true,
  GREEN: true,
  LEAF: true,
  MANDY: true,
  ORANGE: true,
  TEAL: true,
  VIOLET: true,
} as const satisfies Readonly<Record<IntegrationNodeColor, true>>;

/** A colour of a node type. */
export type NodeColor = keyof typeof nodeColors;

/**
 * How nodes without an `id` are identified from one publication to the next:
 * - `name`: by name alone, as in the official client. Names must then be unique across all types.
 * - `type-and-name`: by both, for estates in which nodes of different types share names.
 */
export type Identity = 'name' | 'type-and-name';

/** Copies a definition as plain data, ready for JSON. */
export function plainDefinition({ name, logoUrl, nodeTypes }: Definition): Definition {
  return withoutUndefined({ name, logoUrl, nodeTypes });
}

/** All kinds, as an object so that the compiler asks for a new one. */
export const nodeKinds: Readonly<Record<NodeKind, true>> = { chart: true, dashboard: true, datasource: true };

/** Throws a `ConfigurationError` for a definition that cannot be registered. */
export function checkDefinition(definition: Definition): void {
  const { name, logoUrl, nodeTypes } = definition ?? {};
  checkName(name);
  checkLogoUrl(logoUrl);
  if (!isRecord(nodeTypes) || Object.keys(nodeTypes).length === 0) {
    throw new ConfigurationError(`The integration ${show(name)} has no node types. Declare at least one.`);
  }
  for (const [nodeType, look] of Object.entries(nodeTypes)) {
    checkOptions(`The node type ${show(nodeType)}`, look, { kind: 'any', icon: 'any', color: 'any' });
  }
  checkNodeTypes(toNodeTypeInfos(nodeTypes));
}

/** Throws a `ConfigurationError` for an integration without a name. */
export function checkName(name: unknown): void {
  if (typeof name !== 'string' || name.trim() === '') {
    throw new ConfigurationError('The integration has no name. Give one.');
  }
}

/** Throws a `ConfigurationError` for an address of a logo that is not a string. */
export function checkLogoUrl(logoUrl: unknown): void {
  if (typeof (logoUrl ?? '') !== 'string') {
    throw new ConfigurationError(`The \`logoUrl\` must be a string (got ${show(logoUrl)}).`);
  }
}

/** Throws a `ConfigurationError` for node types that cannot be registered. */
export function checkNodeTypes(nodeTypes: readonly IntegrationNodeTypeInfo[]): void {
  for (const { nodeType, iconName, color } of nodeTypes) {
    if (typeof nodeType !== 'string' || nodeType.trim() === '') {
      throw new ConfigurationError('The integration has a node type with an empty name.');
    }
    if (typeof (iconName ?? '') !== 'string') {
      throw new ConfigurationError(
        `The icon of the node type ${show(nodeType)} must be a string (got ${show(iconName)}).`,
      );
    }
    if (color !== undefined && color !== null) {
      requireOneOf(`color of the node type ${show(nodeType)}`, color, nodeColors);
    }
  }
}

/** Throws a `ConfigurationError` for a value that is not one of the keys of `allowed`. */
export function requireOneOf(what: string, found: unknown, allowed: object): void {
  if (isKeyOf(allowed, found)) return;
  throw new ConfigurationError(`The ${what} must be one of ${Object.keys(allowed).join(', ')} (got ${show(found)}).`);
}

/** The icon and colour with which Paradime shows nodes whose type has none. */
export const defaultLook = { iconName: 'intersection', color: 'ORANGE' } as const satisfies {
  readonly iconName: IconName;
  readonly color: NodeColor;
};

/** A node type as it is registered. */
export interface IntegrationNodeType {
  readonly nodeType: string;
  /** Name of an icon from Blueprint's library. Null means `intersection`. */
  readonly iconName: string | null;
  /** Null means ORANGE. */
  readonly color: NodeColor | null;
}

/** Converts node types to the API's form. Absent icons and colours become null, which leaves them to Paradime. */
export function toNodeTypeInfos(nodeTypes: NodeTypes): readonly IntegrationNodeType[] {
  return Object.entries(nodeTypes).map(([nodeType, { icon, color }]) => ({
    nodeType,
    iconName: icon ?? null,
    color: color ?? null,
  }));
}
