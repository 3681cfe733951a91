import { describeProblem, type FileProblem } from '../../documents/errors.js';
import {
  describeNode,
  formatPath,
  type IssueCode,
  type LocatedIssue,
  type Location,
  type Severity,
} from '../../lineage/issue.js';
import { plural } from '../terminal/words.js';

/** An error or a warning about a file: about its format, or about its nodes. */
export interface Finding {
  readonly severity: Severity;
  readonly code: IssueCode | 'invalid-file' | 'assumed-kind';
  readonly message: string;
  readonly location?: Location | undefined;
  /** The place of the other node, if two nodes conflict. */
  readonly otherLocation?: Location | undefined;
}

export function findingOfIssue({
  severity,
  code,
  message,
  node,
  path,
  location,
  otherLocation,
}: LocatedIssue): Finding {
  const where =
    node.index === undefined ? '' : `${describeNode(node)}${path.length > 0 ? `, ${formatPath(path)}` : ''}: `;
  return { severity, code, message: where + message, location, otherLocation };
}

export function findingOfProblem(problem: FileProblem): Finding {
  return { severity: 'error', code: 'invalid-file', message: describeProblem(problem), location: locationOf(problem) };
}

export function findingOfAssumption({ message, ...problem }: FileProblem): Finding {
  return { severity: 'warning', code: 'assumed-kind', message, location: locationOf(problem) };
}

/** Counts errors and warnings. */
export function countFindings(findings: readonly Finding[]): { readonly errors: number; readonly warnings: number } {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: findings.length - errors };
}

/** Counts errors and warnings, in words. */
export function summariseFindings(findings: readonly Finding[]): string {
  const { errors, warnings } = countFindings(findings);
  return `${plural(errors, 'error')}, ${plural(warnings, 'warning')}`;
}

function locationOf({ file, line, column }: Location): Location {
  return { file, line, column };
}
