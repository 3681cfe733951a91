import type { Graph } from './graph.js';

/** Everything that a node is made from and everything that is made from it, the node itself included. */
export function closureOf(graph: Graph, id: string): ReadonlySet<string> {
  return new Set([...reach(id, graph.upstream), ...reach(id, graph.downstream)]);
}

function reach(start: string, next: (id: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set([start]);
  for (const id of found) for (const other of next(id)) found.add(other); // A set is walked to its end, what is added meanwhile included.
  return found;
}
