import type { NodeColor } from '../../src/generated/sandbox.js';

/** The hex value of a node type's colour. */
export function hexOf(color: NodeColor): string {
  return hex[color];
}

/** Paradime documents five of these values. LEAF, CYAN and CORAL are this project's guess. */
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
