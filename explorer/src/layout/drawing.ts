import type { Graph, GraphEdge } from '../model/graph.js';
import type { Label } from '../model/labels.js';
import type { Layout, Route } from './layout.js';

/** A graph with its layout. */
export interface Drawing {
  readonly graph: Graph;
  readonly layout: Layout;
  readonly routes: ReadonlyMap<GraphEdge, Route>;
  /** The words on each node, by id. */
  readonly labels: ReadonlyMap<string, Label>;
}
