import { checkAll, createNodeChecker } from '../lineage/checks/check-nodes.js';
import { applyCheckOptions, type CheckOptions } from '../lineage/checks/check-options.js';
import type { Definition } from '../lineage/definition.js';
import { InvalidNodesError, type Issue } from '../lineage/issue.js';
import type { Node } from '../lineage/node.js';
import type { TableResolver } from '../lineage/tables/table-resolver.js';

/**
 * Checks an array as a whole, and prepares to check the nodes of a stream one by one: without an array, that is. Throws
 * an `InvalidNodesError` for an array with nodes that cannot be published.
 */
export function startChecks(
  array: readonly Node[] | undefined,
  definition: Definition | undefined,
  checks: CheckOptions | false,
  wantsWarnings: boolean,
  tables: TableResolver | undefined,
): NodeChecks {
  if (checks === false) return { check: () => {}, warnings: [] };
  const warn = wantsWarnings || (checks.treatAsError ?? []).length > 0; // Otherwise they are not looked for.
  if (array === undefined) return streamChecks(definition, checks, warn, tables);
  const issues = applyCheckOptions(checkAll(array, definition, warn, tables), checks);
  refuse(issues);
  return { check: () => {}, warnings: issues };
}

/** The checks of the nodes that a reader reads. */
export interface NodeChecks {
  /** Called with each node. Throws an `InvalidNodesError` if it cannot be published. */
  readonly check: (node: Node) => void;
  /** The warnings that were found. For a stream it grows as nodes are read. */
  readonly warnings: readonly Issue[];
}

/** A stream may have any number of nodes, and none of them are kept, so only so many warnings are. */
const mostWarnings = 10_000;

function streamChecks(
  definition: Definition | undefined,
  checks: CheckOptions,
  warn: boolean,
  tables: TableResolver | undefined,
): NodeChecks {
  const warnings: Issue[] = [];
  const compareNames = checks.treatAsError?.includes('duplicate-node') === true;
  const checkNext = createNodeChecker(definition, { warn, compareNames, tables });
  const check = (node: Node): void => {
    const found = checkNext(node);
    if (found.length === 0) return;
    const issues = applyCheckOptions(found, checks);
    refuse(issues);
    for (const issue of issues) if (warnings.length < mostWarnings) warnings.push(issue);
  };
  return { check, warnings };
}

function refuse(issues: readonly Issue[]): void {
  if (issues.some(({ severity }) => severity === 'error')) throw new InvalidNodesError(issues);
}
