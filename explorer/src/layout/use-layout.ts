import { useEffect, useRef, useState } from 'react';
import type { Graph } from '../model/graph.js';
import type { Drawing } from './drawing.js';
import { layoutGraph } from './layout-graph.js';

export type { Drawing } from './drawing.js';

export interface LayoutState {
  /** The latest finished drawing. It remains while the next one is being laid out. */
  readonly drawing: Drawing | undefined;
  readonly error: Error | undefined;
}

/** Lays out a graph, and does so again when it changes. */
export function useLayout(graph: Graph): LayoutState {
  const [state, setState] = useState<LayoutState>({ drawing: undefined, error: undefined });
  const former = useRef<Drawing>(undefined);
  useEffect(() => {
    let isCurrent = true;
    layoutGraph(graph, former.current).then(
      (drawing) => {
        if (!isCurrent) return;
        former.current = drawing;
        setState({ drawing, error: undefined });
      },
      (error: Error) => isCurrent && setState({ drawing: undefined, error }),
    );
    return () => {
      isCurrent = false;
    };
  }, [graph]);
  return state;
}
