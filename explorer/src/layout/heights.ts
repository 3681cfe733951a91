import { gaps, nodeSize } from './layout.js';
import type { Adjacency } from './ranks.js';

/** The elements that get heights: the cards of a layer, and the lanes in which edges pass between them. */
export interface Elements extends Adjacency {
  /** Elements below this number are cards, those from it on are lanes. */
  readonly cards: number;
  /** The card of the same layer that a lane has to be close to. */
  readonly attached: ReadonlyMap<number, number>;
}

/**
 * The height of the middle of each card and lane. Each moves as close to the height of its neighbours as the order and
 * the distances within its layer permit. Lanes pull harder, so that long edges are straight. Without straightening, all
 * columns are compact and have the same middle.
 */
export function assignHeights(
  elements: Elements,
  layers: readonly (readonly number[])[],
  isStraightened: boolean,
): Float64Array {
  const { before, after } = elements;
  const y = new Float64Array(before.length);
  for (const layer of layers) {
    const offsets = offsetsOf(layer, elements.cards);
    const middle = (offsets.at(-1) ?? 0) / 2;
    for (const [at, element] of layer.entries()) y[element] = (offsets[at] ?? 0) - middle;
  }
  if (!isStraightened) return y;
  const settle = (layer: readonly number[], sides: readonly Adjacency['before'][]): void => {
    const wanted: number[] = [];
    const weights: number[] = [];
    for (const element of layer) {
      const { mean, weight } = pull(element, sides, elements, y);
      wanted.push(mean);
      weights.push(weight);
    }
    for (const [at, height] of spread(wanted, weights, offsetsOf(layer, elements.cards)).entries())
      y[layer[at] ?? 0] = height;
  };
  for (let round = 0; round < rounds; round++) {
    for (const layer of layers) settle(layer, [before]);
    for (const layer of layers.toReversed()) settle(layer, [after]);
  }
  for (const layer of layers) settle(layer, [before, after]);
  for (const layer of layers.toReversed()) settle(layer, [before, after]);
  return y;
}

/** The mean height of the neighbours of an element, and how much they weigh. */
function pull(
  element: number,
  sides: readonly Adjacency['before'][],
  { cards, attached }: Elements,
  y: Float64Array,
): { readonly mean: number; readonly weight: number } {
  let [sum, weight] = [0, 0];
  const add = (height: number, share: number): void => {
    sum += height * share;
    weight += share;
  };
  for (const neighbours of sides) {
    for (const other of neighbours[element] ?? []) {
      add(y[other] ?? 0, element < cards ? (other < cards ? 1 : 2) : other < cards ? 2 : laneWeight);
    }
  }
  const host = attached.get(element);
  if (host !== undefined) add((y[host] ?? 0) - nodeSize.height / 2 - gaps.withinLayer / 2, 2);
  return weight === 0 ? { mean: y[element] ?? 0, weight: 0.05 } : { mean: sum / weight, weight };
}

/** The distance of each element of a layer from the first one, if all are as close as they may be. */
function offsetsOf(layer: readonly number[], cards: number): readonly number[] {
  let offset = 0;
  return layer.map((element, at) => {
    const former = layer[at - 1];
    if (former !== undefined) offset += distanceOf(former < cards, element < cards);
    return offset;
  });
}

/** The least distance between the middles of two neighbours of a layer, each a card or a lane. */
export function distanceOf(one: boolean, other: boolean): number {
  if (one && other) return nodeSize.height + gaps.withinLayer;
  return one || other ? nodeSize.height / 2 + laneGap : laneDistance;
}

/** The values closest to `wanted` that are apart by at least their `offsets` (pool adjacent violators). */
function spread(wanted: readonly number[], weights: readonly number[], offsets: readonly number[]): readonly number[] {
  const pools: { sum: number; weight: number; size: number }[] = [];
  for (const [at, value] of wanted.entries()) {
    const weight = weights[at] ?? 1;
    let pool = { sum: (value - (offsets[at] ?? 0)) * weight, weight, size: 1 };
    for (let last = pools.at(-1); last && last.sum / last.weight > pool.sum / pool.weight; last = pools.at(-1)) {
      pools.pop();
      pool = { sum: last.sum + pool.sum, weight: last.weight + pool.weight, size: last.size + pool.size };
    }
    pools.push(pool);
  }
  return pools
    .flatMap(({ sum, weight, size }) => Array.from({ length: size }, () => sum / weight))
    .map((value, at) => value + (offsets[at] ?? 0));
}

const rounds = 4;
const laneWeight = 8;
const laneGap = 8;
export const laneDistance = 6;
