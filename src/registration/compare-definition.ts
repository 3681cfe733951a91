import { type Definition, defaultLook, type IntegrationNodeType, toNodeTypeInfos } from '../lineage/definition.js';
import type { Integration } from './integration.js';
import { pickByName } from './pick-by-name.js';

/**
 * Compares a definition with the registered integrations. Logos cannot be compared, so a given one counts as a change.
 */
export function compareDefinition(definition: Definition, integrations: readonly Integration[]): DefinitionDifference {
  const registered = pickByName(integrations, definition.name);
  const difference = compareNodeTypes(toNodeTypeInfos(definition.nodeTypes), registered?.nodeTypes ?? []);
  const count = Object.values(difference).reduce((sum, types) => sum + types.length, 0);
  const isChanged = count > 0 || definition.logoUrl !== undefined;
  const outcome = !registered ? 'created' : !registered.isActive ? 'reactivated' : isChanged ? 'updated' : 'unchanged';
  return { outcome, registered, ...difference };
}

/** The differences between a definition and the integration that is registered under its name. */
export interface DefinitionDifference extends NodeTypesDifference {
  readonly outcome: UpsertOutcome;
  /** The registered integration. Absent if there is none with this name. */
  readonly registered?: Integration | undefined;
}

/** The result of registering an integration. `reactivated` includes any other changes. */
export type UpsertOutcome = 'created' | 'updated' | 'reactivated' | 'unchanged';

/** Compares node types by name. Their order does not matter, and an absent icon or colour means the default. */
export function compareNodeTypes(
  wanted: readonly IntegrationNodeType[],
  known: readonly IntegrationNodeType[],
): NodeTypesDifference {
  const isIn = (types: readonly IntegrationNodeType[], { nodeType }: IntegrationNodeType): boolean =>
    types.some((other) => other.nodeType === nodeType);
  return {
    added: wanted.filter((type) => !isIn(known, type)),
    changed: wanted.flatMap((to) => {
      const from = known.find((other) => other.nodeType === to.nodeType && !looksTheSame(other, to));
      return from ? [{ from, to }] : [];
    }),
    removed: known.filter((type) => !isIn(wanted, type)),
  };
}

/** The differences between node types and the registered ones. */
export interface NodeTypesDifference {
  /** Node types that are not registered yet. */
  readonly added: readonly IntegrationNodeType[];
  /** Node types that are registered with a different icon or colour. */
  readonly changed: readonly { readonly from: IntegrationNodeType; readonly to: IntegrationNodeType }[];
  /** Registered node types that are no longer declared. */
  readonly removed: readonly IntegrationNodeType[];
}

/** Whether Paradime shows nodes of both types in the same way: an absent icon or colour means the default. */
function looksTheSame(one: IntegrationNodeType, other: IntegrationNodeType): boolean {
  const lookOf = ({ iconName, color }: IntegrationNodeType): string =>
    `${iconName || defaultLook.iconName} ${color ?? defaultLook.color}`;
  return lookOf(one) === lookOf(other);
}
