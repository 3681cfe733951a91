import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useMemo } from 'react';
import { type Box, boundsOf, type Layout } from '../layout/layout.js';
import { beginningOf } from './first-view.js';
import { useRoom } from './room.js';

export interface Camera {
  /** Fits the whole layout into view. */
  readonly fitAll: () => void;
  /** Shows what a drawing is opened with: everything, or the beginning if names could not be read otherwise. */
  readonly begin: () => void;
  /** Fits nodes into view, unless that needs a smaller zoom than `leastZoom`. Returns whether they are in view now. */
  readonly fitNodes: (ids: ReadonlySet<string>, leastZoom: number) => boolean;
  /** Moves a node to the middle of the view, at a zoom. */
  readonly center: (id: string, zoom: number) => void;
  /** Pans just as far as it takes to see a node. Returns whether the view had to change. */
  readonly uncover: (id: string) => boolean;
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
}

/** The ways in which the user can change the view. */
export interface ViewControls extends Pick<Camera, 'fitAll' | 'zoomIn' | 'zoomOut'> {
  /** Fits the selected node and everything connected to it into view. If no node is selected, fits everything. */
  readonly fitSelection: () => void;
  /** Whether no node is in view. */
  readonly isAway: boolean;
}

/** Controls which part of a layout is in view. It keeps clear of what covers the picture. */
export function useCamera(layout: Layout): Camera {
  const flow = useReactFlow();
  const store = useStoreApi();
  const { covered } = useRoom();
  return useMemo(() => {
    const free = (padding: number): Box => {
      const { width, height } = store.getState();
      const { top, right, bottom } = covered();
      return {
        x: padding,
        y: top + padding,
        width: Math.max(1, width - right - 2 * padding),
        height: Math.max(1, height - top - bottom - 2 * padding),
      };
    };
    /** The part of the free room that has no buttons in it, so that none of them lies over a card. */
    const clear = (): Box => {
      const room = free(0);
      return { ...room, height: Math.max(1, room.height - toolbarHeight) };
    };
    const show = (part: Box, zoom: number, duration: number): void => {
      const { x, y, width, height } = clear();
      void flow.setViewport(
        {
          x: x + width / 2 - (part.x + part.width / 2) * zoom,
          y: y + height / 2 - (part.y + part.height / 2) * zoom,
          zoom,
        },
        { duration },
      );
    };
    const zoomFor = (part: Box): number => {
      const { width, height } = clear();
      const fitting = Math.min((width - 2 * padding) / part.width, (height - 2 * padding) / part.height);
      return Math.min(1, Math.max(zoomLimits.min, fitting));
    };
    const fitAll = (): void => {
      const bounds = boundsOf(layout);
      show(bounds, zoomFor(bounds), 0);
    };
    return {
      fitAll,
      begin: () => {
        const view = beginningOf(layout, free(0), zoomFor(boundsOf(layout)));
        if (view) void flow.setViewport(view);
        else fitAll();
      },
      fitNodes: (ids, leastZoom) => {
        const part = boxOf(layout, ids);
        if (part === undefined || zoomFor(part) < leastZoom) return false;
        show(part, zoomFor(part), moveMs());
        return true;
      },
      center: (id, zoom) => {
        const part = boxOf(layout, new Set([id]));
        if (part) show(part, zoom, moveMs());
      },
      uncover: (id) => {
        const part = boxOf(layout, new Set([id]));
        if (part === undefined) return false;
        const [x, y, zoom] = store.getState().transform;
        const room = free(margin);
        const dx = shift(x + part.x * zoom, part.width * zoom, room.x, room.width);
        const dy = shift(y + part.y * zoom, part.height * zoom, room.y, room.height);
        if (dx === 0 && dy === 0) return false;
        void flow.setViewport({ x: x + dx, y: y + dy, zoom }, { duration: moveMs() });
        return true;
      },
      zoomIn: () => void flow.zoomIn({ duration: moveMs() }),
      zoomOut: () => void flow.zoomOut({ duration: moveMs() }),
    };
  }, [flow, layout, store, covered]);
}

/** The smallest box around some nodes. Undefined if the layout has none of them. */
function boxOf(layout: Layout, ids: ReadonlySet<string>): Box | undefined {
  const part = new Map(
    [...ids].flatMap((id) => {
      const place = layout.get(id);
      return place ? [[id, place] as const] : [];
    }),
  );
  return part.size === 0 ? undefined : boundsOf(part);
}

/** How far something has to move along one axis to lie within the room. If it is larger, its beginning is shown. */
function shift(start: number, length: number, roomStart: number, roomLength: number): number {
  if (start < roomStart || length > roomLength) return roomStart - start;
  return Math.min(0, roomStart + roomLength - (start + length));
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

export const zoomLimits = { min: 0.01, max: 2 } as const;
/** Around what is fitted into view, in pixels. */
const padding = 40;
/** How much higher than the padding the buttons in the lower corner reach, in pixels. */
const toolbarHeight = 24;
/** Around a node that is uncovered, in pixels. */
const margin = 16;
