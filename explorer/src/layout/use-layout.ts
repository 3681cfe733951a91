import { useEffect, useState } from 'react';
import type { Graph } from '../model/graph.js';
import type { Layout } from './layout.js';
import { layoutGraph } from './layout-graph.js';

/** A graph with the layout that was made for it. */
export interface Drawing {
  readonly graph: Graph;
  readonly layout: Layout;
}

export interface LayoutState {
  /** The latest drawing; while the next is made, the one before it. */
  readonly drawing: Drawing | undefined;
  readonly error: Error | undefined;
}

/** Lays a graph out, and again when it changes. */
export function useLayout(graph: Graph): LayoutState {
  const [state, setState] = useState<LayoutState>({ drawing: undefined, error: undefined });
  useEffect(() => {
    let isCurrent = true;
    layoutGraph(graph).then(
      (layout) => isCurrent && setState({ drawing: { graph, layout }, error: undefined }),
      (error: Error) => isCurrent && setState({ drawing: undefined, error }),
    );
    return () => {
      isCurrent = false;
    };
  }, [graph]);
  return state;
}
