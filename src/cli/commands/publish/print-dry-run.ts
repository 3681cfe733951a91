import type { FileIntegration } from '../../../files/read-integration.js';
import type { CheckOptions } from '../../../lineage/checks/check-options.js';
import { defaultLook, type IntegrationNodeType } from '../../../lineage/definition.js';
import type { Paradime } from '../../../paradime.js';
import { compareDefinition, type DefinitionDifference } from '../../../registration/compare-definition.js';
import { type Changes, detailPlan, hasChanges } from '../../changes/changes.js';
import { changesToJson } from '../../changes/changes-to-json.js';
import { changesToMarkdown } from '../../changes/changes-to-markdown.js';
import { codeSpan } from '../../changes/markdown.js';
import { formatOf, type PlanFlags } from '../../changes/plan-options.js';
import { writeMarkdown } from '../../changes/write-markdown.js';
import { countFindings, type Finding } from '../../findings/finding.js';
import { printFindings } from '../../findings/print-findings.js';
import { ChangesFound, ReportedError } from '../../terminal/failure.js';
import { type Output, printable, type Terminal } from '../../terminal/terminal.js';
import { plural } from '../../terminal/words.js';
import { openState, type Stateful, type StateOptions } from './open-state.js';
import { printNodeCounts } from './print-node-counts.js';
import { printPlan } from './print-plan.js';
import { readRecords } from './read-state.js';
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
  terminal: Terminal,
): Promise<void> {
  const { out, err, redact } = terminal;
  const { definition, nodeCount, nodesByType } = integration;
  const integrations = await paradime.customIntegrations.list({ signal });
  const difference = compareDefinition(definition, integrations);
  const ofRegistration = checkRegistration(definition, integrations, options);
  printFindings(ofRegistration, err);
  const findings = [...found, ...ofRegistration];
  const stateful = await openState(integration, options, async () => integrations, redact);
  if (stateful?.note !== undefined) err.line(stateful.note);
  const changes = stateful && (await changesSince(stateful, integration));
  const format = formatOf(options);
  if (format === 'json') {
    const { registered, ...ofDefinition } = difference;
    const report = {
      dryRun: true,
      integration: { name: definition.name, ...(registered && { uid: registered.uid }), ...ofDefinition },
      nodes: nodeCount,
      nodesByType: Object.fromEntries(nodesByType),
      ...(changes && { plan: changesToJson(changes), refused: stateful?.excess }),
      findings,
    };
    out.json(report);
  } else if (format === 'markdown') {
    const notes = notesOf(definition.name, integration, difference, stateful);
    const definitionChange = { types: difference, logoUrl: changes?.logoUrl };
    const report = {
      integration: definition.name,
      notes,
      definition: definitionChange,
      changes,
      findings,
      refused: stateful?.excess,
    };
    await writeMarkdown(changesToMarkdown(report), terminal);
  } else {
    printDifference(definition.name, difference, definition.logoUrl, out);
    out.line(`${plural(nodeCount, 'node')} would be published, replacing any that Paradime shows now:`);
    printNodeCounts(nodesByType, '  ', out.line);
    if (stateful && changes) printPlan(stateful, changes, out);
    if (stateful?.excess) out.line(out.paint('red', `This would be refused: ${stateful.excess}`));
    out.line('Nothing was changed: this was a dry run.');
  }
  if (stateful?.excess !== undefined || countFindings(ofRegistration).errors > 0)
    throw new ReportedError('The publication would be refused.');
  if (options.exitCode && wouldChange(difference, stateful, changes)) throw new ChangesFound();
}

/** Finds the changes since the publication that the state file records, with the values that it keeps. */
async function changesSince({ file, plan, state }: Stateful, integration: FileIntegration): Promise<Changes> {
  const { definition } = state ?? {};
  const former = state &&
    definition && { definition, recordsOf: (ids: ReadonlySet<string>) => readRecords(file, state, ids) };
  return await detailPlan(plan, former, integration);
}

/**
 * Whether publishing would change anything that is known. Without a last publication to compare with, the nodes count as
 * changed. A logo is compared with that of the last publication only, because that is the only place to learn it.
 */
function wouldChange(
  { outcome, added, changed, removed }: DefinitionDifference,
  stateful: Stateful | undefined,
  changes: Changes | undefined,
): boolean {
  if (!changes || stateful?.isFirst) return true;
  const isRegistered = outcome !== 'created' && outcome !== 'reactivated';
  return !isRegistered || added.length + changed.length + removed.length > 0 || hasChanges(changes);
}

/** Sentences in Markdown about what would be published. */
function notesOf(
  name: string,
  { nodeCount }: FileIntegration,
  difference: DefinitionDifference,
  stateful: Stateful | undefined,
): readonly string[] {
  const { outcome, registered } = difference;
  const uid = registered ? ` (${codeSpan(registered.uid)})` : '';
  const base = stateful ? codeSpan(stateful.file) : '';
  return [
    `The integration ${codeSpan(name)}${uid} would be ${outcome === 'unchanged' ? 'left unchanged' : outcome}, and ${plural(nodeCount, 'node')} published.`,
    stateful === undefined
      ? 'Which nodes would change is unknown: `--state` records what is published.'
      : stateful.isFirst
        ? `No earlier publication is recorded in ${base}: all nodes are new.`
        : `Compared with the last publication in ${base}.`,
    'Nothing was changed: this was a dry run.',
  ];
}

interface DryRunOptions extends StateOptions, CheckOptions, PlanFlags {}

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
