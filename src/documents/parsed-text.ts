import type { Issue } from '../lineage/issue.js';
import type { ProblemCode } from './errors.js';

/** The value that a string of JSON or YAML describes, with the positions of its parts. */
export interface ParsedText {
  readonly value: unknown;
  /** Problems in a string that can be parsed nevertheless, such as a key that appears twice. */
  readonly problems: readonly Problem[];
  /** Finds the position of each spot, or of the innermost value around it. */
  readonly locate: (spots: readonly Spot[]) => readonly Position[];
}

export type Path = Issue['path'];

/** Line and column, from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A place in a document: a value, or the key before it. */
export interface Spot {
  readonly path: Path;
  readonly isKey?: boolean | undefined;
}

/** Something wrong at a spot in a document. */
export interface Problem extends Spot {
  /** Default: `invalid-file`. */
  readonly code?: ProblemCode | undefined;
  /** As in `FileProblem`. */
  readonly place?: string | undefined;
  readonly message: string;
  /** Where it is, if the spot alone does not say: the second of two equal keys. */
  readonly position?: Position | undefined;
}

/** The deepest nesting accepted. No integration needs as much, and whatever walks a document recurses into it. */
export const mostDepth = 200;

/** Problems with keys, in the words that JSON and YAML share. */
export const appearsTwice = 'appears twice; only one of them could be kept';
export const forbiddenName = 'is not allowed as a name';
