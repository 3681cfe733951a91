import { checkDefinition, type Definition, toNodeTypeInfos } from '../lineage/definition.js';
import type { RequestOptions } from '../transport/transport.js';
import { compareDefinition, type UpsertOutcome } from './compare-definition.js';
import type { CreateInput, Integration, UpdateInput } from './integration.js';

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
