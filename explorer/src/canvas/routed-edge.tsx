import { BaseEdge, type Edge, type EdgeProps } from '@xyflow/react';
import { memo, type ReactElement, useMemo } from 'react';
import type { Route } from '../layout/layout.js';
import { svgPathOf } from '../layout/trace.js';

export type RoutedEdge = Edge<
  {
    readonly route: Route;
    /** The number of hidden nodes that the edge leads through. Undefined if it leads through none. */
    readonly via: number | undefined;
    /** The place of the label that says so. Undefined if there is no room for one. */
    readonly labelAt: readonly [x: number, y: number] | undefined;
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
  const labelAt = data?.labelAt;
  return (
    <g data-line={via === undefined ? (route.isBack ? 'back' : 'plain') : 'through'}>
      <BaseEdge path={path} interactionWidth={0} />
      <path className="arrow" d="M0 0L-8 -4V4Z" style={{ translate: `${x}px ${y}px` }} />
      {labelAt && (
        <text className="via" style={{ translate: `${labelAt[0]}px ${labelAt[1]}px` }}>
          via {via}
        </text>
      )}
    </g>
  );
});
