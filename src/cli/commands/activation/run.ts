import { didYouMean } from '../../../lineage/suggest.js';
import type { Integration } from '../../../registration/integration.js';
import type { ClientOptions } from '../../options/client-options.js';
import { createClient } from '../../options/create-client.js';
import { InputError } from '../../terminal/failure.js';
import { printable, type Terminal } from '../../terminal/terminal.js';
import { withInterrupt } from '../../terminal/with-interrupt.js';
import { plural } from '../../terminal/words.js';

export async function activate(terminal: Terminal, which: string, options: ClientOptions): Promise<void> {
  await setActive(which, true, options, terminal);
}

export async function deactivate(terminal: Terminal, which: string, options: ClientOptions): Promise<void> {
  await setActive(which, false, options, terminal);
}

async function setActive(which: string, active: boolean, options: ClientOptions, terminal: Terminal): Promise<void> {
  const { customIntegrations } = await createClient(options, terminal);
  await withInterrupt(async (signal) => {
    const integration = find(await customIntegrations.list({ signal }), which, active);
    const { uid, isActive } = integration;
    const named = `${printable(integration.name)} (${printable(uid)})`;
    const state = active ? 'active' : 'inactive';
    if (isActive === active) return terminal.out.line(`${named} is already ${state}.`);
    await customIntegrations.update(uid, { active }, { signal });
    terminal.out.line(`${named} is now ${state}.${active ? '' : `\n${describeHidden(integration)}`}`);
  });
}

/** Describes what deactivating hides. The API does not return nodes, so only their types are known. */
function describeHidden({ uid, nodeTypes }: Integration): string {
  const names = nodeTypes.slice(0, mostNames).map(({ nodeType }) => printable(nodeType));
  const others = nodeTypes.length - names.length;
  const list = `${names.join(', ')}${others > 0 ? ` and ${others} more` : ''}`;
  const hidden =
    nodeTypes.length === 0
      ? 'It has no node types.'
      : `This hides the nodes of its ${plural(nodeTypes.length, 'node type')} from lineage and catalog: ${list}.`;
  return `${hidden}\nTo activate it again: npx paradime-integrations activate ${printable(uid)}`;
}

const mostNames = 10;

/**
 * Finds an integration by uid, else by name. Of several with that name, prefers the one that has to change, unless one is
 * already active and should be. Throws if none is found, or if several would have to change.
 */
function find(integrations: readonly Integration[], which: string, active: boolean): Integration {
  const byUid = integrations.find(({ uid }) => uid === which);
  if (byUid) return byUid;
  const named = integrations.filter(({ name }) => name === which);
  const isDone = named.find(({ isActive }) => isActive === active);
  const others = named.filter(({ isActive }) => isActive !== active);
  const [only] = others;
  if (active && isDone) return isDone;
  if (others.length > 1) {
    const uids = others.map(({ uid }) => printable(uid)).join(' and ');
    throw new InputError(
      `${others.length} integrations are called ${JSON.stringify(which)}: ${uids}. Give the uid of one of them.`,
    );
  }
  const found = only ?? isDone;
  if (found) return found;
  const names = integrations.map(({ name }) => name);
  throw new InputError(`No integration has the name or uid ${JSON.stringify(which)}${didYouMean(which, names) || '.'}`);
}
