import { type ReactElement, useCallback, useEffect, useMemo } from 'react';
import { LineageCanvas, type LineageCanvasProps } from './canvas/lineage-canvas.js';
import { FilterList } from './chrome/filter-list.js';
import { IssueList } from './chrome/issue-list.js';
import { RequestList } from './chrome/request-list.js';
import { SearchBox } from './chrome/search-box.js';
import { LayingOut, LayoutFailed, NoNodes, NothingPasses, NotThere, Problems } from './chrome/states.js';
import type { Live } from './data/use-revision.js';
import type { SeenRequest } from './data/use-sandbox.js';
import { type LayoutState, useLayout } from './layout/use-layout.js';
import { createLook } from './look.js';
import { closureOf } from './model/closure.js';
import { applyFilters, isFiltering, noFilters } from './model/filters.js';
import { type Graph, graphOf, type Issue, type Lineage } from './model/graph.js';
import { nodeKeys } from './model/node-key.js';
import { NodePanel } from './panel/node-panel.js';
import type { View } from './url-state.js';

interface ExplorerProps {
  readonly lineage: Lineage;
  /** Undefined in an exported page. */
  readonly requests: readonly SeenRequest[] | undefined;
  readonly live: Live;
  readonly view: View;
  readonly onView: (change: Partial<View>) => void;
  readonly theme: string;
}

/** One integration: its lineage, the sidebar to search and filter it, and the details of the selected node. */
export function Explorer({ lineage, requests, live, view, onView, theme }: ExplorerProps): ReactElement {
  const { uid, nodeTypes, issues, problems } = lineage;
  const whole = useMemo(() => graphOf(lineage.nodes, lineage.edges), [lineage]);
  const keys = useMemo(() => nodeKeys(lineage.nodes), [lineage]);
  const lookOf = useMemo(() => createLook(nodeTypes), [nodeTypes]);
  const issuesOf = useMemo(() => Map.groupBy(issues, ({ nodeId }) => nodeId), [issues]);
  const severityOf = useCallback(
    (id: string): Issue['severity'] | undefined => {
      const found = issuesOf.get(id);
      return found?.find(({ severity }) => severity === 'ERROR')?.severity ?? found?.[0]?.severity;
    },
    [issuesOf],
  );

  const filterKey = JSON.stringify([view.hiddenGroups, view.hiddenKinds, view.issue]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: The view is new on each render. The key says if it changed.
  const graph = useMemo(() => applyFilters(whole, issues, view), [whole, issues, filterKey]);
  const layout = useLayout(graph);

  const selected = view.node === undefined ? undefined : keys.idOf(view.node);
  const node = selected === undefined ? undefined : whole.node(selected);
  const highlight = useMemo(
    () => ({ selected, lit: selected === undefined ? undefined : closureOf(whole, selected) }),
    [whole, selected],
  );
  const select = useCallback(
    (id: string | undefined) => {
      const isHidden = id !== undefined && graph.node(id) === undefined;
      onView({ node: id === undefined ? undefined : keys.keyOf(id), ...(isHidden && noFilters) });
    },
    [graph, keys, onView],
  );
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') onView({ node: undefined });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [onView]);

  const isElsewhere = node?.role === 'CUSTOM' && node.integrationUid !== null;
  return (
    <main className="explorer" data-panel={node !== undefined}>
      <div className="sidebar">
        <SearchBox nodes={whole.nodes} onSelect={select} />
        <FilterList nodes={whole.nodes} issues={issues} filters={view} lookOf={lookOf} onChange={onView} />
        <IssueList nodeOf={whole.node} issues={issues} selected={selected} onSelect={select} />
        {requests && <RequestList requests={requests} />}
      </div>
      <div className="stage">
        {problems.length > 0 && <Problems problems={problems} />}
        {view.node !== undefined && node === undefined && whole.nodes.length > 0 && (
          <NotThere name={view.node} onDismiss={() => select(undefined)} />
        )}
        <Stage
          lineage={lineage}
          graph={graph}
          layout={layout}
          view={view}
          onView={onView}
          canvas={{ highlight, lookOf, severityOf, theme, fitKey: filterKey, onSelect: select }}
        />
      </div>
      {node && (
        <NodePanel
          uid={uid}
          node={node}
          graph={whole}
          look={lookOf(node)}
          issues={issuesOf.get(node.id) ?? []}
          live={live}
          onSelect={select}
          onVisit={
            isElsewhere
              ? () => onView({ ...noFilters, integration: node.integration ?? undefined, node: undefined })
              : undefined
          }
        />
      )}
    </main>
  );
}

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
function Stage({ lineage, graph, layout, view, onView, canvas }: StageProps): ReactElement | null {
  if (layout.error) return <LayoutFailed error={layout.error} />;
  if (lineage.nodes.length === 0) return lineage.problems.length === 0 ? <NoNodes name={lineage.name} /> : null;
  if (graph.nodes.length === 0 && isFiltering(view)) return <NothingPasses onClear={() => onView(noFilters)} />;
  if (layout.drawing === undefined) return <LayingOut count={graph.nodes.length} />;
  return <LineageCanvas drawing={layout.drawing} {...canvas} />;
}
