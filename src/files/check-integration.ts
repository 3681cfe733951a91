import { iconNames } from '../generated/icon-names.js';
import { checkNodes, createNodeChecker } from '../lineage/check-nodes.js';
import type { Definition } from '../lineage/definition.js';
import { type Issue, severities } from '../lineage/issue.js';
import { didYouMean } from '../lineage/suggest.js';
import { applyCheckOptions, type CheckOptions, checkCodes } from '../publish/options.js';
import type { FileIntegration, LocatedIssue } from './read-integration.js';

/** So many issues are told of nodes that are read as a stream; then it is read no further. */
const mostIssues = 10_000;

/**
 * Finds what is wrong with an integration from files, and where: all that `checkNodes` finds, and icons that Blueprint's
 * library does not have. Nodes with a line each are checked on their own and for duplicates, but not as a whole.
 *
 * Issues come in the order of the definition and the nodes. Throws a `ConfigurationError` for a code that no check has.
 */
export async function checkIntegration(
  integration: FileIntegration,
  options: CheckOptions = {},
): Promise<readonly LocatedIssue[]> {
  checkCodes(options);
  const { definition, nodes } = integration;
  const found = typeof nodes === 'function' ? await checkStream(integration, nodes) : checkNodes(definition, nodes);
  const issues = applyCheckOptions([...checkIcons(definition), ...found], options);
  return (await integration.locate(issues)).toSorted(byPlace);
}

/** The definition first, then the nodes in their order, each from its beginning. */
function byPlace(one: LocatedIssue, other: LocatedIssue): number {
  return (
    (one.node.index ?? -1) - (other.node.index ?? -1) ||
    (one.location?.line ?? 0) - (other.location?.line ?? 0) ||
    (one.location?.column ?? 0) - (other.location?.column ?? 0)
  );
}

async function checkStream(
  { definition, nodeCount }: FileIntegration,
  open: Extract<FileIntegration['nodes'], () => unknown>,
): Promise<readonly Issue[]> {
  const check = createNodeChecker(definition, { length: nodeCount, warn: true });
  const issues: Issue[] = [];
  for await (const node of open()) {
    issues.push(...check(node));
    if (issues.length >= mostIssues) break;
  }
  return issues;
}

function checkIcons({ nodeTypes }: Definition): readonly Issue[] {
  const known: ReadonlySet<string> = new Set(iconNames);
  return Object.entries(nodeTypes).flatMap(([nodeType, { icon }]) =>
    icon === undefined || known.has(icon)
      ? []
      : [
          {
            severity: severities['unknown-icon'],
            code: 'unknown-icon',
            message: `the icon ${JSON.stringify(icon)} is not in Blueprint's library${didYouMean(icon, known)}`,
            node: { nodeType, name: '' },
            path: ['nodeTypes', nodeType, 'icon'],
          } satisfies Issue,
        ],
  );
}
