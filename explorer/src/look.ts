import type { Lineage, LineageNode } from './model/graph.js';
import { hexOf } from './node-color.js';

/** How a node is drawn. */
export interface Look {
  readonly icon: string | null;
  /** Undefined for what lies outside: it is drawn in grey. */
  readonly color: string | undefined;
}

const outside: Readonly<Record<Exclude<LineageNode['role'], 'NODE'>, string>> = {
  TABLE: 'th',
  NATIVE: 'data-connection',
  CUSTOM: 'applications',
  MISSING: 'warning-sign',
};

/** Tells how nodes are drawn: by their node type, or by their role where they lie outside. */
export function createLook(nodeTypes: Lineage['nodeTypes']): (node: LineageNode) => Look {
  const looks = new Map(
    nodeTypes.map(({ name, icon, color }): [string, Look] => [name, { icon, color: hexOf(color) }]),
  );
  const plain: Look = { icon: null, color: hexOf(null) };
  return ({ role, nodeType }) =>
    role === 'NODE' ? (looks.get(nodeType ?? '') ?? plain) : { icon: outside[role], color: undefined };
}
