import type { LineageNode } from './graph.js';

/**
 * A text that stands for a node in an address, and stays the same when the integration is published again: what it is
 * and its name. Of several such nodes the later ones are numbered.
 */
export interface NodeKeys {
  readonly keyOf: (id: string) => string | undefined;
  readonly idOf: (key: string) => string | undefined;
}

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
