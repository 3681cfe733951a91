import type { Definition } from '../../lineage/definition.js';
import type { LocatedIssue } from '../../lineage/issue.js';
import type { Node } from '../../lineage/node.js';

/** An integration that was read from files, for the page to show. */
export interface Preview {
  readonly definition: Definition;
  readonly nodes: readonly Node[];
  readonly issues: readonly LocatedIssue[];
  /** The reasons why the files could not be read or published, one line each. */
  readonly problems: readonly string[];
  /** Whether these nodes were published to the sandbox. */
  readonly isPublished: boolean;
}
