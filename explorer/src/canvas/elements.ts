import type { Edge } from '@xyflow/react';
import { nodeSize } from '../layout/layout.js';
import type { Drawing } from '../layout/use-layout.js';
import type { LineageNode } from '../model/graph.js';
import type { CardNode, Emphasis } from './node-card.js';

/** The nodes as React Flow elements. */
export function toFlowNodes(
  nodes: readonly LineageNode[],
  { layout }: Drawing,
  { lit }: Highlight,
  dataOf: (node: LineageNode) => Omit<CardNode['data'], 'node' | 'emphasis'>,
): CardNode[] {
  return nodes.map((node) => ({
    id: node.id,
    type: 'card',
    position: layout.get(node.id) ?? { x: 0, y: 0 },
    ...nodeSize,
    measured: nodeSize,
    data: { ...dataOf(node), node, emphasis: emphasisOf(lit, lit?.has(node.id)) },
  }));
}

/** The edges as React Flow elements. */
export function toFlowEdges({ graph }: Drawing, { lit }: Highlight): Edge[] {
  return graph.edges.map(({ from, to }) => {
    const emphasis = emphasisOf(lit, lit?.has(from) && lit.has(to));
    return {
      id: `${from} ${to}`,
      source: from,
      target: to,
      className: emphasis,
      zIndex: emphasis === 'lit' ? 1 : 0,
      focusable: false,
    };
  });
}

function emphasisOf(lit: Highlight['lit'], isLit: boolean | undefined): Emphasis {
  if (lit === undefined) return 'plain';
  return isLit ? 'lit' : 'dim';
}

/** The selected node, and the nodes that are highlighted with it. */
export interface Highlight {
  readonly selected: string | undefined;
  /** The selected node with everything upstream and downstream of it. */
  readonly lit: ReadonlySet<string> | undefined;
}
