import {
  describeNode,
  formatPath,
  type LocatedIssue,
  type Location,
  type Severity,
  severities,
} from '../lineage/issue.js';
import { describeProblem, type FileProblem, fileSeverities, type ProblemCode } from './errors.js';

/** An error or a warning about a file: about the file itself, or about a node in it. */
export interface Finding {
  readonly severity: Severity;
  readonly code: ProblemCode;
  /** Begins with the node and the place in it, if it is about a node. */
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

export function findingOfProblem({ file, line, column, ...problem }: FileProblem): Finding {
  const { code, message } = problem;
  const isAssumption = code === 'assumed-kind'; // It names the node type itself.
  return {
    severity: { ...severities, ...fileSeverities }[code],
    code,
    message: isAssumption ? message : describeProblem(problem),
    location: { file, line, column },
  };
}
