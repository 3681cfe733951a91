import { type Inspection, inspectIntegration } from '../../files/inspect-integration.js';
import type { CheckFlags } from '../options/check-options.js';
import type { Finding } from './finding.js';

/** Reads and checks an integration. Files that cannot be read become findings. */
export async function readInput(path: string, nodes: string | undefined, flags: CheckFlags): Promise<Inspection> {
  const { ignore, treatAsError, allowEmpty } = flags;
  const inspection = await inspectIntegration(path, { nodes, ignore, treatAsError, allowEmpty });
  return { ...inspection, findings: inspection.findings.map(withAdvice) };
}

function withAdvice(finding: Finding): Finding {
  if (finding.code !== 'no-nodes') return finding;
  return { ...finding, message: `${finding.message}. To do that, pass --allow-empty` };
}
