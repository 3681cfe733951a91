import type { Path, Problem } from '../documents/parsed-text.js';
import type { Definition } from '../lineage/definition.js';
import type { Node } from '../lineage/node.js';
import type { Validated } from './validate.js';

/** How nodes are written. */
export interface NodeFormat {
  /** Reads one node, as a file has it. */
  readonly read: (value: unknown) => Validated<Node>;
  /** Where in what the file has an attribute of the node is. */
  readonly pathOf: (path: Path) => Path;
}

/** A definition that was read, and how to read the nodes that go with it. */
export interface Layout {
  /** Absent when there are problems. */
  readonly definition: Definition | undefined;
  readonly problems: readonly Problem[];
  readonly format: NodeFormat;
}
