import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useCallback } from 'react';
import type { Box, Layout } from '../layout/layout.js';
import { firstView, wholeView } from './first-view.js';

export interface Camera {
  /** Fits the whole layout into view. */
  readonly fitAll: () => void;
  /** Shows what a drawing is opened with: everything, or the beginning if names could not be read otherwise. */
  readonly begin: () => void;
  /** Brings a node into view at a zoom of at least `leastZoom`. Returns whether the view had to change. */
  readonly reveal: (id: string, leastZoom: number) => boolean;
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
}

/** Controls which part of a layout is in view. */
export function useCamera(layout: Layout): Camera {
  const flow = useReactFlow();
  const store = useStoreApi();
  const fitAll = useCallback(
    () => void flow.setViewport(wholeView(layout, store.getState(), zoomLimits.min)),
    [flow, layout, store],
  );
  const begin = useCallback(
    () => void flow.setViewport(firstView(layout, store.getState(), zoomLimits.min)),
    [flow, layout, store],
  );
  const reveal = useCallback(
    (id: string, leastZoom: number) => {
      const point = layout.get(id);
      if (point === undefined) return false;
      const zoom = flow.getZoom();
      if (zoom >= leastZoom && isWithin(point, viewOf(store.getState()))) return false;
      const center = { x: point.x + point.width / 2, y: point.y + point.height / 2 };
      void flow.setCenter(center.x, center.y, { zoom: Math.max(zoom, leastZoom), duration: moveMs() });
      return true;
    },
    [flow, layout, store],
  );
  return {
    fitAll,
    begin,
    reveal,
    zoomIn: () => void flow.zoomIn({ duration: moveMs() }),
    zoomOut: () => void flow.zoomOut({ duration: moveMs() }),
  };
}

/** The part of the layout that is in view. */
export function viewOf({ transform: [x, y, zoom], width, height }: ViewportState): Box {
  return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
}

export interface ViewportState {
  readonly transform: readonly [x: number, y: number, zoom: number];
  readonly width: number;
  readonly height: number;
}

/** Whether one box lies completely within another. */
export function isWithin(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

function moveMs(): number {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 250;
}

/** At this zoom and above, names are easy to read. */
export const readableZoom = 0.6;
export const zoomLimits = { min: 0.01, max: 2 } as const;
