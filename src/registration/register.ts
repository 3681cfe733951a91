import { ConfigurationError } from '../errors.js';
import { checkDefinition, type Definition, type IntegrationNodeType, toNodeTypeInfos } from '../lineage/definition.js';
import type { RequestOptions } from '../transport/transport.js';
import type { CreateInput, Integration, UpdateInput } from './integration.js';

/** What registering an integration did. */
export type UpsertOutcome = 'created' | 'updated' | 'reactivated' | 'unchanged';

export interface UpsertResult {
  /** The integration as it now is. */
  readonly integration: Integration;
  readonly outcome: UpsertOutcome;
}

/** What registering needs of the API; `CustomIntegrations` has it. */
export interface Registry {
  list(options: RequestOptions): Promise<readonly Integration[]>;
  create(
    input: CreateInput,
    options: RequestOptions & { readonly earlier: readonly Integration[] },
  ): Promise<{ readonly uid: string }>;
  update(uid: string, changes: UpdateInput, options: RequestOptions): Promise<void>;
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

/** What tells a definition from the integration that is registered under its name. */
export interface DefinitionDifference extends NodeTypesDifference {
  readonly outcome: UpsertOutcome;
  /** Absent when there is none of that name. */
  readonly registered?: Integration | undefined;
}

/** Compares a definition with the integrations that are registered. A logo cannot be compared: one that is given counts as a change. */
export function compareDefinition(definition: Definition, integrations: readonly Integration[]): DefinitionDifference {
  const registered = pickByName(integrations, definition.name);
  const difference = compareNodeTypes(toNodeTypeInfos(definition.nodeTypes), registered?.nodeTypes ?? []);
  const count = Object.values(difference).reduce((sum, types) => sum + types.length, 0);
  const isChanged = count > 0 || definition.logoUrl !== undefined;
  const outcome = !registered ? 'created' : !registered.isActive ? 'reactivated' : isChanged ? 'updated' : 'unchanged';
  return { outcome, registered, ...difference };
}

interface RegisterOptions extends RequestOptions {
  /** Leaves the node types that the definition no longer has: nodes that are shown may use them. */
  readonly keepDropped: boolean;
}

/** Makes Paradime know the integration as it is defined, by name; sends nothing when all agrees. */
export async function register(
  registry: Registry,
  definition: Definition,
  { keepDropped, signal }: RegisterOptions,
): Promise<UpsertResult & { readonly dropped: readonly string[] }> {
  checkDefinition(definition);
  const { name, logoUrl } = definition;
  const wanted = toNodeTypeInfos(definition.nodeTypes);
  const earlier = await registry.list({ signal });
  const { outcome, registered, added, changed, removed } = compareDefinition(definition, earlier);
  if (registered === undefined) {
    const input: CreateInput = { name, logoUrl, nodeTypes: wanted };
    const { uid } = await registry.create(input, { earlier, signal });
    return { integration: { uid, name, isActive: true, nodeTypes: wanted }, outcome, dropped: [] };
  }
  const nodeTypes = keepDropped ? [...wanted, ...removed] : wanted;
  const isAnyDifferent = added.length + changed.length + (keepDropped ? 0 : removed.length) > 0;
  const changes: UpdateInput = {
    ...(!registered.isActive && { active: true }),
    ...(isAnyDifferent && { nodeTypes }),
    ...(logoUrl !== undefined && { logoUrl }),
  };
  if (Object.keys(changes).length > 0) await registry.update(registered.uid, changes, { signal });
  return {
    integration: { ...registered, isActive: true, nodeTypes },
    outcome,
    dropped: removed.map(({ nodeType }) => nodeType),
  };
}

/** The integration of that name: the active one, else an inactive one. Throws a `ConfigurationError` when two are active. */
export function pickByName(integrations: readonly Integration[], name: string): Integration | undefined {
  const namesakes = integrations.filter((integration) => integration.name === name);
  const active = namesakes.filter(({ isActive }) => isActive);
  if (active.length > 1) {
    const uids = active.map(({ uid }) => uid);
    throw new ConfigurationError(
      `${active.length} active integrations are called ${JSON.stringify(name)}: ${uids.join(' and ')}. Deactivate all but one: customIntegrations.update(${JSON.stringify(uids.at(-1))}, { active: false }).`,
    );
  }
  return active[0] ?? namesakes[0];
}

/** Whether Paradime shows nodes of both types in the same way. */
function looksTheSame(one: IntegrationNodeType, other: IntegrationNodeType): boolean {
  const lookOf = ({ iconName, color }: IntegrationNodeType): string =>
    `${iconName || 'intersection'} ${color ?? 'ORANGE'}`;
  return lookOf(one) === lookOf(other);
}
