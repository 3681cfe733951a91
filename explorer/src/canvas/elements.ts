import { nodeSize } from '../layout/layout.js';
import type { Drawing } from '../layout/use-layout.js';
import type { LineageNode } from '../model/graph.js';
import type { CardNode, Emphasis } from './node-card.js';
import type { RoutedEdge } from './routed-edge.js';
import { viaLabels } from './via-labels.js';

/** The nodes as React Flow elements. */
export function toFlowNodes(
  nodes: readonly LineageNode[],
  { layout, labels }: Drawing,
  { lit }: Highlight,
  dataOf: (node: LineageNode) => Omit<CardNode['data'], 'node' | 'emphasis' | 'label' | 'width'>,
): CardNode[] {
  return nodes.map((node) => {
    const { x, y, width, height } = layout.get(node.id) ?? { x: 0, y: 0, ...nodeSize };
    const label = labels.get(node.id) ?? { title: node.label, where: '', tail: 0, width };
    return {
      id: node.id,
      type: 'card',
      position: { x, y },
      width,
      height,
      measured: { width, height },
      data: { ...dataOf(node), node, label, width, emphasis: emphasisOf(lit, lit?.has(node.id)) },
    };
  });
}

/** The edges as React Flow elements. All lie under the cards, the lit ones on top of the others. */
export function toFlowEdges(drawing: Drawing, highlight: Highlight): RoutedEdge[] {
  const { graph, routes } = drawing;
  const { lit } = highlight;
  const labels = viaLabels(drawing, lit);
  return graph.edges.flatMap((edge): RoutedEdge[] => {
    const route = routes.get(edge);
    if (route === undefined) return [];
    const { from, to, via } = edge;
    const emphasis = emphasisOf(lit, lit?.has(from) && lit.has(to));
    return [
      {
        id: `${from} ${to}`,
        type: 'routed',
        source: from,
        target: to,
        className: emphasis,
        zIndex: emphasis === 'lit' ? -1 : -2,
        focusable: false,
        // The nodes say what they are connected to: a screen reader would read hundreds of edges before the first node.
        domAttributes: { 'aria-hidden': true },
        data: { route, via, labelAt: labels.get(edge) },
      },
    ];
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
