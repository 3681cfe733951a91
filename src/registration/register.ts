import { applyCheckOptions, type CheckOptions } from '../lineage/checks/check-options.js';
import { checkDefinition, type Definition, toNodeTypeInfos } from '../lineage/definition.js';
import { InvalidNodesError, type Issue } from '../lineage/issue.js';
import type { RequestOptions } from '../transport/transport.js';
import { compareDefinition, type UpsertOutcome } from './compare-definition.js';
import type { CreateInput, Integration, UpdateInput } from './integration.js';
import { similarIntegration } from './similar-integration.js';
import type { Turns } from './turns.js';

/**
 * Registers the integration as it is defined, matching it by name. Changes nothing if it is already up to date. Calls for
 * one name through one client take turns: two first ones at once would both find nothing and register it twice.
 */
export async function register(
  registry: Registry,
  turns: Turns,
  definition: Definition,
  options: RegisterOptions,
): Promise<Registration> {
  checkDefinition(definition);
  return turns.take(definition.name, options.signal, () => registerNow(registry, definition, options));
}

async function registerNow(
  registry: Registry,
  definition: Definition,
  { keepDropped, checks, signal }: RegisterOptions,
): Promise<Registration> {
  const { name, logoUrl } = definition;
  const wanted = toNodeTypeInfos(definition.nodeTypes);
  const earlier = await registry.list({ signal });
  const { outcome, registered, added, changed, removed } = compareDefinition(definition, earlier);
  if (registered === undefined) {
    const similar = checks ? similarIntegration(definition, earlier) : undefined;
    const issues = checks && similar ? applyCheckOptions([similar], checks) : [];
    const refused = issues.find(({ severity }) => severity === 'error');
    if (refused) {
      const message = `Nothing was registered: ${refused.message} Fix the name, or ignore \`${refused.code}\`.`;
      throw new InvalidNodesError(issues, { message });
    }
    const input: CreateInput = { name, logoUrl, nodeTypes: wanted };
    const { uid } = await registry.create(input, { earlier, signal });
    return { integration: { uid, name, isActive: true, nodeTypes: wanted }, outcome, dropped: [], issues };
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
    issues: [],
  };
}

/** The result of registering, with the node types that the definition no longer has, and warnings about its name. */
type Registration = UpsertResult & { readonly dropped: readonly string[]; readonly issues: readonly Issue[] };

/** The result of `upsert`. */
export interface UpsertResult {
  /** The integration as it is now registered. */
  readonly integration: Integration;
  /** The change that was made. */
  readonly outcome: UpsertOutcome;
}

/** The part of `CustomIntegrations` that registering needs. */
export interface Registry {
  list(options: RequestOptions): Promise<readonly Integration[]>;
  create(
    input: CreateInput,
    options: RequestOptions & { readonly earlier: readonly Integration[] },
  ): Promise<{ readonly uid: string }>;
  update(uid: string, changes: UpdateInput, options: RequestOptions): Promise<void>;
}

interface RegisterOptions extends RequestOptions {
  /** Whether to keep node types that the definition no longer has, because nodes that are shown may use them. */
  readonly keepDropped: boolean;
  /**
   * Which issues prevent a new integration from being registered, with an `InvalidNodesError`. `false` skips the checks.
   */
  readonly checks: CheckOptions | false;
}
