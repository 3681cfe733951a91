import { type Arrangement, channelHeight } from './arrange.js';
import type { Chains } from './chains.js';
import { laneDistance } from './heights.js';
import { nodeSize } from './layout.js';

/**
 * Moves the rows of columns below each other, with room between them for the edges that lead from one to the next.
 * Changes `y`, and returns the lower end of each row.
 */
export function stackRows(
  { rank, elements }: Chains,
  { bands, columns }: Arrangement,
  band: Int32Array,
  y: Float64Array,
): readonly number[] {
  const tops = bands.map(() => Number.POSITIVE_INFINITY);
  const bottoms = bands.map(() => Number.NEGATIVE_INFINITY);
  for (const [element, column] of rank.entries()) {
    const row = band[column] ?? 0;
    const half = element < elements.cards ? nodeSize.height / 2 : laneDistance / 2;
    tops[row] = Math.min(tops[row] ?? 0, (y[element] ?? 0) - half);
    bottoms[row] = Math.max(bottoms[row] ?? 0, (y[element] ?? 0) + half);
  }
  let end = 0;
  const shifts = bands.map((start, row) => {
    if (row > 0) end += channelHeight(columns[start - 1]?.leaving ?? 0);
    const shift = end - (tops[row] ?? 0);
    end += (bottoms[row] ?? 0) - (tops[row] ?? 0);
    bottoms[row] = end;
    return shift;
  });
  for (const [element, column] of rank.entries()) y[element] = (y[element] ?? 0) + (shifts[band[column] ?? 0] ?? 0);
  return bottoms;
}
