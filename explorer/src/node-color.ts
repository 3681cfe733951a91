import type { Lineage } from './model/graph.js';

type NodeType = Lineage['nodeTypes'][number];
type NodeColor = NonNullable<NodeType['color']>;

/** What Paradime draws where a node type names no colour. */
const defaultColor: NodeColor = 'ORANGE';

/** The colours of node types. Paradime documents five of them; LEAF, CYAN and CORAL are this project's guess. */
const hex: Readonly<Record<NodeColor, string>> = {
  VIOLET: '#827be6',
  ORANGE: '#fb982e',
  MANDY: '#ef6292',
  TEAL: '#33a9a9',
  GREEN: '#27ae60',
  LEAF: '#8bb944',
  CYAN: '#3fa7d6',
  CORAL: '#f2725c',
};

export function hexOf(color: NodeColor | null | undefined): string {
  return hex[color ?? defaultColor];
}
