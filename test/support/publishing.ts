import type { Sandbox } from 'paradime-integrations/sandbox';

/** Batches of ten nodes. */
export const tens = { initial: 10, max: 10 };

/** The names of the nodes that an integration shows. */
export function shownNames(sandbox: Sandbox, uid: string): readonly string[] {
  return sandbox.nodes(uid).map(({ name }) => name);
}

/** The operations that the sandbox was sent, in order. */
export function operations(sandbox: Sandbox): readonly (string | undefined)[] {
  return sandbox.requests().map(({ operationName }) => operationName);
}
