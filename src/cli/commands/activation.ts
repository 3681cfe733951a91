import type { Command } from 'commander';
import { didYouMean } from '../../lineage/suggest.js';
import type { Integration } from '../../registration/integration.js';
import { addClientOptions, type ClientOptions, createClient } from '../options/client.js';
import { InputError } from '../terminal/failure.js';
import { withInterrupt } from '../terminal/interrupt.js';
import { printable, type Terminal } from '../terminal/terminal.js';

export function addActivation(program: Command, terminal: Terminal): void {
  addOne(program, terminal, true, 'activate', 'show an integration in lineage and catalog');
  addOne(program, terminal, false, 'deactivate', 'hide an integration from lineage and catalog');
}

function addOne(program: Command, terminal: Terminal, active: boolean, name: string, summary: string): void {
  const command = program
    .command(name)
    .summary(summary)
    .description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}. Changes nothing when it is so already.`)
    .argument('<name|uid>', 'the integration, by its name or uid')
    .action((which: string, options: ClientOptions) => setActive(which, active, options, terminal));
  addClientOptions(command).addHelpText('after', `\nExample:\n  $ paradime-integrations ${name} Metabase`);
}

async function setActive(which: string, active: boolean, options: ClientOptions, terminal: Terminal): Promise<void> {
  const { customIntegrations } = await createClient(options, terminal);
  await withInterrupt(async (signal) => {
    const { uid, name, isActive } = find(await customIntegrations.list({ signal }), which, active);
    const state = active ? 'active' : 'inactive';
    if (isActive !== active) await customIntegrations.update(uid, { active }, { signal });
    terminal.out.line(`${printable(name)} (${uid}) is ${isActive === active ? 'already' : 'now'} ${state}.`);
  });
}

/** By uid, else by name: the one to change, else one that need not be. Throws when several could be meant, and for none. */
function find(integrations: readonly Integration[], which: string, active: boolean): Integration {
  const byUid = integrations.find(({ uid }) => uid === which);
  if (byUid) return byUid;
  const named = integrations.filter(({ name }) => name === which);
  const isDone = named.find(({ isActive }) => isActive === active);
  const others = named.filter(({ isActive }) => isActive !== active);
  const [only] = others;
  if (active && isDone) return isDone;
  if (others.length > 1) {
    const uids = others.map(({ uid }) => uid).join(' and ');
    throw new InputError(
      `${others.length} integrations are called ${JSON.stringify(which)}: ${uids}. Give the uid of one.`,
    );
  }
  const found = only ?? isDone;
  if (found) return found;
  const names = integrations.map(({ name }) => name);
  throw new InputError(`No integration has the name or uid ${JSON.stringify(which)}${didYouMean(which, names) || '.'}`);
}
