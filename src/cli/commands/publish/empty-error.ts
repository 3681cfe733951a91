import { InvalidNodesError } from '../../../lineage/issue.js';

/** The error for a publication without nodes, in the words of the program. */
export function emptyError(): InvalidNodesError {
  const message =
    'There are no nodes to publish. An empty publication would clear the integration: if that is what you want, use --allow-empty. Nothing was changed.';
  return new InvalidNodesError([], { message });
}

/** Replaces the library's error for a publication without nodes, which names an option in code. */
export function asEmptyError(error: unknown): unknown {
  return error instanceof InvalidNodesError && error.issues.length === 0 ? emptyError() : error;
}
