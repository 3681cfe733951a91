import { ParadimeError } from '../errors.js';
import type { Node } from './node.js';

/** An `error` keeps nodes from being published; a `warning` does not. */
export type Severity = 'error' | 'warning';

/** Every check, and how severe an issue it reports is. */
export const severities = {
  'duplicate-stable-id': 'error',
  'unknown-node-type': 'error',
  'kind-mismatch': 'error',
  'unknown-attribute': 'error',
  'invalid-attribute': 'error',
  'incomplete-reference': 'error',
  'unknown-native-node-type': 'error',
  'invalid-timestamp': 'error',
  'timestamp-out-of-range': 'error',
  'empty-name': 'error',
  'foreign-node': 'error',
  'node-too-large': 'error',
  'duplicate-node': 'warning',
  'dangling-reference': 'warning',
  'self-reference': 'warning',
  cycle: 'warning',
  'mixed-case-table': 'warning',
  'unknown-icon': 'warning',
  'invalid-url': 'warning',
} as const satisfies Readonly<Record<string, Severity>>;

/** The checks of nodes, by their codes. */
export type IssueCode = keyof typeof severities;

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
  readonly node: IssueNode;
  /** The other node, where two do not go together. */
  readonly otherNode?: IssueNode | undefined;
  /** Where in the node: `['upstream', 0, 'table']`. Empty when it is about the node as a whole. */
  readonly path: readonly (string | number)[];
}

/** A place in a file; lines and columns count from 1. */
export interface Location {
  readonly file: string;
  /** Absent when the file as a whole is meant. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

/** An issue, and where in the files it is. */
export interface LocatedIssue extends Issue {
  /** Absent when it cannot be told which node of the files it is about. */
  readonly location?: Location | undefined;
  /** Where the other node is, where two do not go together. */
  readonly otherLocation?: Location | undefined;
}

/** An issue of the severity that its code has. */
export function issueOf(code: IssueCode, path: Issue['path'], message: string, node: IssueNode): Issue {
  return { severity: severities[code], code, message, node, path };
}

/** What an issue keeps of a node: enough to find it, and none of its contents. */
export function issueNode(node: Node | undefined, index?: number): IssueNode {
  const { nodeType, name, id } = node ?? {};
  return {
    ...(index !== undefined && { index }),
    nodeType: String(nodeType ?? 'node'),
    name: String(name ?? ''),
    ...(id !== undefined && { id }),
  };
}

const shownIssues = 10;

/** Nodes cannot be published as they are. None was sent, unless a `PublishError` has this one as its cause. */
export class InvalidNodesError extends ParadimeError {
  static {
    InvalidNodesError.prototype.name = 'InvalidNodesError';
  }
  override readonly code = 'INVALID_NODES';
  /** All that is wrong, warnings included; empty where there are no nodes at all. */
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[], { message = summarise(issues), ...details }: InvalidNodesDetails = {}) {
    super(message, details);
    this.issues = issues;
  }
}

interface InvalidNodesDetails {
  readonly message?: string;
  readonly cause?: unknown;
}

function summarise(issues: readonly Issue[]): string {
  const lines = issues.filter(({ severity }) => severity === 'error').map(describeIssue);
  const rest = lines.length - shownIssues;
  if (lines.length === 1) return `${lines[0]}.`;
  const shown = lines.slice(0, shownIssues).map((line) => `\n  ${line}`);
  return `${lines.length} errors in the nodes:${shown.join('')}${rest > 0 ? `\n  and ${rest} more, in \`issues\`` : ''}`;
}

/** An issue in one line: where it is, what it is, and its code. */
function describeIssue({ node, path, message, code }: Issue): string {
  const place = path.length > 0 ? `, ${formatPath(path)}` : '';
  return `${describeNode(node)}${place}: ${message} (${code})`;
}

/** A node in a few words: its type, its name, and its place from 1 as people count. */
export function describeNode({ nodeType, name, index }: IssueNode): string {
  return `${nodeType} ${JSON.stringify(name)}${index === undefined ? '' : ` (node ${index + 1})`}`;
}

/** A path as one would write it in code: `upstream[0].table`. */
export function formatPath(path: Issue['path']): string {
  const step = (key: string | number, depth: number): string =>
    typeof key === 'string' && /^[\w$-]+$/.test(key) ? (depth === 0 ? key : `.${key}`) : `[${JSON.stringify(key)}]`;
  return path.map(step).join('');
}
