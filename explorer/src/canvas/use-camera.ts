import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useCallback } from 'react';
import { type Box, boundsOf, type Layout } from '../layout/layout.js';

export interface Camera {
  /** Fits the whole layout into view. */
  readonly fitAll: () => void;
  /** Brings a node into view at a zoom of at least `leastZoom`. Returns whether the view had to change. */
  readonly reveal: (id: string, leastZoom: number) => boolean;
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
}

/** Controls which part of a layout is in view. */
export function useCamera(layout: Layout): Camera {
  const flow = useReactFlow();
  const store = useStoreApi();
  const fitAll = useCallback(() => {
    const { width, height } = store.getState();
    const bounds = boundsOf(layout);
    const room = { width: width - 2 * padding, height: height - 2 * padding };
    const zoom = Math.min(
      1,
      Math.max(zoomLimits.min, Math.min(room.width / bounds.width, room.height / bounds.height)),
    );
    void flow.setViewport({
      x: width / 2 - (bounds.x + bounds.width / 2) * zoom,
      y: height / 2 - (bounds.y + bounds.height / 2) * zoom,
      zoom,
    });
  }, [flow, layout, store]);
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
const padding = 48;
