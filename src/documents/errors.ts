import { listLines, ParadimeError } from '../errors.js';
import { formatPath, type Issue, type IssueCode, type Location, type Severity } from '../lineage/issue.js';

/** Files cannot be read, or do not contain what they should. `problems` lists everything that is wrong. */
export class InvalidFileError extends ParadimeError {
  static {
    InvalidFileError.prototype.name = 'InvalidFileError';
  }
  override readonly code = 'INVALID_FILE';
  /** The first file that has a problem. */
  readonly file: string;
  readonly problems: readonly FileProblem[];

  constructor(problems: readonly FileProblem[], cause?: unknown) {
    super(summarise(problems), cause === undefined ? {} : { cause });
    this.file = problems[0]?.file ?? '';
    this.problems = problems;
  }
}

/** The code of a problem in a file: of the file itself, or of a check of nodes. */
export type ProblemCode =
  | IssueCode
  | 'invalid-file'
  | 'duplicate-integration'
  | 'no-nodes'
  | 'assumed-kind'
  | 'not-listed';

/** The severity of what is found about files rather than their nodes. */
export const fileSeverities = {
  'invalid-file': 'error',
  'no-nodes': 'error',
  'duplicate-integration': 'error',
  'assumed-kind': 'warning',
  'not-listed': 'warning',
} as const satisfies Readonly<Record<Exclude<ProblemCode, IssueCode>, Severity>>;

/** A problem in a file. */
export interface FileProblem extends Location {
  /**
   * `invalid-file` for a problem of the file itself or of the definition. A node of the wrong form has the code of the
   * check that looks for the same in nodes that were made in code, such as `invalid-timestamp`.
   */
  readonly code: ProblemCode;
  /** Where in the document: `['nodes', 3, 'upstream']`. Empty for the document as a whole. */
  readonly path: Issue['path'];
  /** The same in words, if it is in a node, which is counted from 1: `Chart "Revenue" (node 2), createdAt`. */
  readonly place?: string | undefined;
  /** States what was found and what is allowed, without the place. */
  readonly message: string;
}

/** The error for a problem with a file as a whole. */
export function invalidFile(file: string, message: string, cause?: unknown): InvalidFileError {
  return new InvalidFileError([{ code: 'invalid-file', file, path: [], message }], cause);
}

/** Formats a problem as `file:line:column: place: message`, in which editors and terminals recognise a link. */
export function formatProblem(problem: FileProblem): string {
  return `${formatLocation(problem)}: ${describeProblem(problem)}`;
}

function formatLocation({ file, line, column }: Location): string {
  return line === undefined ? file : `${file}:${line}:${column ?? 1}`;
}

/** Formats a problem in one line, without the file. */
export function describeProblem({ path, place, message }: Pick<FileProblem, 'path' | 'place' | 'message'>): string {
  if (place !== undefined) return `${place}: ${message}`;
  return path.length > 0 ? `${formatPath(path)} ${message}` : message;
}

const shownProblems = 20;

function summarise(problems: readonly FileProblem[]): string {
  const lines = problems.map(formatProblem);
  if (lines.length === 1) return `${lines[0]}`;
  return listLines(`${lines.length} errors in the files:`, lines, shownProblems, 'problems');
}
