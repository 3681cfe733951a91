import type { FileIntegration } from '../../../files/read-integration.js';
import { Planner, type PublicationPlan } from '../../../plan/plan-publication.js';
import type { Integration } from '../../../registration/integration.js';
import { pickByName } from '../../../registration/pick-by-name.js';
import type { Redact } from '../../../transport/redact.js';
import { listedNodes } from '../../changes/listed-nodes.js';
import { noteOfSchemas, schemasOf } from '../../findings/project-notes.js';
import { InputError } from '../../terminal/failure.js';
import { printable } from '../../terminal/terminal.js';
import { plural } from '../../terminal/words.js';
import { readState, type State } from './read-state.js';
import { type RemovalLimit, removalLimit } from './removal-limit.js';

/** Reads the state file, if one is named, and plans the publication against it. `list` lists the registered integrations. */
export async function openState(
  integration: FileIntegration,
  { state: file, maxRemoved = defaultLimit, force }: StateOptions,
  list: () => Promise<readonly Integration[]>,
  redact: Redact,
): Promise<Stateful | undefined> {
  if (file === undefined) return undefined;
  const state = await readState(file);
  if (state) {
    const { name } = integration.definition;
    checkName(state, file, name);
    const uid = pickByName(await list(), name)?.uid;
    checkUid(state, file, uid === undefined ? undefined : redact(uid)); // As it is recorded.
  }
  const plan = await makePlan(integration, state);
  const note = integration.dbt && noteOfSchemas(schemasOf(integration.dbt), state?.schemas);
  return {
    file,
    plan,
    state,
    isFirst: state === undefined,
    note,
    excess: force ? undefined : excessOf(plan, maxRemoved),
  };
}

/** A state file, and what publishing would change compared with it. */
export interface Stateful {
  readonly file: string;
  readonly plan: PublicationPlan;
  /** The last publication. Undefined if the file records none yet. */
  readonly state: State | undefined;
  /** Whether the file records no publication yet. */
  readonly isFirst: boolean;
  /** A doubt about the dbt project, if it differs from that of the last publication. */
  readonly note: string | undefined;
  /** Why the publication is refused. Undefined if it is not. */
  readonly excess: string | undefined;
}

export interface StateOptions {
  readonly state?: string;
  /** Default: a fifth of the last publication. */
  readonly maxRemoved?: RemovalLimit;
  readonly force?: boolean;
}

const defaultLimit = removalLimit('20%');

function checkName({ integration }: State, file: string, name: string): void {
  if (integration.name === name) return;
  throw new InputError(
    `The state file ${file} belongs to the integration ${JSON.stringify(integration.name)}, not to ${JSON.stringify(name)}. Use one state file for each. Nothing was changed.`,
  );
}

function checkUid({ integration }: State, file: string, registeredUid: string | undefined): void {
  if (integration.uid === registeredUid) return;
  const found = registeredUid === undefined ? 'it is not registered' : `it has the uid ${printable(registeredUid)}`;
  throw new InputError(
    `The state file ${file} belongs to an integration with the uid ${printable(integration.uid)}, but here ${found}: it was published to another workspace. Use one state file for each workspace. Nothing was changed.`,
  );
}

/** Plans the publication of an integration, compared with the last one. */
async function makePlan({ definition, nodes }: FileIntegration, state: State | undefined): Promise<PublicationPlan> {
  const planner = new Planner(definition, state, listedNodes);
  for await (const node of typeof nodes === 'function' ? nodes() : nodes) planner.add(node);
  return planner.finish();
}

/** Describes why a plan removes more than is allowed. Undefined if it does not. */
function excessOf(
  { counts: { removed }, previous }: PublicationPlan,
  { text, most }: RemovalLimit,
): string | undefined {
  if (removed <= most(previous)) return undefined;
  const share = `${((removed / previous) * 100).toFixed(1)}%`;
  return `${removed.toLocaleString('en')} of the ${plural(previous, 'node')} of the last publication would be removed (${share}), more than --max-removed ${text} allows. If that is intended, use --force.`;
}
