import { type Arrangement, channelMargin, turnDepth } from './arrange.js';
import type { Chains } from './chains.js';
import { laneDistance } from './heights.js';
import type { Part } from './part.js';

/** Where everything in a part is. */
export interface Places {
  /** The left side of each column. */
  readonly x: Float64Array;
  /** The middle of each card and lane. */
  readonly y: Float64Array;
  /** The row of each column, and the lower end of each row. */
  readonly band: Int32Array;
  readonly bottoms: readonly number[];
  readonly arrangement: Arrangement;
}

/** The corners of each edge, as x and y in turn, from the right side of its source to the left side of its target. */
export function routesOf(part: Part, chains: Chains, places: Places): readonly (readonly number[])[] {
  const turns = turnsOf(chains, places);
  return chains.chains.map((chain, number) => {
    const isBack = part.isBack[number] === 1 && chain.length > 2;
    return isBack ? backRoute(chain, number, chains, places, turns) : forwardRoute(chain, chains, places, turns);
  });
}

function forwardRoute(chain: readonly number[], { rank }: Chains, places: Places, turns: Turns): readonly number[] {
  return chain.slice(1).flatMap((element, at) => {
    const former = chain[at] ?? 0;
    return [
      ...rightOf(former, rank, places),
      ...(turns.get(former)?.(element) ?? []),
      ...leftOf(element, rank, places),
    ];
  });
}

/** Leads out of the right side, turns into a lane above, runs back to the left, and turns into the left side. */
function backRoute(
  chain: readonly number[],
  number: number,
  { rank }: Chains,
  places: Places,
  turns: Turns,
): readonly number[] {
  const [to = 0, ...lanes] = chain;
  const from = lanes.pop() ?? 0;
  const depth = 12 + 3 * (number % 4);
  const points: number[] = [];
  const [right = 0, fromY = 0] = rightOf(from, rank, places);
  const [left = 0, toY = 0] = leftOf(to, rank, places);
  const middleOf = (lane: number | undefined): number => places.y[lane ?? 0] ?? 0;
  points.push(right, fromY - backPort, right + depth, fromY - backPort, right + depth, middleOf(lanes.at(-1)));
  for (let at = lanes.length - 1; at >= 0; at--) {
    const lane = lanes[at] ?? 0;
    points.push(...rightOf(lane, rank, places), ...leftOf(lane, rank, places));
    const former = lanes[at - 1];
    if (former !== undefined) points.push(...reversed(turns.get(former)?.(lane) ?? []));
  }
  points.push(left - depth, middleOf(lanes[0]), left - depth, toY - backPort, left, toY - backPort);
  return points;
}

function reversed(points: readonly number[]): readonly number[] {
  return points.flatMap((_, at) =>
    at % 2 === 0 ? [points[points.length - at - 2] ?? 0, points[points.length - at - 1] ?? 0] : [],
  );
}

/** For each card and lane before the end of a row: the corners between it and a card or lane of the next row. */
type Turns = ReadonlyMap<number, (element: number) => readonly number[]>;

function turnsOf({ chains, rank }: Chains, places: Places): Turns {
  const { x, y, band, bottoms, arrangement } = places;
  const leaving = new Map<number, Set<number>>();
  if (arrangement.bands.length > 1) {
    for (const chain of chains) {
      for (const [at, element] of chain.entries()) {
        const next = chain[at + 1];
        if (next === undefined) continue;
        const row = band[rank[element] ?? 0] ?? 0;
        if (band[rank[next] ?? 0] === row + 1) leaving.set(row, (leaving.get(row) ?? new Set()).add(element));
      }
    }
  }
  const turns = new Map<number, (element: number) => readonly number[]>();
  for (const [row, elements] of leaving) {
    const sorted = [...elements].sort((one, other) => (y[other] ?? 0) - (y[one] ?? 0));
    const step = (turnDepth(sorted.length) - 10) / Math.max(1, sorted.length);
    for (const [at, element] of sorted.entries()) {
      const [right = 0, height = 0] = rightOf(element, rank, places);
      const channel = (bottoms[row] ?? 0) + channelMargin + at * laneDistance;
      const outside = right + 10 + at * step;
      turns.set(element, (next) => {
        const left = (x[rank[next] ?? 0] ?? 0) - 10 - (sorted.length - 1 - at) * step;
        return [outside, height, outside, channel, left, channel, left, y[next] ?? 0];
      });
    }
  }
  return turns;
}

function leftOf(element: number, rank: Int32Array, { x, y }: Places): readonly number[] {
  return [x[rank[element] ?? 0] ?? 0, y[element] ?? 0];
}

function rightOf(element: number, rank: Int32Array, { x, y, arrangement }: Places): readonly number[] {
  const column = rank[element] ?? 0;
  return [(x[column] ?? 0) + (arrangement.columns[column]?.width ?? 0), y[element] ?? 0];
}

/** Edges that lead back end this far above the middle of a card. */
const backPort = 10;
