import type { Route } from '../layout/layout.js';
import type { Drawing } from '../layout/use-layout.js';
import type { GraphEdge } from '../model/graph.js';

/** The edges through hidden nodes that have room for a label, with its place. Highlighted edges come first. */
export function viaLabels(
  { graph, routes }: Drawing,
  lit: ReadonlySet<string> | undefined,
): ReadonlyMap<GraphEdge, readonly [x: number, y: number]> {
  const isLit = ({ from, to }: GraphEdge): boolean => (lit?.has(from) && lit.has(to)) ?? false;
  const through = graph.edges.filter(({ via }) => via !== undefined);
  const labels = new Map<GraphEdge, readonly [x: number, y: number]>();
  for (const edge of [...through.filter(isLit), ...through.filter((other) => !isLit(other))]) {
    const route = routes.get(edge);
    if (route === undefined) continue;
    const [x, y] = middleOf(route.points);
    const isFree = [...labels.values()].every(
      ([otherX, otherY]) => Math.abs(x - otherX) > room.width || Math.abs(y - otherY) > room.height,
    );
    if (isFree) labels.set(edge, [x, y]);
  }
  return labels;
}

/** The middle of the longest step from column to column. */
function middleOf(points: Route['points']): readonly [x: number, y: number] {
  let longest = 0;
  let middle: readonly [number, number] = [0, 0];
  for (let at = 2; at < points.length; at += 2) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = points.subarray(at - 2, at + 2);
    const length = Math.abs(x2 - x1) + Math.abs(y2 - y1);
    if (length <= longest) continue;
    longest = length;
    middle = [(x1 + x2) / 2, (y1 + y2) / 2];
  }
  return middle;
}

/** The room of a label at a usual zoom. */
const room = { width: 52, height: 22 } as const;
