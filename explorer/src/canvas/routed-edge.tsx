import { BaseEdge, type Edge, type EdgeProps } from '@xyflow/react';
import { memo, type ReactElement, useMemo } from 'react';
import type { Route } from '../layout/layout.js';
import { svgPathOf } from '../layout/trace.js';

export type RoutedEdge = Edge<
  {
    readonly route: Route;
    /** The number of hidden nodes that the edge leads through. Undefined if it leads through none. */
    readonly via: number | undefined;
  },
  'routed'
>;

/** The element of an edge on the canvas: a line along its route, with an arrowhead at the end. */
export const RoutedEdgeLine = memo(function RoutedEdgeLine({ data }: EdgeProps<RoutedEdge>): ReactElement | null {
  const route = data?.route;
  const path = useMemo(() => (route ? svgPathOf(route.points) : ''), [route]);
  if (route === undefined || route.points.length < 4) return null;
  const [x = 0, y = 0] = route.points.slice(-2);
  const via = data?.via;
  const [labelX, labelY] = middleOf(route.points);
  return (
    <g data-line={via === undefined ? (route.isBack ? 'back' : 'plain') : 'through'}>
      <BaseEdge path={path} interactionWidth={0} />
      <path className="arrow" d="M0 0L-8 -4V4Z" style={{ translate: `${x}px ${y}px` }} />
      {via !== undefined && (
        <text className="via" style={{ translate: `${labelX}px ${labelY}px` }}>
          via {via}
        </text>
      )}
    </g>
  );
});

/** The middle of the longest step from column to column. */
function middleOf(points: Float32Array): readonly [x: number, y: number] {
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
