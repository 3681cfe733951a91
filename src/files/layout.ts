import type { Path, Problem } from '../documents/parsed-text.js';
import type { Definition } from '../lineage/definition.js';
import type { Node } from '../lineage/node.js';
import type { Validated } from './validate.js';

/** A definition that was read from a file, and the format of its nodes. */
export interface Layout {
  /** Absent if there are problems. */
  readonly definition: Definition | undefined;
  readonly problems: readonly Problem[];
  readonly format: NodeFormat;
}

/** The way in which a file writes nodes. */
export interface NodeFormat {
  /** Reads one node from the value in the file. */
  readonly read: (value: unknown) => Validated<Node>;
  /** Converts the path of an attribute in a node to its path in the value. */
  readonly pathOf: (path: Path) => Path;
}
