import { defaultLook } from './default-look.js';
import type { Lineage, LineageNode } from './model/graph.js';
import { hexOf } from './node-color.js';

/** How a node is drawn. */
export interface Look {
  readonly icon: string;
  /** A hex value. Undefined for nodes outside the integration, which are drawn in grey. */
  readonly color: string | undefined;
}

/** Returns a function that gives the look of a node: by node type, or by role for a node outside the integration. */
export function createLook(nodeTypes: Lineage['nodeTypes']): (node: LineageNode) => Look {
  const looks = new Map(nodeTypes.map((nodeType) => [nodeType.name, lookOf(nodeType)]));
  const plain = lookOf({ icon: null, color: null });
  return ({ role, nodeType }) =>
    role === 'NODE' ? (looks.get(nodeType ?? '') ?? plain) : { icon: outside[role], color: undefined };
}

function lookOf({ icon, color }: Pick<Lineage['nodeTypes'][number], 'icon' | 'color'>): Look {
  return { icon: icon ?? defaultLook.icon, color: hexOf(color ?? defaultLook.color) };
}

const outside: Readonly<Record<Exclude<LineageNode['role'], 'NODE'>, string>> = {
  TABLE: 'th',
  NATIVE: 'data-connection',
  CUSTOM: 'applications',
  MISSING: 'warning-sign',
};
