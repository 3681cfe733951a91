import { nodeSize } from '../layout/layout.js';
import type { Drawing } from '../layout/use-layout.js';

export type Direction = 'left' | 'right' | 'up' | 'down';

/**
 * The node that lies next to another: to the left what it reads from, to the right what reads from it, the one at its
 * height first; up and down those in its column. Undefined where there is none.
 */
export function neighbourOf({ graph, layout }: Drawing, id: string, direction: Direction): string | undefined {
  const from = layout.get(id);
  if (from === undefined) return undefined;
  const isAside = direction === 'left' || direction === 'right';
  const candidates = isAside
    ? direction === 'left'
      ? graph.upstream(id)
      : graph.downstream(id)
    : graph.nodes.flatMap(({ id: other }) => {
        const point = layout.get(other);
        if (point === undefined || Math.abs(point.x - from.x) >= nodeSize.width) return [];
        return (direction === 'up' ? point.y < from.y : point.y > from.y) ? [other] : [];
      });
  let nearest: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const point = layout.get(candidate);
    if (point === undefined || candidate === id) continue;
    const distance = Math.abs(point.y - from.y);
    if (distance < least) [nearest, least] = [candidate, distance];
  }
  return nearest;
}

/** The node at a point of the layout. */
export function nodeAt({ graph, layout }: Drawing, x: number, y: number): string | undefined {
  return graph.nodes.find(({ id }) => {
    const point = layout.get(id);
    return point && x >= point.x && y >= point.y && x <= point.x + nodeSize.width && y <= point.y + nodeSize.height;
  })?.id;
}
