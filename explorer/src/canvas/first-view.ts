import type { Viewport } from '@xyflow/react';
import { boundsOf, type Layout, type Size } from '../layout/layout.js';

/** The view that shows a whole layout in the middle of a stage, at a zoom of at most 1. */
export function wholeView(layout: Layout, stage: Size, least: number): Viewport {
  const bounds = boundsOf(layout);
  const zoom = Math.min(
    1,
    Math.max(least, Math.min((stage.width - 2 * padding) / bounds.width, (stage.height - 2 * padding) / bounds.height)),
  );
  return {
    x: stage.width / 2 - (bounds.x + bounds.width / 2) * zoom,
    y: stage.height / 2 - (bounds.y + bounds.height / 2) * zoom,
    zoom,
  };
}

/**
 * The view that a drawing is opened with. It shows everything if names can be read then, or if there are so many nodes
 * that they are drawn as blocks. Otherwise it shows the sources at a zoom at which names can be read.
 */
export function firstView(layout: Layout, stage: Size, least: number): Viewport {
  const whole = wholeView(layout, stage, least);
  if (whole.zoom >= leastReadable || layout.size === 0 || layout.size > mostCards) return whole;
  const { y, height } = boundsOf(layout);
  const [first] = [...layout.values()].sort((one, other) => one.x - other.x || one.y - other.y);
  const top = first?.y ?? y;
  const isLow = height * beginning < stage.height - 2 * padding;
  return {
    x: margin - (first?.x ?? 0) * beginning,
    y: isLow ? stage.height / 2 - (y + height / 2) * beginning : padding - top * beginning,
    zoom: beginning,
  };
}

const padding = 48;
const margin = 24;
/** Below this zoom a card has no room for a name that can be read. */
const leastReadable = 0.32;
const beginning = 0.7;
/** Above this number, nodes are drawn as blocks when the view is zoomed out. */
export const mostCards = 300;
