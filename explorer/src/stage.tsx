import type { ReactElement } from 'react';
import { LineageCanvas, type LineageCanvasProps } from './canvas/lineage-canvas.js';
import { LayingOut, LayoutFailed, NoNodes, NothingPasses } from './chrome/states.js';
import type { LayoutState } from './layout/use-layout.js';
import { isFiltering, noFilters } from './model/filters.js';
import type { Graph, Lineage } from './model/graph.js';
import type { View } from './url-state.js';

interface StageProps {
  readonly lineage: Lineage;
  /** The part of the lineage that passes the filters. */
  readonly graph: Graph;
  readonly layout: LayoutState;
  readonly view: View;
  readonly onView: (change: Partial<View>) => void;
  readonly canvas: Omit<LineageCanvasProps, 'drawing'>;
}

/** The drawn lineage, or the reason why there is none to show. */
export function Stage({ lineage, graph, layout, view, onView, canvas }: StageProps): ReactElement | null {
  if (layout.error) return <LayoutFailed error={layout.error} />;
  if (lineage.nodes.length === 0) return lineage.problems.length === 0 ? <NoNodes name={lineage.name} /> : null;
  if (graph.nodes.length === 0 && isFiltering(view)) return <NothingPasses onClear={() => onView(noFilters)} />;
  if (layout.drawing === undefined) return <LayingOut count={graph.nodes.length} />;
  return <LineageCanvas drawing={layout.drawing} {...canvas} />;
}
