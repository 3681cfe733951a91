import type { Node } from '../lineage/node.js';

/** Estimates the characters of a node: those of its strings and field descriptions, and 200 per element of a list. */
export function roughSize(node: Node): number {
  let size = 0;
  for (const attribute in node) {
    const value: unknown = Reflect.get(node, attribute);
    if (typeof value === 'string') size += value.length;
    else if (Array.isArray(value)) size += 200 * value.length;
  }
  if (node.kind === 'dashboard' || !Array.isArray(node.fields)) return size;
  return node.fields.reduce((sum, field) => sum + (field?.description?.length ?? 0), size);
}
