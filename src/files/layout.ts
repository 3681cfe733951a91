import type { Path, Problem } from '../documents/parsed-text.js';
import type { Validated } from '../documents/validate.js';
import type { Definition } from '../lineage/definition.js';
import type { Node } from '../lineage/node.js';

/** A definition that was read from a file, and the format of its nodes. */
export interface Layout {
  /** Absent if there are problems. */
  readonly definition: Definition | undefined;
  /**
   * The part of the definition that checks of nodes need, which may be readable even if there are problems. Absent if
   * its name or the names of its node types are not.
   */
  readonly outline: Definition | undefined;
  readonly problems: readonly Problem[];
  readonly format: NodeFormat;
}

/** The way in which a file writes nodes. */
export interface NodeFormat {
  /** Reads one node from the value in the file. There are no problems if those of the definition prevent it. */
  readonly read: (value: unknown) => Validated<Node>;
  /** Reads what identifies a node from a value that may have problems. */
  readonly identify: (value: unknown) => NodeSketch;
  /** Converts the path of an attribute in a node to its path in the value. */
  readonly pathOf: (path: Path) => Path;
}

/** The identity of a node that has the wrong form, as far as it can be read. */
export interface NodeSketch {
  readonly nodeType?: string | undefined;
  readonly name?: string | undefined;
  /** The node's own id. */
  readonly id?: string | undefined;
  /** Whether the node has an id that cannot be read, so that its stable id is unknown. */
  readonly hasBadId: boolean;
}

/** Makes a sketch from values that may be anything. Null counts as absent. */
export function sketchOf(nodeType: unknown, name: unknown, id: unknown): NodeSketch {
  return {
    nodeType: stringOf(nodeType),
    name: stringOf(name),
    id: stringOf(id),
    hasBadId: typeof (id ?? '') !== 'string',
  };
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
