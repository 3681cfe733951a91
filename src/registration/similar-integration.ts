import { show } from '../errors.js';
import type { Definition } from '../lineage/definition.js';
import { type Issue, issueOf } from '../lineage/issue.js';
import { isSimilarName } from '../lineage/suggest.js';
import type { Integration } from './integration.js';
import { activeOrFirst } from './pick-by-name.js';

/**
 * The issue of a definition that would be registered as a new integration although one with almost the same name is
 * registered. Undefined if there is none, or if its own name is registered.
 */
export function similarIntegration({ name }: Definition, registered: readonly Integration[]): Issue | undefined {
  if (registered.some((integration) => integration.name === name)) return undefined;
  const similar = activeOrFirst(registered.filter((integration) => isSimilarName(integration.name, name)));
  if (similar === undefined) return undefined;
  const message = `the integration ${show(name)} is not registered yet, but ${show(similar.name)} is; did you mean ${show(similar.name)}?`;
  return issueOf('similar-integration', ['name'], message, { nodeType: 'integration', name });
}
