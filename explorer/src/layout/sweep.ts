import { gaps, type LayoutRequest, nodeSize, type Point } from './layout.js';
import { meanOf, orderLayers } from './order.js';
import { type Adjacency, acyclic, longestPathRanks } from './ranks.js';

/**
 * Lays out a graph in layers from left to right, in time linear in the edges: layers by the longest path, order by
 * barycentres, heights by neighbours. A layer that would be too high for the proportions of a screen is split into
 * several columns.
 */
export function layoutBySweep({ count, edges }: LayoutRequest): readonly Point[] {
  const adjacency = acyclic(count, edges);
  const layers = orderLayers(adjacency, longestPathRanks(adjacency));
  const mostRows = Math.max(fewestRows, Math.ceil(Math.sqrt((count * columnWidth) / (rowHeight * aspectRatio))));
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  const single: (readonly number[])[] = [];
  let left = 0;
  for (const layer of layers) {
    const columns = Math.ceil(layer.length / mostRows);
    const rows = Math.ceil(layer.length / columns);
    for (const [at, node] of layer.entries()) {
      x[node] = left + (at % columns) * columnWidth;
      y[node] = (Math.floor(at / columns) - (rows - 1) / 2) * rowHeight;
    }
    if (columns === 1) single.push(layer);
    left += columns * columnWidth + gaps.betweenLayers - 2 * gaps.withinLayer;
  }
  straighten(single, adjacency, y);
  const top = y.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  return Array.from(x, (value, node) => ({ x: value, y: (y[node] ?? 0) - top }));
}

/** Moves the nodes of each layer as close to the height of their neighbours as their order and size permit. */
function straighten(layers: readonly (readonly number[])[], { before, after }: Adjacency, y: Float64Array): void {
  for (const [order, neighbours] of [
    [layers, before],
    [layers.toReversed(), after],
    [layers, before],
  ] as const) {
    for (const layer of order) {
      const wanted = layer.map((node) => meanOf(neighbours[node] ?? [], y) ?? y[node] ?? 0);
      for (const [at, height] of spread(wanted, rowHeight).entries()) y[layer[at] ?? 0] = height;
    }
  }
}

/** The values closest to `wanted` that keep their order and a minimum distance (pool adjacent violators). */
function spread(wanted: readonly number[], distance: number): readonly number[] {
  const pools: { sum: number; size: number }[] = [];
  for (const [at, value] of wanted.entries()) {
    let pool = { sum: value - at * distance, size: 1 };
    for (let last = pools.at(-1); last && last.sum / last.size > pool.sum / pool.size; last = pools.at(-1)) {
      pools.pop();
      pool = { sum: last.sum + pool.sum, size: last.size + pool.size };
    }
    pools.push(pool);
  }
  return pools
    .flatMap(({ sum, size }) => Array.from({ length: size }, () => sum / size))
    .map((value, at) => value + at * distance);
}

const rowHeight = nodeSize.height + gaps.withinLayer;
const columnWidth = nodeSize.width + 2 * gaps.withinLayer;
/** The ratio of width to height of a large drawing, roughly that of a screen. */
const aspectRatio = 1.6;
const fewestRows = 24;
