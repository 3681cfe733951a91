import type { Box } from '../layout/layout.js';
import type { Drawing } from '../layout/use-layout.js';

/**
 * The nearest node in a direction: left among the nodes that it reads from, right among those that read from it, up and
 * down within its column. The nearest is the one with the least difference in height. Undefined if there is none.
 */
export function neighbourOf({ graph, layout }: Placed, id: string, direction: Direction): string | undefined {
  const from = layout.get(id);
  if (from === undefined) return undefined;
  let nearest: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidatesIn({ graph, layout }, id, from, direction)) {
    const point = layout.get(candidate);
    if (point === undefined || candidate === id) continue;
    const distance = Math.abs(point.y - from.y);
    if (distance < least) [nearest, least] = [candidate, distance];
  }
  return nearest;
}

function candidatesIn({ graph, layout }: Placed, id: string, from: Box, direction: Direction): readonly string[] {
  if (direction === 'left') return graph.upstream(id);
  if (direction === 'right') return graph.downstream(id);
  return graph.nodes.flatMap(({ id: other }) => {
    const point = layout.get(other);
    if (point === undefined || point.x >= from.x + from.width || from.x >= point.x + point.width) return [];
    return (direction === 'up' ? point.y < from.y : point.y > from.y) ? [other] : [];
  });
}

/** The node at a point of the layout. Undefined if there is none. */
export function nodeAt({ graph, layout }: Placed, x: number, y: number): string | undefined {
  return graph.nodes.find(({ id }) => {
    const point = layout.get(id);
    return point && x >= point.x && y >= point.y && x <= point.x + point.width && y <= point.y + point.height;
  })?.id;
}

type Placed = Pick<Drawing, 'graph' | 'layout'>;
export type Direction = 'left' | 'right' | 'up' | 'down';
