/**
 * Finds one cycle in each group of nodes that can all reach each other: the shortest through the node of the group with
 * the lowest index. A cycle begins with that node and does not repeat it at the end. Edges from a node to itself are
 * ignored.
 */
export function findCycles(size: number, edges: Edges): readonly (readonly number[])[] {
  if (edges.count === 0) return [];
  const next = successors(size, edges);
  const { firsts, groupOf } = stronglyConnected(size, next);
  const cameFrom = new Int32Array(firsts.length > 0 ? size : 0);
  return firsts.map((first) => shortestCycle(first, groupOf, next, cameFrom));
}

/** A directed graph of nodes 0 and up, as pairs of indices in typed arrays that grow. There may be millions. */
export class Edges {
  #ends = new Uint32Array(64);
  count = 0;

  add(from: number, to: number): void {
    if (this.count * 2 >= this.#ends.length) {
      const grown = new Uint32Array(this.#ends.length * 2);
      grown.set(this.#ends);
      this.#ends = grown;
    }
    this.#ends[this.count * 2] = from;
    this.#ends[this.count * 2 + 1] = to;
    this.count++;
  }

  from(edge: number): number {
    return this.#ends[edge * 2] ?? 0;
  }

  to(edge: number): number {
    return this.#ends[edge * 2 + 1] ?? 0;
  }
}

/** The targets of all nodes, one node after the other. Those of `node` are from `starts[node]` to `starts[node + 1]`. */
interface Successors {
  readonly starts: Uint32Array;
  readonly targets: Uint32Array;
}

function successors(size: number, edges: Edges): Successors {
  const starts = new Uint32Array(size + 1);
  const targets = new Uint32Array(edges.count);
  for (let edge = 0; edge < edges.count; edge++) starts[edges.from(edge)] = (starts[edges.from(edge)] ?? 0) + 1;
  for (let node = 0, sum = 0; node <= size; node++) {
    sum += starts[node] ?? 0;
    starts[node] = sum;
  }
  // Each start is now the end of its node. Filling from the back leaves it at the beginning.
  for (let edge = edges.count - 1; edge >= 0; edge--) {
    const from = edges.from(edge);
    const place = (starts[from] ?? 0) - 1;
    starts[from] = place;
    targets[place] = edges.to(edge);
  }
  return { starts, targets };
}

interface Groups {
  /** The lowest index in each group. */
  readonly firsts: readonly number[];
  /** The number of the group of a node, from 1. 0 for a node that is in none. */
  readonly groupOf: Uint32Array;
}

/** Finds the groups of at least two nodes by Tarjan's algorithm, with its own stack because lineage may be deep. */
function stronglyConnected(size: number, { starts, targets }: Successors): Groups {
  const firsts: number[] = [];
  const groupOf = new Uint32Array(size);
  const order = new Uint32Array(size); // When a node was first seen, from 1.
  const low = new Uint32Array(size); // The earliest node that it can reach.
  const edge = starts.slice(); // The next edge to follow from a node.
  const isOpen = new Uint8Array(size);
  const open = new Uint32Array(size);
  const path = new Uint32Array(size);
  let [opened, depth, seen] = [0, 0, 0];
  const enter = (node: number): void => {
    order[node] = low[node] = ++seen;
    isOpen[node] = 1;
    open[opened++] = node;
    path[depth++] = node;
  };
  const lower = (node: number, reached: number | undefined): void => {
    low[node] = Math.min(low[node] ?? 0, reached ?? 0);
  };
  const leave = (node: number): void => {
    depth--;
    if (depth > 0) lower(path[depth - 1] ?? 0, low[node]);
    if (low[node] !== order[node]) return;
    const isGroup = open[opened - 1] !== node;
    let first = node;
    for (let member = -1; member !== node; ) {
      member = open[--opened] ?? node;
      isOpen[member] = 0;
      if (isGroup) groupOf[member] = firsts.length + 1;
      first = Math.min(first, member);
    }
    if (isGroup) firsts.push(first);
  };
  for (let root = 0; root < size; root++) {
    if (order[root] === 0) enter(root);
    while (depth > 0) {
      const node = path[depth - 1] ?? 0;
      const at = edge[node] ?? 0;
      if (at >= (starts[node + 1] ?? 0)) {
        leave(node);
        continue;
      }
      edge[node] = at + 1;
      const target = targets[at] ?? 0;
      if (order[target] === 0) enter(target);
      else if (isOpen[target] === 1) lower(node, order[target]);
    }
  }
  return { firsts, groupOf };
}

/** Searches breadth-first, so that the cycle is the shortest. `cameFrom` has a place for each node, 0 at first. */
function shortestCycle(
  start: number,
  groupOf: Uint32Array,
  { starts, targets }: Successors,
  cameFrom: Int32Array,
): readonly number[] {
  const queue = [start];
  for (const node of queue) {
    for (let at = starts[node] ?? 0; at < (starts[node + 1] ?? 0); at++) {
      const target = targets[at] ?? 0;
      if (target === node) continue;
      if (target === start) {
        const cycle = [node];
        for (let step = node; step !== start; cycle.push(step)) step = (cameFrom[step] ?? 0) - 1;
        return cycle.reverse();
      }
      if (groupOf[target] !== groupOf[start] || cameFrom[target] !== 0) continue;
      cameFrom[target] = node + 1;
      queue.push(target);
    }
  }
  return [];
}
