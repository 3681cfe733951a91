import type { FileIntegration } from '../../../files/read-integration.js';
import type { CheckOptions } from '../../../lineage/check-options.js';
import { defaultLook, type IntegrationNodeType } from '../../../lineage/definition.js';
import type { Paradime } from '../../../paradime.js';
import { compareDefinition, type DefinitionDifference } from '../../../registration/compare-definition.js';
import { countFindings, type Finding } from '../../findings/finding.js';
import { printFindings } from '../../findings/print-findings.js';
import { ReportedError } from '../../terminal/failure.js';
import { type Output, printable, type Terminal } from '../../terminal/terminal.js';
import { plural } from '../../terminal/words.js';
import { openState, type StateOptions } from './open-state.js';
import { printNodeCounts } from './print-node-counts.js';
import { printPlan } from './print-plan.js';
import { checkRegistration } from './registration-findings.js';

/**
 * Prints what publishing would change. Its only request lists the registered integrations. Throws a `ReportedError` at the
 * end if the publication would be refused.
 */
export async function printDryRun(
  paradime: Paradime,
  integration: FileIntegration,
  found: readonly Finding[],
  options: DryRunOptions,
  signal: AbortSignal,
  { out, err, redact }: Terminal,
): Promise<void> {
  const { definition, nodeCount, nodesByType } = integration;
  const integrations = await paradime.customIntegrations.list({ signal });
  const difference = compareDefinition(definition, integrations);
  const ofRegistration = checkRegistration(definition, integrations, options);
  printFindings(ofRegistration, err);
  const findings = [...found, ...ofRegistration];
  const stateful = await openState(integration, options, async () => integrations, redact);
  if (stateful?.note !== undefined) err.line(stateful.note);
  if (options.json) {
    const { registered, ...changes } = difference;
    const report = {
      dryRun: true,
      integration: { name: definition.name, ...(registered && { uid: registered.uid }), ...changes },
      nodes: nodeCount,
      nodesByType: Object.fromEntries(nodesByType),
      ...(stateful && { plan: stateful.plan, refused: stateful.excess }),
      findings,
    };
    out.json(report);
  } else {
    printDifference(definition.name, difference, definition.logoUrl, out);
    out.line(`${plural(nodeCount, 'node')} would be published, replacing any that Paradime shows now:`);
    printNodeCounts(nodesByType, '  ', out.line);
    if (stateful) printPlan(stateful, out);
    if (stateful?.excess) out.line(out.paint('red', `This would be refused: ${stateful.excess}`));
    out.line('Nothing was changed: this was a dry run.');
  }
  if (stateful?.excess !== undefined || countFindings(ofRegistration).errors > 0)
    throw new ReportedError('The publication would be refused.');
}

interface DryRunOptions extends StateOptions, CheckOptions {
  readonly json?: boolean;
}

function printDifference(
  name: string,
  { outcome, registered, added, changed, removed }: DefinitionDifference,
  logoUrl: string | undefined,
  { line, paint }: Output,
): void {
  const uid = registered ? ` (${printable(registered.uid)})` : '';
  line(`${printable(name)}${uid}: the integration would be ${outcome === 'unchanged' ? 'left unchanged' : outcome}.`);
  for (const type of added) line(paint('green', `  + ${describeType(type)}`));
  for (const { from, to } of changed) line(paint('yellow', `  ~ ${describeType(from)} -> ${describeLook(to)}`));
  for (const type of removed) line(paint('red', `  - ${describeType(type)}`));
  if (logoUrl !== undefined)
    line(`  logo: ${printable(logoUrl)}${registered ? ' (sent every time, because it cannot be compared)' : ''}`);
}

function describeType(type: IntegrationNodeType): string {
  return `${printable(type.nodeType)} (${describeLook(type)})`;
}

function describeLook({ iconName, color }: IntegrationNodeType): string {
  return printable(`${iconName || defaultLook.iconName}, ${color ?? defaultLook.color}`);
}
