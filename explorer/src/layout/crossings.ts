import type { Adjacency } from './ranks.js';

/** The number of crossings between edges of adjacent layers. */
export function countCrossings(layers: readonly (readonly number[])[], { before }: Adjacency): number {
  let found = 0;
  const place = new Int32Array(before.length).fill(-1);
  for (const [rank, layer] of layers.entries()) {
    const former = layers[rank - 1];
    if (former === undefined) continue;
    for (const [at, node] of former.entries()) place[node] = at;
    // Counts, for each edge, the edges before it that end further down. The sums are kept in a Fenwick tree.
    const sums = new Int32Array(former.length + 1);
    let total = 0;
    for (const node of layer) {
      const others = before[node] ?? [];
      for (const other of others) {
        const end = place[other] ?? 0;
        let notAfter = 0;
        for (let at = end + 1; at > 0; at -= at & -at) notAfter += sums[at] ?? 0;
        found += total - notAfter;
      }
      for (const other of others) {
        total++;
        const end = place[other] ?? 0;
        for (let at = Math.max(1, end + 1); at <= former.length; at += at & -at) sums[at] = (sums[at] ?? 0) + 1;
      }
    }
  }
  return found;
}
