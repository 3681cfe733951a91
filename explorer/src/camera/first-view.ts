import type { Viewport } from '@xyflow/react';
import { type Box, boundsOf, type Layout, nodeSize } from '../layout/layout.js';

/**
 * The view that a drawing is opened with if its names could not be read with all of it in view: the sources, at a zoom at
 * which names can be read. `room` is the part of the stage that is not covered. Undefined if everything should be shown: at
 * `wholeZoom` names can be read, or there are so many nodes that they are drawn as blocks.
 */
export function beginningOf(layout: Layout, room: Box, wholeZoom: number): Viewport | undefined {
  if (wholeZoom >= leastReadable || layout.size === 0 || layout.size > mostCards) return undefined;
  const { y, height } = boundsOf(layout);
  const left = Math.min(...Array.from(layout.values(), (place) => place.x));
  // Parts that lie below each other begin at slightly different places.
  const begins = [...layout.values()].filter((place) => place.x < left + nodeSize.width);
  const [first] = begins.sort((one, other) => one.y - other.y || one.x - other.x);
  const top = first?.y ?? y;
  const isLow = height * beginning < room.height - 2 * padding;
  return {
    x: room.x + margin - (first?.x ?? 0) * beginning,
    y: room.y + (isLow ? room.height / 2 - (y + height / 2) * beginning : padding - top * beginning),
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
