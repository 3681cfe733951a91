import type { Adjacency } from './ranks.js';

/**
 * The nodes of each layer, ordered so that few edges cross. Each node moves to the mean place of its neighbours in the
 * layers before it, then in those after it, several times. Takes time linear in the edges, apart from the sorting.
 */
export function orderLayers(adjacency: Adjacency, ranks: readonly number[]): readonly (readonly number[])[] {
  const layers = initialLayers(adjacency, ranks);
  const place = new Float64Array(ranks.length); // Within the layer, from 0 to 1: layers differ in size.
  const settle = (layer: readonly number[]): void => {
    for (const [at, node] of layer.entries()) place[node] = (at + 0.5) / layer.length;
  };
  for (const layer of layers) settle(layer);
  for (let pass = 0; pass < passes; pass++) {
    const isForward = pass % 2 === 0;
    const neighbours = isForward ? adjacency.before : adjacency.after;
    for (const layer of isForward ? layers : layers.toReversed()) {
      for (const node of layer) place[node] = meanOf(neighbours[node] ?? [], place) ?? place[node] ?? 0;
      layer.sort((one, other) => (place[one] ?? 0) - (place[other] ?? 0));
      settle(layer);
    }
  }
  return layers;
}

/** The mean of the values of some nodes. Undefined if there are no nodes. */
export function meanOf(nodes: readonly number[], values: ArrayLike<number>): number | undefined {
  if (nodes.length === 0) return undefined;
  return nodes.reduce((sum, node) => sum + (values[node] ?? 0), 0) / nodes.length;
}

/** Nodes in the order in which a walk along the edges reaches them, so that connected nodes are close to each other. */
function initialLayers({ before, after }: Adjacency, ranks: readonly number[]): number[][] {
  const layers: number[][] = Array.from(
    { length: ranks.reduce((most, rank) => Math.max(most, rank + 1), 0) },
    () => [],
  );
  const isSeen = new Uint8Array(ranks.length);
  for (let root = 0; root < ranks.length; root++) {
    const open = [root];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (isSeen[node]) continue;
      isSeen[node] = 1;
      layers[ranks[node] ?? 0]?.push(node);
      open.push(...(after[node] ?? []), ...(before[node] ?? []));
    }
  }
  return layers;
}

const passes = 8;
