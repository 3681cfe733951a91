import type { FileIntegration } from '../../../files/read-integration.js';
import type { PublicationPlan } from '../../../plan/plan-publication.js';
import type { PublishReport } from '../../../publish/publish.js';
import type { Finding } from '../../findings/finding.js';
import { failureToJson } from '../../terminal/failure.js';
import { type Output, printable } from '../../terminal/terminal.js';
import { describeDuration, plural } from '../../terminal/words.js';
import { printNodeCounts } from './print-node-counts.js';
import { summarisePlan } from './print-plan.js';

/** Prints the report of a publication. */
export function printReport(
  report: PublishReport,
  { definition, nodeCount, nodesByType }: FileIntegration,
  plan: PublicationPlan | undefined,
  { line, paint }: Output,
): void {
  const { integration, nodes, requests, retries, restarts, bytes, durationMs } = report;
  const kinds = Object.entries(nodes).flatMap(([kind, count]) => (count > 0 ? [plural(count, kind)] : []));
  line(
    `${paint('green', 'Published')} ${printable(definition.name)} (${printable(integration.uid)}): the integration was ${integration.outcome}.`,
  );
  line(`  ${plural(nodeCount, 'node')}${kinds.length > 0 ? `: ${kinds.join(', ')}` : ''}`);
  printNodeCounts(nodesByType, '    ', line);
  const again = [
    ...(retries > 0 ? [plural(retries, 'retry', 'retries')] : []),
    ...(restarts > 0 ? [plural(restarts, 'restart')] : []),
  ];
  const trouble = again.length > 0 ? ` (${again.join(', ')})` : '';
  line(
    `  ${plural(requests, 'request')}${trouble}, ${(bytes / 1e6).toFixed(bytes < 1e6 ? 3 : 1)} MB, ${describeDuration(durationMs)}`,
  );
  if (plan) line(`  Compared with the last recorded publication: ${summarisePlan(plan)}`);
  const { leftover } = integration;
  if (leftover)
    line(
      `  Node types that could not be removed; the next publication tries again: ${printable(leftover.nodeTypes.join(', '))}`,
    );
}

/** The report of a publication as JSON. */
export function reportToJson(
  report: PublishReport,
  { definition, nodesByType }: FileIntegration,
  plan: PublicationPlan | undefined,
  findings: readonly Finding[],
): object {
  const { integration, ...rest } = report;
  const { leftover, ...registered } = integration;
  return {
    integration: {
      name: definition.name,
      ...registered,
      ...(leftover && { leftover: { nodeTypes: leftover.nodeTypes, cause: failureToJson(leftover.cause) } }),
    },
    ...rest,
    nodesByType: Object.fromEntries(nodesByType),
    ...(plan && { plan }),
    findings,
  };
}
