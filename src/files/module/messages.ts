import type { Issue } from '../../lineage/issue.js';

/** The messages that the thread of a module sends: the definition, its nodes in several parts, and how it ended. */
export type FromModule =
  /** The default export is something else, or there is none. */
  | { readonly type: 'export'; readonly found: string | undefined }
  | { readonly type: 'definition'; readonly definition: Readonly<Record<string, unknown>> }
  /** Undefined if they are something else than nodes. */
  | { readonly type: 'nodes'; readonly nodes: readonly unknown[] | undefined; readonly found?: string }
  | { readonly type: 'end'; readonly imports: readonly string[] }
  | { readonly type: 'error'; readonly error: ThrownValue; readonly imports: readonly string[] };

/** The error that a module has thrown. */
export interface ThrownValue {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  /** Those of an `InvalidNodesError`. */
  readonly issues?: readonly Issue[];
}
