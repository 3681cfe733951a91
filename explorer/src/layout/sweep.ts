import { gaps, type LayoutRequest, nodeSize, type Point } from './layout.js';
import { meanOf, orderLayers } from './order.js';
import { type Adjacency, acyclic, longestPathRanks } from './ranks.js';

const rowHeight = nodeSize.height + gaps.withinLayer;
const columnWidth = nodeSize.width + 2 * gaps.withinLayer;
/** Width to height of a large picture, about that of a screen. */
const aspectRatio = 1.6;
const fewestRows = 24;

/**
 * Lays a graph out in layers from left to right, in time linear in the edges: ranks by the longest path, order by
 * barycentres, heights by neighbours. A layer that would be much higher than the picture is wide stands in several
 * columns.
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

/** Moves the nodes of each layer as near to the height of their neighbours as their order and size permit. */
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

/** The values nearest to those wanted that keep their order and a distance: pool adjacent violators. */
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
