import type { Arrangement } from './arrange.js';
import type { Elements } from './heights.js';
import type { Part } from './part.js';
import { adjacencyOf } from './ranks.js';

/** The lanes that each edge runs through, and how cards and lanes are connected. */
export interface Chains {
  readonly elements: Elements;
  /** The column of each card and lane. */
  readonly rank: Int32Array;
  /** For each edge: the cards and lanes that it leads through, from left to right, whichever way it points. */
  readonly chains: readonly (readonly number[])[];
}

/** Makes the lanes of a part. Cards have the numbers of the nodes, and lanes the numbers after them. */
export function chainsOf(part: Part, { rank, trunks }: Arrangement): Chains {
  const cards = part.nodes.length;
  const columns: number[] = Array.from(rank);
  const links: [number, number][] = [];
  const attached = new Map<number, number>();
  const firstLane = { source: new Map<number, number>(), target: new Map<number, number>() };
  const lanes = (first: number, last: number): number => {
    const start = columns.length;
    for (let column = first; column <= last; column++) {
      if (column > first) links.push([columns.length - 1, columns.length]);
      columns.push(column);
    }
    return start;
  };
  for (let node = 0; node < cards; node++) {
    const own = rank[node] ?? 0;
    const last = trunks.lastOf[node] ?? -1;
    if (last >= 0) {
      firstLane.source.set(node, lanes(own + 1, last - 1));
      links.push([node, firstLane.source.get(node) ?? 0]);
    }
    const first = trunks.firstOf[node] ?? 0;
    if (first < trunks.lanes.length) {
      firstLane.target.set(node, lanes(first + 1, own - 1));
      links.push([columns.length - 1, node]);
    }
  }
  const hasLanes = trunks.lanes.some((count) => count > 0);
  const chains = part.edges.map(([from, to], number): readonly number[] => {
    const [start, end] = [rank[from] ?? 0, rank[to] ?? 0];
    if (part.isBack[number] && hasLanes) {
      const first = lanes(end, start);
      attached.set(first, to).set(first + start - end, from);
      return [to, ...range(first, start - end + 1), from];
    }
    const source = trunks.bySource[number] ? firstLane.source.get(from) : undefined;
    const target = trunks.bySource[number] ? undefined : firstLane.target.get(to);
    if (end - start > 1 && source !== undefined) {
      links.push([source + end - start - 2, to]);
      return [from, ...range(source, end - start - 1), to];
    }
    if (end - start > 1 && target !== undefined) {
      const at = target + start - (trunks.firstOf[to] ?? 0);
      links.push([from, at]);
      return [from, ...range(at, end - start - 1), to];
    }
    if (end - start === 1) links.push([from, to]);
    return [from, to];
  });
  return {
    elements: { ...adjacencyOf(columns.length, links), cards, attached },
    rank: Int32Array.from(columns),
    chains,
  };
}

function range(first: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => first + at);
}
