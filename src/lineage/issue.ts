import { ParadimeError } from '../errors.js';

/** What can be wrong with nodes. */
export type IssueCode =
  | 'duplicate-stable-id'
  | 'unknown-node-type'
  | 'kind-mismatch'
  | 'unknown-attribute'
  | 'incomplete-reference'
  | 'unknown-native-node-type'
  | 'invalid-timestamp'
  | 'timestamp-out-of-range'
  | 'empty-name'
  | 'foreign-node'
  | 'node-too-large'
  | 'no-nodes'
  | 'duplicate-node';

/** An `error` keeps nodes from being published; a `warning` does not. */
export type Severity = 'error' | 'warning';

/** Which node an issue is about. */
export interface IssueNode {
  /** Place of the node among those that were checked, from 0; absent when it was checked on its own. */
  readonly index?: number | undefined;
  readonly nodeType: string;
  readonly name: string;
  readonly id?: string | undefined;
}

/** Something wrong with a node. */
export interface Issue {
  readonly severity: Severity;
  readonly code: IssueCode;
  /** What is wrong and what to do, without saying where. */
  readonly message: string;
  /** The node it is about; absent when it is about all of them. */
  readonly node?: IssueNode | undefined;
  /** The other node, where two do not go together. */
  readonly otherNode?: IssueNode | undefined;
  /** Where in the node: `['upstream', 0, 'table']`. Empty when it is about the node as a whole. */
  readonly path: readonly (string | number)[];
}

const shownIssues = 10;

/** Nodes cannot be published as they are. Nothing was sent, unless a `PublishError` has this one as its cause. */
export class InvalidNodesError extends ParadimeError {
  static {
    InvalidNodesError.prototype.name = 'InvalidNodesError';
  }
  override readonly code = 'INVALID_NODES';
  /** All that is wrong, warnings included. */
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[], cause?: unknown) {
    const errors = issues.filter(({ severity }) => severity === 'error');
    const lines = errors.slice(0, shownIssues).map((issue) => `  ${describeIssue(issue)}`);
    if (errors.length > shownIssues) lines.push(`  and ${errors.length - shownIssues} more, in \`issues\``);
    super(
      errors.length === 1 && errors[0]
        ? describeIssue(errors[0])
        : `${errors.length} errors in the nodes:\n${lines.join('\n')}`,
      cause === undefined ? {} : { cause },
    );
    this.issues = issues;
  }
}

/** An issue in one line: where it is, what it is, and its code. */
export function describeIssue({ node, path, message, code }: Issue): string {
  const where = [node && describeNode(node), formatPath(path)].filter(Boolean).join(', ');
  return `${where === '' ? '' : `${where}: `}${message} (${code})`;
}

/** A node in a few words: its type, its name, and its place from 1 as people count. */
export function describeNode({ nodeType, name, index }: IssueNode): string {
  return `${nodeType} ${JSON.stringify(name)}${index === undefined ? '' : ` (node ${index + 1})`}`;
}

function formatPath(path: Issue['path']): string {
  return path.map((key, depth) => (typeof key === 'number' ? `[${key}]` : depth === 0 ? key : `.${key}`)).join('');
}
