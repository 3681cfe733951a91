import type { Graph, GraphEdge } from './graph.js';

/**
 * The edges between the nodes that are shown. Where the lineage leads from one to another through hidden nodes only, an
 * edge stands for the path, so that hiding nodes does not cut the lineage.
 */
export function edgesBetween(graph: Graph, shown: ReadonlySet<string>): readonly GraphEdge[] {
  const direct = graph.edges.filter(({ from, to }) => shown.has(from) && shown.has(to));
  const through: GraphEdge[] = [];
  for (const from of shown) {
    const known = new Set(graph.downstream(from));
    const isHidden = (id: string): boolean => !shown.has(id);
    for (const [to, via] of pathsFrom(from, graph.downstream, isHidden, (id) => shown.has(id))) {
      if (to === from || known.has(to)) continue;
      through.push({ from, to, via });
      if (through.length >= mostThrough) return [...direct, ...through];
    }
  }
  return [...direct, ...through];
}

/** The ends that are reached from a node through hidden nodes only, with the number of these on the shortest path. */
function pathsFrom(
  start: string,
  next: (id: string) => readonly string[],
  isHidden: (id: string) => boolean,
  isEnd: (id: string) => boolean,
): ReadonlyMap<string, number> {
  const ends = new Map<string, number>();
  const steps = new Map([[start, 0]]);
  for (const [id, via] of steps) {
    for (const other of next(id)) {
      if (isEnd(other)) {
        if (!ends.has(other)) ends.set(other, via);
      } else if (isHidden(other) && !steps.has(other)) {
        steps.set(other, via + 1); // The loop includes what is added meanwhile.
      }
    }
  }
  return ends;
}

/** Through a hidden node that everything reads from, every pair would be connected. */
const mostThrough = 50_000;
