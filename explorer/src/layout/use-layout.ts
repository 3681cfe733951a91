import { useEffect, useState } from 'react';
import type { Graph } from '../model/graph.js';
import type { Layout } from './layout.js';
import { layoutGraph } from './layout-graph.js';

/** A graph with its layout. */
export interface Drawing {
  readonly graph: Graph;
  readonly layout: Layout;
}

export interface LayoutState {
  /** The latest finished drawing. It remains while the next one is being laid out. */
  readonly drawing: Drawing | undefined;
  readonly error: Error | undefined;
}

/** Lays out a graph, and does so again when it changes. */
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
