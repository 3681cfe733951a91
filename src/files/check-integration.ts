import { iconNames } from '../generated/icon-names.js';
import { applyCheckOptions, assertKnownCodes, type CheckOptions } from '../lineage/checks/check-options.js';
import type { Definition } from '../lineage/definition.js';
import { type Issue, issueOf, type LocatedIssue } from '../lineage/issue.js';
import type { Node } from '../lineage/node.js';
import { didYouMean } from '../lineage/suggest.js';
import { type TableOptions, TableResolver } from '../lineage/tables/table-resolver.js';
import { checkEntries, mostOfLines } from './check-entries.js';
import type { NodeEntry } from './nodes.js';
import type { FileIntegration } from './read-integration.js';

/**
 * Checks an integration from files and locates the issues: those of `checkNodes`, icons that are not in Blueprint's
 * library, and nodes that are too large for a request. Tables are looked up in the integration's dbt project, unless
 * another one is given. A file with one node per line is read up to four times, and none
 * of its nodes is kept in memory. Of such a file at most 10,000 warnings are returned, and checking stops after 10,000
 * errors; `inspectIntegration` says so when that happens.
 *
 * Issues are in the order of the definition, then the nodes. An integration without nodes has none, but
 * `paradime.publish` refuses it without `allowEmpty`. Throws a `ConfigurationError` for an unknown issue code.
 */
export async function checkIntegration(
  integration: FileIntegration,
  { dbt = integration.dbt, dbtNames, ...options }: CheckOptions & TableOptions = {},
): Promise<readonly LocatedIssue[]> {
  assertKnownCodes(options);
  const { definition, nodes, nodeCount: count } = integration;
  const entries = () => asEntries(typeof nodes === 'function' ? nodes() : nodes);
  const most = typeof nodes === 'function' ? mostOfLines : Number.POSITIVE_INFINITY;
  const tables = TableResolver.of({ dbt, dbtNames });
  const source = { entries, count, isComplete: true, most };
  const { issues } = await checkEntries(definition, source, { ...options, tables });
  const icons = applyCheckOptions(checkIcons(definition), options);
  return (await integration.locate([...icons, ...issues])).toSorted(byNode);
}

async function* asEntries(nodes: Iterable<Node> | AsyncIterable<Node>): AsyncGenerator<NodeEntry, void, undefined> {
  for await (const node of nodes) yield { node };
}

/** Orders issues: those of the definition first, then by node, then by position. */
function byNode(one: LocatedIssue, other: LocatedIssue): number {
  return (
    (one.node.index ?? -1) - (other.node.index ?? -1) ||
    (one.location?.line ?? 0) - (other.location?.line ?? 0) ||
    (one.location?.column ?? 0) - (other.location?.column ?? 0)
  );
}

/** Reports the icons of node types that Blueprint's library does not have. */
export function checkIcons({ nodeTypes }: Definition): readonly Issue[] {
  const known: ReadonlySet<string> = new Set(iconNames);
  return Object.entries(nodeTypes).flatMap(([nodeType, { icon }]) => {
    if (icon === undefined || known.has(icon)) return [];
    const message = `the icon ${JSON.stringify(icon)} is not in Blueprint's library${didYouMean(icon, known)}`;
    return [issueOf('unknown-icon', ['nodeTypes', nodeType, 'icon'], message, { nodeType, name: '' })];
  });
}
