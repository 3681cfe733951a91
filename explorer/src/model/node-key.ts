import type { LineageNode } from './graph.js';

/**
 * Strings that identify nodes in an address. Unlike ids, they remain the same when the integration is published again.
 * A key consists of the node's integration, type and name. If several nodes share them, all but the first are numbered.
 */
export interface NodeKeys {
  readonly keyOf: (id: string) => string | undefined;
  readonly idOf: (key: string) => string | undefined;
}

/** Makes the keys of an integration's nodes. */
export function nodeKeys(nodes: readonly LineageNode[]): NodeKeys {
  const keys = new Map<string, string>();
  const ids = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const node of nodes) {
    const base = `${[node.integration, node.nodeType ?? node.role.toLowerCase()].filter(Boolean).join(' ')}:${node.label}`;
    const count = (counts.get(base) ?? 0) + 1;
    counts.set(base, count);
    const key = count === 1 ? base : `${base}~${count}`;
    keys.set(node.id, key);
    ids.set(key, node.id);
  }
  return { keyOf: (id) => keys.get(id), idOf: (key) => ids.get(key) };
}
