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

/** Something to tell about a file, be it of its form or of its nodes. */
export interface Finding {
  readonly severity: Severity;
  readonly code: IssueCode | 'invalid-file' | 'assumed-kind';
  readonly message: string;
  readonly location?: Location | undefined;
  /** Where the other node is, where two do not go together. */
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

function locationOf({ file, line, column }: Location): Location {
  return { file, line, column };
}

/** How many errors and warnings there are. */
export function countFindings(findings: readonly Finding[]): { readonly errors: number; readonly warnings: number } {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: findings.length - errors };
}

export function summariseFindings(findings: readonly Finding[]): string {
  const { errors, warnings } = countFindings(findings);
  return `${plural(errors, 'error')}, ${plural(warnings, 'warning')}`;
}
