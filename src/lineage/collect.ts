import { ConfigurationError } from '../errors.js';
import { InvalidNodesError, type Issue } from './issue.js';
import type { Node } from './node.js';

/** The nodes that rows make, and the issues of the rows that make none. */
export interface CollectedNodes<Made extends Node = Node> {
  /** The nodes of all valid rows, in the order of the rows. */
  readonly nodes: readonly Made[];
  /** The issues of all other rows. `node.row` is the index of the row. Empty if every row is valid. */
  readonly issues: readonly Issue[];
}

/** The nodes that one row makes: one, several, or none. */
export type NodesOfRow = Node | readonly Node[] | null | undefined;

/** The type of each node, where rows make `Made`. */
export type NodeOfRow<Made extends NodesOfRow> = Extract<Made, Node> | Extract<Made, readonly Node[]>[number];

/**
 * Calls `toNode` for each row and gathers the nodes. A row for which it throws an `InvalidNodesError` adds the issues of
 * the error instead. Any other error is thrown unchanged.
 */
export function collectNodes<Row, Made extends NodesOfRow>(
  rows: Iterable<Row>,
  toNode: (row: Row, index: number) => Made,
): CollectedNodes<NodeOfRow<Made>>;
export function collectNodes<Row>(
  rows: Iterable<Row>,
  toNode: (row: Row, index: number) => NodesOfRow,
): CollectedNodes {
  if (typeof rows?.[Symbol.iterator] !== 'function') {
    throw new ConfigurationError(
      `\`collect\` takes an array or another iterable of rows (got a value of type ${typeof rows}).`,
    );
  }
  const none: readonly Node[] = [];
  const nodes: Node[] = [];
  const issues: Issue[] = [];
  let row = 0;
  for (const source of rows) {
    try {
      for (const node of none.concat(toNode(source, row) ?? none)) nodes.push(node);
    } catch (error) {
      if (!(error instanceof InvalidNodesError) || error.issues.length === 0) throw error;
      for (const issue of error.issues) issues.push({ ...issue, node: { ...issue.node, row } });
    }
    row++;
  }
  return { nodes, issues };
}
