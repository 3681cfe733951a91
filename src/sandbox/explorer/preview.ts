import type { Definition } from '../../lineage/definition.js';
import type { LocatedIssue } from '../../lineage/issue.js';
import type { Node } from '../../lineage/node.js';

/** An integration as its files have it, to be looked at. */
export interface Preview {
  readonly definition: Definition;
  readonly nodes: readonly Node[];
  readonly issues: readonly LocatedIssue[];
  /** Why the files could not be read or published, in a line each. */
  readonly problems: readonly string[];
  /** Whether the sandbox shows these nodes, too. */
  readonly isPublished: boolean;
}
