import { findingOfProblem } from '../../documents/finding.js';
import type { BoltClient } from '../../files/dbt-sources.js';
import { inspectIntegration } from '../../files/inspect-integration.js';
import type { ProjectOptions } from '../../files/named-project.js';
import { type FoundIntegration, findIntegrations } from '../../files/search/find-integrations.js';
import type { CheckFlags } from '../options/check-options.js';
import type { DbtFlags } from '../options/dbt-options.js';
import { UsageError } from '../terminal/failure.js';
import { type Output, printable } from '../terminal/terminal.js';
import { countFindings, type Finding } from './finding.js';
import { boltClient, readProject } from './read-project.js';
import { withReadingNotice } from './reading-notice.js';
import { type Input, withSharedNames } from './shared-names.js';

export type { Input };

/**
 * Reads and checks the integrations that paths, globs and folders stand for; `.` if there are none. Files that cannot be
 * read become findings. Reading a large file is announced. `oneOnly` lists the options that were given and apply to one
 * integration: with several a `UsageError` names them.
 */
export async function readInputs(
  paths: readonly string[],
  flags: InputFlags,
  err: Output,
  { client, signal, oneOnly = [] }: ReadSettings,
): Promise<Inputs> {
  const { integrations, isSeveral } = await findIntegrations(paths.length > 0 ? paths : ['.']);
  const options = flags.nodes === undefined ? oneOnly : ['--nodes', ...oneOnly];
  if (integrations.length > 1) assertOne(options, integrations);
  const paradime = (): Promise<BoltClient> => boltClient(client);
  const dbt = await readProject(flags, paradime, signal);
  const inputs: Input[] = [];
  for (const found of integrations) {
    signal?.throwIfAborted();
    inputs.push(await read(found, flags, { dbt, paradime, signal }, err));
  }
  return { inputs: withSharedNames(inputs), isSeveral };
}

interface InputFlags extends CheckFlags, DbtFlags {
  readonly nodes?: string;
}

interface ReadSettings {
  /** Makes the client with which the manifest of a Bolt schedule is downloaded. */
  readonly client: () => Promise<BoltClient>;
  readonly signal?: AbortSignal | undefined;
  readonly oneOnly?: readonly string[];
}

/** The integrations that were read, in the order of the paths. */
export interface Inputs {
  readonly inputs: readonly Input[];
  /** Whether the paths may stand for any number of integrations, so that the output names each. */
  readonly isSeveral: boolean;
}

/** Whether an integration can be published: it could be read, and has no errors. */
export function isPublishable({ integration, findings }: Input): boolean {
  return integration !== undefined && countFindings(findings).errors === 0;
}

async function read(
  { path, problems }: FoundIntegration,
  { nodes, ignore, treatAsError, allowEmpty, dbtNames }: InputFlags,
  project: ProjectOptions,
  err: Output,
): Promise<Input> {
  if (problems) return { path, findings: problems.map(findingOfProblem), issues: [] };
  const inspect = () => inspectIntegration(path, { nodes, ignore, treatAsError, allowEmpty, dbtNames, ...project });
  const inspection = await withReadingNotice(path, nodes, err, inspect);
  return { ...inspection, path, findings: inspection.findings.map(withAdvice) };
}

function withAdvice(finding: Finding): Finding {
  if (finding.code !== 'no-nodes') return finding;
  return { ...finding, message: `${finding.message}. To do that, pass --allow-empty` };
}

const shownPaths = 3;

function assertOne([option]: readonly string[], integrations: readonly FoundIntegration[]): void {
  if (option === undefined) return;
  const paths = integrations.slice(0, shownPaths).map(({ path }) => printable(path));
  const rest = integrations.length > shownPaths ? ', ...' : '';
  throw new UsageError(
    `${option} needs the path of one integration. There are ${integrations.length}: ${paths.join(', ')}${rest}. Give one of them.`,
  );
}
