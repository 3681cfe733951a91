import type { Part } from './part.js';

/**
 * How edges pass the columns between their nodes. Edges with the same source share a lane in each column, and so do
 * edges with the same target: of the two, each edge shares with the larger number.
 */
export interface Trunks {
  /** For each edge: 1 if it shares its lanes with edges of the same source, 0 with those of the same target. */
  readonly bySource: Uint8Array;
  /** The last column that the lanes of each source lead to. */
  readonly lastOf: Int32Array;
  /** The first column that the lanes to each target begin in. */
  readonly firstOf: Int32Array;
  /** The number of lanes in each column. */
  readonly lanes: Int32Array;
}

export function trunksOf({ edges, isBack }: Part, rank: Int32Array, columns: number, hasLanes: boolean): Trunks {
  const count = rank.length;
  const bySource = new Uint8Array(edges.length);
  const [leaving, entering] = [new Int32Array(count), new Int32Array(count)];
  const [lastOf, firstOf] = [new Int32Array(count).fill(-1), new Int32Array(count).fill(columns)];
  const lanes = new Int32Array(columns + 1);
  if (!hasLanes) return { bySource, lastOf, firstOf, lanes: lanes.subarray(0, columns) };
  const isLong = (number: number, from: number, to: number): boolean =>
    !isBack[number] && (rank[to] ?? 0) - (rank[from] ?? 0) > 1;
  const cover = (first: number, last: number): void => {
    lanes[first] = (lanes[first] ?? 0) + 1;
    lanes[last + 1] = (lanes[last + 1] ?? 0) - 1;
  };
  for (const [number, [from, to]] of edges.entries()) {
    if (isBack[number]) cover(rank[to] ?? 0, rank[from] ?? 0);
    if (!isLong(number, from, to)) continue;
    leaving[from] = (leaving[from] ?? 0) + 1;
    entering[to] = (entering[to] ?? 0) + 1;
  }
  for (const [number, [from, to]] of edges.entries()) {
    if (!isLong(number, from, to)) continue;
    if ((leaving[from] ?? 0) >= (entering[to] ?? 0)) {
      bySource[number] = 1;
      lastOf[from] = Math.max(lastOf[from] ?? 0, rank[to] ?? 0);
    } else {
      firstOf[to] = Math.min(firstOf[to] ?? 0, rank[from] ?? 0);
    }
  }
  for (let node = 0; node < count; node++) {
    const [first, last] = [firstOf[node] ?? 0, lastOf[node] ?? 0];
    if (last >= 0) cover((rank[node] ?? 0) + 1, last - 1);
    if (first < columns) cover(first + 1, (rank[node] ?? 0) - 1);
  }
  for (let column = 1; column <= columns; column++) lanes[column] = (lanes[column] ?? 0) + (lanes[column - 1] ?? 0);
  return { bySource, lastOf, firstOf, lanes: lanes.subarray(0, columns) };
}
