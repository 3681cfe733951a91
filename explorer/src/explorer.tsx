import { type ReactElement, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { focusCard } from './camera/focus-card.js';
import { coveredBy, RoomProvider } from './camera/room.js';
import { FilterList } from './chrome/filter-list.js';
import { HoverCard } from './chrome/hover-card.js';
import { IssueList } from './chrome/issue-list.js';
import { Problems } from './chrome/problems.js';
import { RequestList } from './chrome/request-list.js';
import { SearchBox } from './chrome/search-box.js';
import { type Sheet, SheetButtons } from './chrome/sheet-buttons.js';
import { NotThere } from './chrome/states.js';
import type { Live } from './data/use-revision.js';
import type { SeenRequest } from './data/use-sandbox.js';
import { useLayout } from './layout/use-layout.js';
import { createLook } from './look.js';
import { closureOf } from './model/closure.js';
import { titleOf } from './model/describe.js';
import { applyFilters, noFilters } from './model/filters.js';
import { graphOf, type Issue, type Lineage, type LineageNode } from './model/graph.js';
import { nodeKeys } from './model/node-key.js';
import { NodePanel, type PanelHeight } from './panel/node-panel.js';
import { Stage } from './stage.js';
import type { View } from './url-state.js';
import { useEscape } from './use-escape.js';

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
  const marked = useMemo(() => issues.flatMap(withBothEnds), [issues]);
  const issuesOf = useMemo(() => Map.groupBy(marked, ({ nodeId }) => nodeId), [marked]);
  const severityOf = useCallback(
    (id: string): Issue['severity'] | undefined => {
      const found = issuesOf.get(id);
      return found?.find(({ severity }) => severity === 'ERROR')?.severity ?? found?.[0]?.severity;
    },
    [issuesOf],
  );

  const filterKey = JSON.stringify([view.hiddenGroups, view.hiddenKinds, view.issue]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: The view is new on each render. The key says if it changed.
  const graph = useMemo(() => applyFilters(whole, marked, view), [whole, marked, filterKey]);
  const layout = useLayout(graph);

  const selected = view.node === undefined ? undefined : keys.idOf(view.node);
  const node = selected === undefined ? undefined : whole.node(selected);
  const highlight = useMemo(
    () => ({ selected, lit: selected === undefined ? undefined : closureOf(whole, selected) }),
    [whole, selected],
  );
  const main = useRef<HTMLElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const isSelectedInPicture = useRef(false);
  const [height, setHeight] = useState<PanelHeight>('peek');
  const [calls, setCalls] = useState(0);
  const [sheet, setSheet] = useState<Sheet>();
  const [dismissed, setDismissed] = useState<Lineage['problems']>();
  const choose = useCallback(
    (id: string | undefined, isInPicture: boolean) => {
      isSelectedInPicture.current = isInPicture;
      if (!isInPicture) setCalls((count) => count + 1);
      setSheet(undefined);
      const isHidden = id !== undefined && graph.node(id) === undefined;
      onView({ node: id === undefined ? undefined : keys.keyOf(id), ...(isHidden && noFilters) });
    },
    [graph, keys, onView],
  );
  const select = useCallback((id: string | undefined) => choose(id, false), [choose]);
  const selectInPicture = useCallback((id: string | undefined) => choose(id, true), [choose]);
  const find = (id: string): void => {
    select(id);
    focusCard(stage.current, id);
  };
  const close = useCallback(() => {
    const isInPicture = stage.current?.contains(document.activeElement) ?? false;
    select(undefined);
    if (selected !== undefined && !isInPicture) focusCard(stage.current, selected);
  }, [select, selected]);
  const closeSheet = (): void => {
    main.current?.querySelector<HTMLElement>('.sheet-buttons [aria-expanded="true"]')?.focus();
    setSheet(undefined);
  };
  useEscape(sheet === undefined ? close : closeSheet);
  useTitle(node, lineage.name);

  const covered = useCallback(() => coveredBy(main.current?.querySelector('.panel') ?? null, stage.current), []);
  const room = useMemo(
    () => ({ selection: view.node, lit: highlight.lit, calls, isSelectedInPicture, covered, coverKey: height }),
    [view.node, highlight, calls, covered, height],
  );
  const issueList = (
    <IssueList
      nodeOf={whole.node}
      issues={issues}
      isPublished={lineage.isPublished}
      selected={selected}
      onSelect={sheet === undefined ? select : find}
    />
  );
  return (
    <main className="explorer" data-panel={node !== undefined} data-sheet={sheet} tabIndex={-1} ref={main}>
      <div className="bar">
        <SearchBox nodes={whole.nodes} onSelect={find} />
        <SheetButtons issues={issues} open={sheet} onOpen={setSheet} />
      </div>
      <div className="sidebar" id="sidebar">
        {issues.length > 0 && issueList}
        <FilterList nodes={whole.nodes} issues={issues} filters={view} lookOf={lookOf} onChange={onView} />
        {issues.length === 0 && issueList}
        {requests && <RequestList requests={requests} />}
      </div>
      <div className="stage" ref={stage}>
        <RoomProvider value={room}>
          <Stage
            lineage={lineage}
            graph={graph}
            layout={layout}
            view={view}
            onView={onView}
            canvas={{ highlight, lookOf, severityOf, theme, fitKey: filterKey, onSelect: selectInPicture }}
          />
        </RoomProvider>
        {problems.length > 0 && problems !== dismissed && (
          <Problems
            problems={problems}
            isReadable={lineage.isReadable}
            isDrawn={lineage.nodes.length > 0}
            onDismiss={() => setDismissed(problems)}
          />
        )}
        {view.node !== undefined && node === undefined && whole.nodes.length > 0 && (
          <NotThere name={view.node} onDismiss={() => select(undefined)} />
        )}
        <HoverCard uid={uid} stage={stage} graph={whole} issuesOf={issuesOf} live={live} />
      </div>
      {node && (
        <NodePanel
          uid={uid}
          node={node}
          graph={whole}
          look={lookOf(node)}
          issues={issuesOf.get(node.id) ?? []}
          live={live}
          height={height}
          onHeight={setHeight}
          onSelect={select}
          onClose={close}
          onVisit={visitOf(node, onView)}
        />
      )}
    </main>
  );
}

/** An issue about two nodes stands for each of them: the second time with its ends exchanged. */
function withBothEnds(issue: Issue): readonly Issue[] {
  const { nodeId, location, editorUrl, other } = issue;
  return other?.nodeId ? [issue, { ...issue, ...other, path: '', other: { nodeId, location, editorUrl } }] : [issue];
}

/** Shows a node of another integration there. Undefined if that is not in this sandbox. */
function visitOf({ role, integration, integrationUid, nodeType, label }: LineageNode, onView: ExplorerProps['onView']) {
  if (role !== 'CUSTOM' || integration === null || integrationUid === null) return undefined;
  return () => onView({ ...noFilters, integration, node: `${nodeType}:${label}` });
}

/** Names the selected node and the integration in the title of the page. */
function useTitle(node: LineageNode | undefined, integration: string): void {
  const title = [...(node ? [titleOf(node)] : []), integration, 'Lineage'].join(' · ');
  useEffect(() => {
    document.title = title;
    return () => {
      document.title = 'Lineage';
    };
  }, [title]);
}
