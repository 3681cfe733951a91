import { ConfigurationError } from './errors.js';
import type { IntegrationNodeTypeInfo } from './generated/graphql.js';
import type { CreateInput, Integration, UpdateInput } from './integration.js';
import { checkDefinition, type Definition, toNodeTypeInfos } from './lineage/definition.js';
import type { RequestOptions } from './transport/transport.js';

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
  const registered = pickByName(earlier, name);
  if (registered === undefined) {
    const input: CreateInput = { name, logoUrl, nodeTypes: wanted };
    const { uid } = await registry.create(input, { earlier, signal });
    return { integration: { uid, name, isActive: true, nodeTypes: wanted }, outcome: 'created', dropped: [] };
  }
  const dropped = registered.nodeTypes.filter(({ nodeType }) => !Object.hasOwn(definition.nodeTypes, nodeType));
  const nodeTypes = keepDropped ? [...wanted, ...dropped] : wanted;
  const changes: UpdateInput = {
    ...(!registered.isActive && { active: true }),
    ...(!looksTheSame(nodeTypes, registered.nodeTypes) && { nodeTypes }),
    ...(logoUrl !== undefined && { logoUrl }), // A logo cannot be compared.
  };
  const isChanged = Object.keys(changes).length > 0;
  if (isChanged) await registry.update(registered.uid, changes, { signal });
  const outcome = !registered.isActive ? 'reactivated' : isChanged || dropped.length > 0 ? 'updated' : 'unchanged';
  return {
    integration: { ...registered, isActive: true, nodeTypes },
    outcome,
    dropped: dropped.map(({ nodeType }) => nodeType),
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

/** Whether Paradime shows both in the same way: order does not matter, an absent icon is `intersection`, an absent colour ORANGE. */
function looksTheSame(some: readonly IntegrationNodeTypeInfo[], others: readonly IntegrationNodeTypeInfo[]): boolean {
  const looks = ({ nodeType, iconName, color }: IntegrationNodeTypeInfo): string =>
    JSON.stringify([nodeType, iconName || 'intersection', color ?? 'ORANGE']);
  return JSON.stringify(some.map(looks).sort()) === JSON.stringify(others.map(looks).sort());
}
