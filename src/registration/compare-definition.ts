import { type Definition, type IntegrationNodeType, toNodeTypeInfos } from '../lineage/definition.js';
import type { Integration } from './integration.js';
import { pickByName } from './pick-by-name.js';

/** Compares a definition with the integrations that are registered. A logo cannot be compared: one that is given counts as a change. */
export function compareDefinition(definition: Definition, integrations: readonly Integration[]): DefinitionDifference {
  const registered = pickByName(integrations, definition.name);
  const difference = compareNodeTypes(toNodeTypeInfos(definition.nodeTypes), registered?.nodeTypes ?? []);
  const count = Object.values(difference).reduce((sum, types) => sum + types.length, 0);
  const isChanged = count > 0 || definition.logoUrl !== undefined;
  const outcome = !registered ? 'created' : !registered.isActive ? 'reactivated' : isChanged ? 'updated' : 'unchanged';
  return { outcome, registered, ...difference };
}

/** What tells a definition from the integration that is registered under its name. */
export interface DefinitionDifference extends NodeTypesDifference {
  readonly outcome: UpsertOutcome;
  /** Absent when there is none of that name. */
  readonly registered?: Integration | undefined;
}

/** What registering an integration did. */
export type UpsertOutcome = 'created' | 'updated' | 'reactivated' | 'unchanged';

/** Order does not matter, an absent icon is `intersection`, an absent colour ORANGE. */
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

/** How node types differ from those that are registered. */
export interface NodeTypesDifference {
  /** Node types that are not registered. */
  readonly added: readonly IntegrationNodeType[];
  /** Node types that look different from how they are registered. */
  readonly changed: readonly { readonly from: IntegrationNodeType; readonly to: IntegrationNodeType }[];
  /** Registered node types that are no longer wanted. */
  readonly removed: readonly IntegrationNodeType[];
}

/** Whether Paradime shows nodes of both types in the same way. */
function looksTheSame(one: IntegrationNodeType, other: IntegrationNodeType): boolean {
  const lookOf = ({ iconName, color }: IntegrationNodeType): string =>
    `${iconName || 'intersection'} ${color ?? 'ORANGE'}`;
  return lookOf(one) === lookOf(other);
}
