import type { Issue } from '../lineage/issue.js';

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

/** Something wrong in a document, at that spot. */
export interface Problem extends Spot {
  readonly message: string;
  /** Where it is, for what the spot alone does not find: the second of two keys. */
  readonly position?: Position | undefined;
}

/** What a text says, and where. */
export interface ParsedText {
  readonly value: unknown;
  /** What is wrong with the text, although it can be parsed: keys that come twice. */
  readonly problems: readonly Problem[];
  /** Where each spot is, or what comes nearest around it. */
  readonly locate: (spots: readonly Spot[]) => readonly Position[];
}

/** No integration is nested as deeply; what reads a document goes down into it. */
export const mostDepth = 200;
