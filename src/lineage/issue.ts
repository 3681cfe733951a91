import { escapeControls, listLines, ParadimeError, show } from '../errors.js';

/** A problem with a node, with a node type, or with the integration itself. */
export interface Issue {
  readonly severity: Severity;
  readonly code: IssueCode;
  /** The problem and how to fix it, without the place. */
  readonly message: string;
  /**
   * The node with the problem. An issue of a node type has its name as `nodeType`. One of the integration has
   * `integration` as `nodeType`, and the integration's name as `name`.
   */
  readonly node: IssueNode;
  /** The other node, if two nodes conflict. */
  readonly otherNode?: IssueNode | undefined;
  /** The place within the node, such as `['upstream', 0, 'table']`. Empty if the issue concerns the node as a whole. */
  readonly path: readonly (string | number)[];
}

/** The node that an issue is about. */
export interface IssueNode {
  /** Index of the node among those that were checked, from 0. Absent if it was checked on its own. */
  readonly index?: number | undefined;
  /** Index of the row that the node was to be made from, from 0. Present in the issues of `definition.collect` only. */
  readonly row?: number | undefined;
  readonly nodeType: string;
  readonly name: string;
  /** The node's own `id`, if it has one. */
  readonly id?: string | undefined;
}

/** An `error` prevents nodes from being published, a `warning` does not. */
export type Severity = 'error' | 'warning';

/** The code of every check, with the severity of its issues. */
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
  'missing-dbt-project': 'error',
  'duplicate-node': 'warning',
  'dangling-reference': 'warning',
  'self-reference': 'warning',
  cycle: 'warning',
  'mixed-case-table': 'warning',
  'table-name': 'warning',
  'unknown-table': 'warning',
  'ambiguous-table': 'warning',
  'ephemeral-table': 'warning',
  'disabled-table': 'warning',
  'similar-integration': 'warning',
  'unknown-icon': 'warning',
  'invalid-url': 'warning',
} as const satisfies Readonly<Record<string, Severity>>;

/** The code of a check of nodes. */
export type IssueCode = keyof typeof severities;

/** A place in a file. Lines and columns count from 1. */
export interface Location {
  readonly file: string;
  /** Absent if the whole file is meant. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

/** An issue with its place in the files. */
export interface LocatedIssue extends Issue {
  /** Absent if it is unknown which node in the files the issue is about. */
  readonly location?: Location | undefined;
  /** The place of the other node, if two nodes conflict. */
  readonly otherLocation?: Location | undefined;
}

/** Makes an issue with the severity of its code. */
export function issueOf(code: IssueCode, path: Issue['path'], message: string, node: IssueNode): Issue {
  return { severity: severities[code], code, message, node, path };
}

/** Reduces a node to what identifies it, without its contents. */
export function issueNode(node: Named | undefined, index?: number): IssueNode {
  const { nodeType, name, id } = node ?? {};
  return {
    ...(index !== undefined && { index }),
    nodeType: asText(nodeType ?? 'node'),
    name: asText(name ?? ''),
    ...(id !== undefined && { id }),
  };
}

/** The parts of a node that identify it. In plain JavaScript its type and name may be anything. */
interface Named {
  readonly nodeType?: unknown;
  readonly name?: unknown;
  readonly id?: string | undefined;
}

/** The string itself. Anything else that stands in its place is quoted. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : show(value);
}

const shownIssues = 10;

/** Nodes cannot be published as they are. None were sent, unless this is the cause of a `PublishError`. */
export class InvalidNodesError extends ParadimeError {
  static {
    InvalidNodesError.prototype.name = 'InvalidNodesError';
  }
  override readonly code = 'INVALID_NODES';
  /** All issues, including warnings. Empty if there are no nodes at all. */
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
  return lines.length === 1
    ? `${lines[0]}.`
    : listLines(`${lines.length} errors in the nodes:`, lines, shownIssues, 'issues');
}

/**
 * Formats issues as a string with one line for each: severity, node, message and code. Issues of `checkIntegration` begin
 * with their place, as `file:line:column`. Empty for no issues. Shows control characters as escapes.
 */
export function formatIssues(issues: readonly LocatedIssue[]): string {
  return issues.map(formatIssue).join('\n');
}

function formatIssue(issue: LocatedIssue): string {
  const { severity, location, otherLocation } = issue;
  const place = location ? `${formatLocation(location)}: ` : '';
  const other = otherLocation ? `; the other is at ${formatLocation(otherLocation)}` : '';
  return escapeControls(`${place}${severity}: ${describeIssue(issue)}${other}`).replaceAll('\n', '\\n');
}

function formatLocation({ file, line, column }: Location): string {
  return [file, ...(line === undefined ? [] : [line, column ?? 1])].join(':');
}

/** An issue in one line: its place, its message and its code. */
function describeIssue(issue: Issue): string {
  const { node, path, message, code } = issue;
  const place = path.length > 0 ? `, ${formatPath(path)}` : '';
  return `${isOfDefinition(issue) ? '' : `${describeNode(node)}${place}: `}${message} (${code})`;
}

/** Whether an issue is about the definition. Its message then says about what. */
function isOfDefinition({ code, node }: Issue): boolean {
  return node.index === undefined && (code === 'unknown-icon' || code === 'similar-integration');
}

/** A node in a few words: its type, its name, and its position or that of its row, counted from 1. */
export function describeNode({ nodeType, name, index, row }: IssueNode): string {
  const position = index === undefined ? '' : ` (node ${index + 1})`;
  return `${nodeType} ${show(name)}${row === undefined ? position : ` (row ${row + 1})`}`;
}

/** A path in the notation of code, such as `upstream[0].table`. */
export function formatPath(path: Issue['path']): string {
  const step = (key: string | number, depth: number): string =>
    typeof key === 'string' && /^[\w$-]+$/.test(key) ? (depth === 0 ? key : `.${key}`) : `[${show(key)}]`;
  return path.map(step).join('');
}
