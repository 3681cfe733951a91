import { gaps, type Point, type Size } from './layout.js';

export interface Packing extends Size {
  readonly positions: readonly Point[];
  /** The zoom at which everything fits into the room, at most 1. */
  readonly zoom: number;
}

/** Places parts in rows, in their order. The width of the rows is the one with which they can be shown largest. */
export function pack(sizes: readonly Size[], room: Size): Packing {
  const widest = Math.max(0, ...sizes.map(({ width }) => width));
  let best = packRows(sizes, widest, room);
  const all = sizes.reduce((sum, { width }) => sum + width + partGaps.x, 0);
  for (const zoom of zooms) {
    const width = room.width / zoom;
    if (width <= widest || sizes.length < 2) continue;
    const packing = packRows(sizes, width, room);
    if (packing.zoom > best.zoom * 1.02) best = packing;
    if (width > all) break;
  }
  return best;
}

function packRows(sizes: readonly Size[], most: number, room: Size): Packing {
  const positions: Point[] = [];
  let [x, y, rowHeight, width] = [0, 0, 0, 0];
  for (const size of sizes) {
    if (x > 0 && x + size.width > most) {
      y += rowHeight + partGaps.y;
      [x, rowHeight] = [0, 0];
    }
    positions.push({ x, y });
    x += size.width + partGaps.x;
    rowHeight = Math.max(rowHeight, size.height);
    width = Math.max(width, x - partGaps.x);
  }
  const height = y + rowHeight;
  return { positions, width, height, zoom: Math.min(1, room.width / width, room.height / height) };
}

const zooms = [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.42, 0.35, 0.3, 0.25, 0.2, 0.15, 0.1, 0.07, 0.05, 0.03] as const;
/** Parts are further apart than the nodes and layers of one part, so that they do not read as one. */
const partGaps = { x: 1.6 * gaps.betweenLayers, y: 3 * gaps.withinLayer } as const;
