import type { Graph } from './graph.js';

/** The ids of a node and of everything upstream and downstream of it. */
export function closureOf(graph: Graph, id: string): ReadonlySet<string> {
  return new Set([...reach(id, graph.upstream), ...reach(id, graph.downstream)]);
}

function reach(start: string, next: (id: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set([start]);
  for (const id of found) for (const other of next(id)) found.add(other); // The loop includes what is added meanwhile.
  return found;
}
