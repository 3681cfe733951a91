import type { FileIntegration } from '../../../files/read-integration.js';
import type { Definition } from '../../../lineage/definition.js';
import type { PublishReport } from '../../../publish/publish.js';
import type { UpsertOutcome } from '../../../registration/compare-definition.js';
import type { Finding } from '../../findings/finding.js';
import { failureToJson } from '../../terminal/failure.js';
import { type Output, printable } from '../../terminal/terminal.js';
import { describeBytes, describeDuration, plural } from '../../terminal/words.js';
import type { Stateful } from './open-state.js';
import { printNodeCounts } from './print-node-counts.js';
import { summarisePlan } from './print-plan.js';

/** Prints the report of a publication to the server at `origin`. */
export function printReport(
  report: PublishReport,
  { definition, nodeCount, nodesByType }: FileIntegration,
  stateful: Stateful | undefined,
  origin: string | undefined,
  { line, paint }: Output,
): void {
  const { integration, requests, retries, restarts, bytes, durationMs } = report;
  const { outcome, uid, leftover } = integration;
  const whose = `${plural(nodeCount, 'node')} of ${printable(definition.name)} (${printable(uid)})`;
  line(`${paint('green', 'Published')} ${whose}.${describeReplacement(nodeCount, outcome)}`);
  printNodeCounts(nodesByType, '  ', line);
  if (outcome) line(`  ${describeOutcome(outcome, definition)}`);
  if (stateful) line(`  ${summarisePlan(stateful)}`);
  if (leftover)
    line(
      `  Node types that could not be removed; the next publication tries again: ${printable(leftover.nodeTypes.join(', '))}`,
    );
  const again = [
    ...(retries > 0 ? [plural(retries, 'retry', 'retries')] : []),
    ...(restarts > 0 ? [plural(restarts, 'restart')] : []),
  ];
  const trouble = again.length > 0 ? ` (${again.join(', ')})` : '';
  line(`  ${plural(requests, 'request')}${trouble}, ${describeBytes(bytes)}, ${describeDuration(durationMs)}`);
  if (nodeCount > 0) line(`  ${whereToLook(origin)}`);
}

/** Describes what became of the previous nodes. A new integration has none. */
function describeReplacement(nodeCount: number, outcome: UpsertOutcome | undefined): string {
  if (outcome === 'created') return '';
  if (nodeCount === 0) return ' Paradime shows no nodes of it any more.';
  return ` ${nodeCount === 1 ? 'It replaces' : 'They replace'} whatever Paradime showed of it before.`;
}

/** Describes what became of the integration itself. A logo is sent every time, because it cannot be compared. */
function describeOutcome(outcome: UpsertOutcome, { logoUrl }: Definition): string {
  switch (outcome) {
    case 'created':
      return 'The integration was created.';
    case 'reactivated':
      return 'The integration was inactive; it was activated again.';
    case 'unchanged':
      return "The integration's name and node types were unchanged.";
    case 'updated':
      return logoUrl === undefined
        ? "The integration's node types were updated."
        : "The integration's logo was sent again, and its node types were updated where they differed.";
  }
}

/** Names the place where people see the nodes. An http endpoint is on this machine, and usually the sandbox. */
function whereToLook(origin: string | undefined): string {
  const isLocal = origin?.startsWith('http:') === true;
  return `To see them, open lineage or the catalog in Paradime${isLocal ? `, or ${origin} if that is the sandbox` : ''}.`;
}

/** The report of a publication as JSON. */
export function reportToJson(
  report: PublishReport,
  { definition, nodesByType }: FileIntegration,
  stateful: Stateful | undefined,
  findings: readonly Finding[],
): object {
  const { integration, issues: _, ...rest } = report; // The findings have them.
  const { leftover, ...registered } = integration;
  return {
    integration: {
      name: definition.name,
      ...registered,
      ...(leftover && { leftover: { nodeTypes: leftover.nodeTypes, cause: failureToJson(leftover.cause) } }),
    },
    ...rest,
    nodesByType: Object.fromEntries(nodesByType),
    ...(stateful && { plan: stateful.plan }),
    findings,
  };
}
