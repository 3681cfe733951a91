import { ConfigurationError } from '../errors.js';
import type { Integration } from './integration.js';

/**
 * Finds the integration with this name: the active one, or else an inactive one. Throws a `ConfigurationError` if two
 * are active.
 */
export function pickByName(integrations: readonly Integration[], name: string): Integration | undefined {
  const namesakes = integrations.filter((integration) => integration.name === name);
  const active = namesakes.filter(({ isActive }) => isActive);
  if (active.length > 1) {
    // A log takes what begins a line for a command, so a server must not be able to begin one.
    const uids = active.map(({ uid }) => uid.replaceAll(/\s+/g, ' '));
    throw new ConfigurationError(
      `${active.length} active integrations are called ${JSON.stringify(name)}: ${uids.join(' and ')}. Deactivate all but one: customIntegrations.update(${JSON.stringify(uids.at(-1))}, { active: false }).`,
    );
  }
  return activeOrFirst(namesakes);
}

/** Chooses among integrations that share a name: the active one, or else the first. Undefined for an empty list. */
export function activeOrFirst<Candidate extends { readonly isActive: boolean }>(
  namesakes: readonly Candidate[],
): Candidate | undefined {
  return namesakes.find(({ isActive }) => isActive) ?? namesakes[0];
}
