import { countCrossings } from './crossings.js';
import type { Adjacency } from './ranks.js';

/** Hints for the order within layers. */
export interface OrderHints {
  /** The node of the same layer that a node has to be close to, by number. */
  readonly attached?: ReadonlyMap<number, number>;
  /** Nodes from this number on are lanes. Among nodes that want the same place, lanes come in the middle. */
  readonly cards?: number;
  /** The former height of each node. NaN for new ones. */
  readonly former?: ArrayLike<number> | undefined;
}

/**
 * The nodes of each layer, ordered so that few edges cross. Each node moves to the mean place of its neighbours in the
 * layers before it, then in those after it, several times. Takes time linear in the edges, apart from the sorting. In
 * small graphs the best order that was seen is kept.
 */
export function orderLayers(
  adjacency: Adjacency,
  ranks: ArrayLike<number>,
  { attached, cards = ranks.length, former }: OrderHints = {},
): readonly (readonly number[])[] {
  const layers = initialLayers(adjacency, ranks);
  if (former) for (const layer of layers) sortByFormer(layer, adjacency, former);
  const place = new Float64Array(ranks.length); // Within the layer, from 0 to 1: layers differ in size.
  const settle = (layer: readonly number[]): void => {
    for (const [at, node] of layer.entries()) place[node] = (at + 0.5) / layer.length;
  };
  for (const layer of layers) settle(layer);
  const isSmall = ranks.length <= mostCounted;
  let best = layers.map((layer) => [...layer]);
  let fewest = isSmall ? countCrossings(layers, adjacency) : 0;
  let lastBetter = 0;
  for (let pass = 0; pass < (isSmall ? passes.small : passes.large); pass++) {
    const isForward = pass % 2 === 0;
    const neighbours = isForward ? adjacency.before : adjacency.after;
    for (const layer of isForward ? layers : layers.toReversed()) {
      for (const node of layer) place[node] = meanOf(neighbours[node] ?? [], place) ?? place[node] ?? 0;
      for (const node of layer) {
        const host = attached?.get(node);
        if (host !== undefined) place[node] = (place[host] ?? 0) - closeBy;
      }
      layer.sort((one, other) => (place[one] ?? 0) - (place[other] ?? 0));
      if (cards < ranks.length) centerLanes(layer, place, cards);
      settle(layer);
    }
    if (!isSmall) continue;
    const crossings = countCrossings(layers, adjacency);
    const isBetter = crossings < fewest || (pass < 2 && crossings === fewest);
    lastBetter = isBetter ? pass : lastBetter;
    if (isBetter) [best, fewest] = [layers.map((layer) => [...layer]), crossings];
    if ((fewest === 0 && pass > 0) || pass - lastBetter >= patience) break;
  }
  return isSmall ? best : layers;
}

/** The mean of the values of some nodes. Undefined if there are no nodes. */
export function meanOf(nodes: readonly number[], values: ArrayLike<number>): number | undefined {
  if (nodes.length === 0) return undefined;
  return nodes.reduce((sum, node) => sum + (values[node] ?? 0), 0) / nodes.length;
}

/** Moves lanes into the middle of those nodes that want the same place. */
function centerLanes(layer: number[], place: Float64Array, cards: number): void {
  for (let start = 0; start < layer.length; ) {
    let end = start + 1;
    while (end < layer.length && place[layer[end] ?? 0] === place[layer[start] ?? 0]) end++;
    const run = layer.slice(start, end);
    const lanes = run.filter((node) => node >= cards);
    if (lanes.length > 0 && lanes.length < run.length) {
      const others = run.filter((node) => node < cards);
      const half = Math.ceil(others.length / 2);
      layer.splice(start, run.length, ...others.slice(0, half), ...lanes, ...others.slice(half));
    }
    start = end;
  }
}

/** Nodes in the order in which a walk along the edges reaches them, so that connected nodes are close to each other. */
function initialLayers({ before, after }: Adjacency, ranks: ArrayLike<number>): number[][] {
  let count = 0;
  for (let node = 0; node < ranks.length; node++) count = Math.max(count, (ranks[node] ?? 0) + 1);
  const layers: number[][] = Array.from({ length: count }, () => []);
  const isSeen = new Uint8Array(ranks.length);
  for (let root = 0; root < ranks.length; root++) {
    const open = [root];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (isSeen[node]) continue;
      isSeen[node] = 1;
      layers[ranks[node] ?? 0]?.push(node);
      for (const other of (before[node] ?? []).toReversed()) open.push(other);
      for (const other of (after[node] ?? []).toReversed()) open.push(other);
    }
  }
  return layers;
}

/** Sorts a layer by former heights. A new node takes the mean height of its neighbours. */
function sortByFormer(layer: number[], { before, after }: Adjacency, former: ArrayLike<number>): void {
  const known = (node: number): boolean => !Number.isNaN(former[node] ?? Number.NaN);
  const heights = new Map<number, number>();
  for (const node of layer) {
    const around = [...(before[node] ?? []), ...(after[node] ?? [])].filter(known);
    heights.set(node, known(node) ? (former[node] ?? 0) : (meanOf(around, former) ?? Number.MAX_VALUE));
  }
  layer.sort((one, other) => (heights.get(one) ?? 0) - (heights.get(other) ?? 0));
}

/** Up to this many nodes and lanes, crossings are counted. */
const mostCounted = 6_000;
const passes = { small: 24, large: 8 } as const;
/** After this many passes without fewer crossings, there is hardly a better order. */
const patience = 5;
const closeBy = 1e-7;
