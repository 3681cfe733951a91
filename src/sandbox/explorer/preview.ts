import type { Definition } from '../../lineage/definition.js';
import type { IssueNode, Location, Severity } from '../../lineage/issue.js';
import type { Node } from '../../lineage/node.js';

/** An integration that was read from files, for the page to show. */
export interface Preview {
  readonly definition: Definition;
  readonly nodes: readonly Node[];
  /** Everything that was found about the files, in the order in which the program prints it. */
  readonly issues: readonly ShownIssue[];
  /** The reasons why the files could not be read or published. */
  readonly problems: readonly PreviewProblem[];
  /** Whether the files could be read. If not, the nodes are those of the last version that could be. */
  readonly isReadable: boolean;
  /** Whether these nodes were published to the sandbox. */
  readonly isPublished: boolean;
  /** The folder that names of files are relative to. Absent if the page is to be opened on another machine. */
  readonly folder?: string | undefined;
}

/** A reason why the files of a preview could not be read or published. */
export interface PreviewProblem {
  readonly message: string;
  readonly location?: Location | undefined;
}

/** An issue as the page lists it. All `LocatedIssue` are. It need not be about a node. */
export interface ShownIssue {
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly node?: Pick<IssueNode, 'index'> | undefined;
  readonly otherNode?: Pick<IssueNode, 'index'> | undefined;
  readonly path?: readonly (string | number)[] | undefined;
  readonly location?: Location | undefined;
  readonly otherLocation?: Location | undefined;
}
