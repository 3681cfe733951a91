/** The edges of each node: the numbers of the nodes before it, and of those after it. */
export interface Adjacency {
  readonly before: readonly (readonly number[])[];
  readonly after: readonly (readonly number[])[];
}

/**
 * The layer of each node: one more than the highest layer among the nodes before it. A node with nothing before it is
 * placed one layer before the first node that reads from it, not at the far left.
 */
export function longestPathRanks({ before, after }: Adjacency): readonly number[] {
  const ranks = before.map(() => 0);
  const missing = before.map(({ length }) => length);
  const sorted = missing.flatMap((length, node) => (length === 0 ? [node] : []));
  for (const node of sorted) {
    for (const next of after[node] ?? []) {
      ranks[next] = Math.max(ranks[next] ?? 0, (ranks[node] ?? 0) + 1);
      missing[next] = (missing[next] ?? 0) - 1;
      if (missing[next] === 0) sorted.push(next); // The loop includes what is added meanwhile.
    }
  }
  return ranks.map((rank, node) => {
    const readers = after[node] ?? [];
    const isSource = before[node]?.length === 0 && readers.length > 0;
    return isSource
      ? readers.reduce((least, reader) => Math.min(least, (ranks[reader] ?? 0) - 1), Number.POSITIVE_INFINITY)
      : rank;
  });
}

type Edge = readonly [from: number, to: number];

/** The edges, except for those that would close a cycle. `isBack` is 1 for each of these. */
export function acyclic(count: number, edges: readonly Edge[]): Adjacency & { readonly isBack: Uint8Array } {
  const leaving: number[][] = Array.from({ length: count }, () => []);
  for (const [number, [from]] of edges.entries()) leaving[from]?.push(number);
  const isBack = new Uint8Array(edges.length);
  const isDone = new Uint8Array(count);
  const isOpen = new Uint8Array(count);
  for (let root = 0; root < count; root++) {
    if (isDone[root]) continue;
    const path = [{ node: root, next: 0 }];
    isOpen[root] = 1;
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const number = leaving[top.node]?.[top.next++];
      const to = number === undefined ? undefined : edges[number]?.[1];
      if (number === undefined || to === undefined) {
        isOpen[top.node] = 0;
        isDone[top.node] = 1;
        path.pop();
      } else if (isOpen[to]) {
        isBack[number] = 1;
      } else if (!isDone[to]) {
        isOpen[to] = 1;
        path.push({ node: to, next: 0 });
      }
    }
  }
  return {
    ...adjacencyOf(
      count,
      edges.filter((_, number) => !isBack[number]),
    ),
    isBack,
  };
}

/** The nodes before and after each node. */
export function adjacencyOf(count: number, edges: readonly Edge[]): Adjacency {
  const before: number[][] = Array.from({ length: count }, () => []);
  const after: number[][] = Array.from({ length: count }, () => []);
  for (const [from, to] of edges) {
    before[to]?.push(from);
    after[from]?.push(to);
  }
  return { before, after };
}
