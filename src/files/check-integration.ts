import { iconNames } from '../generated/icon-names.js';
import { checkNodes, createNodeChecker } from '../lineage/check-nodes.js';
import { applyCheckOptions, assertKnownCodes, type CheckOptions } from '../lineage/check-options.js';
import type { Definition } from '../lineage/definition.js';
import { type Issue, issueNode, issueOf, type LocatedIssue } from '../lineage/issue.js';
import type { Node } from '../lineage/node.js';
import { didYouMean } from '../lineage/suggest.js';
import { toNodesInput } from '../lineage/to-input.js';
import { readLimits } from '../publish/options.js';
import { roughSize } from '../publish/rough-size.js';
import type { FileIntegration } from './read-integration.js';

/** For nodes that are read as a stream, only so many warnings are reported, and reading stops after so many errors. */
const mostIssues = 10_000;

/**
 * Checks an integration from files and locates the issues: those of `checkNodes`, icons that are not in Blueprint's
 * library, and nodes that are too large for a request. Nodes from a file with one per line are checked one by one and
 * for duplicates, but not as a whole.
 *
 * Issues are in the order of the definition, then the nodes. Throws a `ConfigurationError` for an unknown issue code.
 */
export async function checkIntegration(
  integration: FileIntegration,
  options: CheckOptions = {},
): Promise<readonly LocatedIssue[]> {
  assertKnownCodes(options);
  const { definition, nodes } = integration;
  const icons = applyCheckOptions(checkIcons(definition), options);
  const found =
    typeof nodes === 'function'
      ? await checkStream(integration, nodes, options)
      : checkArray(integration, nodes, options);
  return (await integration.locate([...icons, ...found])).toSorted(byPlace);
}

/** Orders issues: those of the definition first, then by node, then by position. */
function byPlace(one: LocatedIssue, other: LocatedIssue): number {
  return (
    (one.node.index ?? -1) - (other.node.index ?? -1) ||
    (one.location?.line ?? 0) - (other.location?.line ?? 0) ||
    (one.location?.column ?? 0) - (other.location?.column ?? 0)
  );
}

function checkArray({ definition }: FileIntegration, nodes: readonly Node[], options: CheckOptions): readonly Issue[] {
  const sizes = nodes.flatMap((node, index) => checkSize(node, index));
  return applyCheckOptions(checkNodes(definition, nodes).concat(sizes), options);
}

async function checkStream(
  { definition, nodeCount }: FileIntegration,
  open: Extract<FileIntegration['nodes'], () => unknown>,
  options: CheckOptions,
): Promise<readonly Issue[]> {
  const check = createNodeChecker(definition, { length: nodeCount, warn: true });
  const errors: Issue[] = [];
  const warnings: Issue[] = [];
  let index = 0;
  for await (const node of open()) {
    const found = [...check(node), ...checkSize(node, index++)];
    for (const issue of found.length > 0 ? applyCheckOptions(found, options) : found) {
      if (issue.severity === 'error') errors.push(issue);
      else if (warnings.length < mostIssues) warnings.push(issue);
    }
    if (errors.length >= mostIssues) break;
  }
  return [...errors, ...warnings];
}

/** The most bytes that the rest of a request takes. */
const requestOverhead = 4_000;
const { maxBytes } = readLimits({});

/** Reports a node that is too large for any request. Most are so small that they need not be measured. */
function checkSize(node: Node, index: number): readonly Issue[] {
  const most = maxBytes - requestOverhead;
  if (roughSize(node) * 8 < most) return [];
  const bytes = Buffer.byteLength(JSON.stringify(toNodesInput([node])));
  if (bytes < most) return [];
  const message = `takes ${bytes} bytes, more than the ${maxBytes} of a request; shorten its strings or lists`;
  return [issueOf('node-too-large', [], message, issueNode(node, index))];
}

function checkIcons({ nodeTypes }: Definition): readonly Issue[] {
  const known: ReadonlySet<string> = new Set(iconNames);
  return Object.entries(nodeTypes).flatMap(([nodeType, { icon }]) => {
    if (icon === undefined || known.has(icon)) return [];
    const message = `the icon ${JSON.stringify(icon)} is not in Blueprint's library${didYouMean(icon, known)}`;
    return [issueOf('unknown-icon', ['nodeTypes', nodeType, 'icon'], message, { nodeType, name: '' })];
  });
}
