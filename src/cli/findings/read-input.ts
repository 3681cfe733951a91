import type { BoltClient } from '../../files/dbt-sources.js';
import { type Inspection, inspectIntegration } from '../../files/inspect-integration.js';
import type { CheckFlags } from '../options/check-options.js';
import type { DbtFlags } from '../options/dbt-options.js';
import type { Output } from '../terminal/terminal.js';
import type { Finding } from './finding.js';
import { boltClient, readProject } from './read-project.js';
import { withReadingNotice } from './reading-notice.js';

/** Reads and checks an integration. Files that cannot be read become findings. Reading a large file is announced. */
export async function readInput(
  path: string,
  nodes: string | undefined,
  flags: CheckFlags & DbtFlags,
  err: Output,
  createClient: () => Promise<BoltClient>,
  signal?: AbortSignal,
): Promise<Inspection> {
  const { ignore, treatAsError, allowEmpty, dbtNames } = flags;
  const paradime = (): Promise<BoltClient> => boltClient(createClient);
  const dbt = await readProject(flags, paradime, signal);
  const checks = { ignore, treatAsError, allowEmpty, dbtNames };
  const inspect = () => inspectIntegration(path, { nodes, ...checks, dbt, paradime, signal });
  const inspection = await withReadingNotice(path, nodes, err, inspect);
  return { ...inspection, findings: inspection.findings.map(withAdvice) };
}

function withAdvice(finding: Finding): Finding {
  if (finding.code !== 'no-nodes') return finding;
  return { ...finding, message: `${finding.message}. To do that, pass --allow-empty` };
}
