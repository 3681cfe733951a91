import { InvalidArgumentError } from 'commander';
import type { FileIntegration } from '../../../files/read-integration.js';
import type { PlannedNode } from '../../../plan/manifest.js';
import { Planner, type PublicationPlan } from '../../../plan/plan-publication.js';
import type { Integration } from '../../../registration/integration.js';
import { pickByName } from '../../../registration/pick-by-name.js';
import { InputError } from '../../terminal/failure.js';
import { type Output, printable } from '../../terminal/terminal.js';
import { plural } from '../../terminal/words.js';
import { readState, type State } from './state.js';

const shownNodes = 20;
/** So many nodes of each sort are in the report as JSON. */
const listedNodes = 1_000;

/** Plans the publication of an integration, against the state of the last one. */
async function makePlan({ definition, nodes }: FileIntegration, state: State | undefined): Promise<PublicationPlan> {
  const planner = new Planner(definition, state, listedNodes);
  for await (const node of typeof nodes === 'function' ? nodes() : nodes) planner.add(node);
  return planner.finish();
}

/** How many nodes may be removed at once: a number, or a share of those of the last publication. */
interface RemovalLimit {
  readonly text: string;
  readonly most: (previous: number) => number;
}

export function removalLimit(text: string): RemovalLimit {
  const [, number, percent] = /^(\d+(?:\.\d+)?)(%?)$/.exec(text) ?? [];
  if (number === undefined || (percent === '' && !Number.isInteger(Number(number)))) {
    throw new InvalidArgumentError('Give a number of nodes, or a share such as 20%.');
  }
  return { text, most: (previous) => (percent ? (previous * Number(number)) / 100 : Number(number)) };
}

const defaultLimit = removalLimit('20%');

/** Why a plan removes more than is allowed; undefined when it does not. */
function excessOf(
  { counts: { removed }, previous }: PublicationPlan,
  { text, most }: RemovalLimit,
): string | undefined {
  if (removed <= most(previous)) return undefined;
  const share = `${((removed / previous) * 100).toFixed(1)} %`;
  return `${removed.toLocaleString('en')} of the ${plural(previous, 'node')} of the last publication would be removed (${share}), more than --max-removed ${text} allows. If that is right, give --force.`;
}

/** A state file, and what publishing would change against it. */
export interface Stateful {
  readonly file: string;
  readonly plan: PublicationPlan;
  /** Why the publication is refused; absent when it is not. */
  readonly excess: string | undefined;
}

export interface StateOptions {
  readonly state?: string;
  /** Default: a fifth of the last publication. */
  readonly maxRemoved?: RemovalLimit;
  readonly force?: boolean;
}

/** Reads the state file, if there is to be one, and plans the publication against it. `list` tells what is registered. */
export async function openState(
  integration: FileIntegration,
  { state: file, maxRemoved = defaultLimit, force }: StateOptions,
  list: () => Promise<readonly Integration[]>,
): Promise<Stateful | undefined> {
  if (file === undefined) return undefined;
  const state = await readState(file);
  if (state) {
    const { name } = integration.definition;
    checkName(state, file, name);
    checkUid(state, file, pickByName(await list(), name)?.uid);
  }
  const plan = await makePlan(integration, state);
  return { file, plan, excess: force ? undefined : excessOf(plan, maxRemoved) };
}

function checkName({ integration }: State, file: string, name: string): void {
  if (integration.name === name) return;
  throw new InputError(
    `The state file ${file} is of the integration ${JSON.stringify(integration.name)}, not of ${JSON.stringify(name)}. Keep one for each. Nothing was sent.`,
  );
}

function checkUid({ integration }: State, file: string, registeredUid: string | undefined): void {
  if (integration.uid === registeredUid) return;
  const found = registeredUid === undefined ? 'it is not registered' : `it has the uid ${registeredUid}`;
  throw new InputError(
    `The state file ${file} is of an integration with the uid ${integration.uid}, but here ${found}: it was published to another workspace. Keep a state file for each. Nothing was changed.`,
  );
}

/** Tells a plan, with the first nodes of each sort. */
export function printPlan(
  { added, changed, removed, counts, previous }: PublicationPlan,
  file: string,
  { line, paint }: Output,
): void {
  line(
    previous === 0
      ? `${file} has no publication yet: all nodes are new.`
      : `Against the last publication from here (${file}; Paradime itself cannot be asked for its nodes):`,
  );
  tellNodes(added, counts.added, (count) => paint('green', `  + ${count} added`), line);
  tellNodes(changed, counts.changed, (count) => paint('yellow', `  ~ ${count} changed`), line);
  tellNodes(removed, counts.removed, (count) => paint('red', `  - ${count} removed`), line);
  if (previous > 0) line(`    ${counts.unchanged.toLocaleString('en')} unchanged`);
}

function tellNodes(
  nodes: readonly (PlannedNode & { readonly attributes?: readonly string[] })[],
  count: number,
  title: (count: string) => string,
  line: Output['line'],
): void {
  if (count === 0) return;
  line(title(count.toLocaleString('en')));
  for (const { nodeType, name, attributes } of nodes.slice(0, shownNodes)) {
    line(`      ${printable(nodeType)} ${JSON.stringify(name)}${attributes ? `: ${attributes.join(', ')}` : ''}`);
  }
  if (count > shownNodes) line(`      and ${(count - shownNodes).toLocaleString('en')} more`);
}

/** A plan in one line. */
export function summarisePlan({ counts }: PublicationPlan): string {
  return Object.entries(counts)
    .map(([what, count]) => `${count.toLocaleString('en')} ${what}`)
    .join(', ');
}
