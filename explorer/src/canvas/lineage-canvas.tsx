import {
  Background,
  BackgroundVariant,
  type EdgeTypes,
  type NodeTypes,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { type KeyboardEvent, type MouseEvent, type ReactElement, useCallback, useMemo, useRef } from 'react';
import { mostCards } from '../camera/first-view.js';
import { Toolbar } from '../camera/toolbar.js';
import { zoomLimits } from '../camera/use-camera.js';
import { useSettledCamera } from '../camera/use-settled-camera.js';
import type { Drawing } from '../layout/use-layout.js';
import type { Look } from '../look.js';
import { plural } from '../model/describe.js';
import type { Issue, LineageNode } from '../model/graph.js';
import { type Highlight, toFlowEdges, toFlowNodes } from './elements.js';
import { leastForMinimap, Minimap } from './minimap.js';
import { type Direction, neighbourOf, nodeAt } from './neighbour.js';
import { NodeCard } from './node-card.js';
import { Overview } from './overview.js';
import { RoutedEdgeLine } from './routed-edge.js';
import { useHiddenEdges } from './use-hidden-edges.js';
import { useNear } from './use-near.js';
import { useSemanticZoom } from './use-semantic-zoom.js';

export interface LineageCanvasProps {
  readonly drawing: Drawing;
  readonly highlight: Highlight;
  readonly lookOf: (node: LineageNode) => Look;
  readonly severityOf: (id: string) => Issue['severity'] | undefined;
  readonly theme: string;
  /** When this changes, the view is fitted to the whole drawing again. */
  readonly fitKey: string;
  readonly onSelect: (id: string | undefined) => void;
}

/** The drawn lineage. It can be panned, zoomed, clicked and walked through with the arrow keys. */
export function LineageCanvas(props: LineageCanvasProps): ReactElement {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  );
}

function Flow({ drawing, highlight, lookOf, severityOf, theme, fitKey, onSelect }: LineageCanvasProps): ReactElement {
  const { graph, layout } = drawing;
  const { selected } = highlight;
  const isLarge = graph.nodes.length > mostElements.nodes || graph.edges.length > mostElements.edges;
  const { camera, onUserMove } = useSettledCamera(layout, selected, fitKey);
  const near = useNear(drawing, isLarge);
  const flow = useReactFlow();
  useHiddenEdges();
  const focusNext = useRef<string>(undefined);
  const element = useRef<HTMLDivElement>(null);
  useSemanticZoom(element);

  const tabStop = selected !== undefined && layout.has(selected) ? selected : near[0]?.id;
  const nodes = useMemo(
    () =>
      toFlowNodes(near, drawing, highlight, (node) => ({
        look: lookOf(node),
        severity: severityOf(node.id),
        upstream: graph.upstream(node.id).length,
        downstream: graph.downstream(node.id).length,
        isSelected: node.id === selected,
        isTabStop: node.id === tabStop,
        focusNext,
        onSelect,
      })),
    [near, graph, drawing, highlight, lookOf, severityOf, selected, tabStop, onSelect],
  );
  const edges = useMemo(() => (isLarge ? [] : toFlowEdges(drawing, highlight)), [isLarge, drawing, highlight]);
  const colorOf = useCallback((node: LineageNode) => lookOf(node).color, [lookOf]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = directions[event.key];
    if (direction === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next =
      selected !== undefined && layout.has(selected)
        ? neighbourOf(drawing, selected, direction)
        : (tabStop ?? graph.nodes[0]?.id);
    if (next === undefined) return;
    focusNext.current = next;
    onSelect(next);
  };
  const onPaneClick = (event: MouseEvent): void => {
    const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    onSelect(isLarge ? nodeAt(drawing, x, y) : undefined);
  };

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: This is a group of the page, not of a form. */}
      <div
        ref={element}
        className="canvas"
        role="group"
        aria-label={`Lineage: ${plural(graph.nodes.length, 'node')}, ${plural(graph.edges.length, 'edge')}. Use the arrow keys to move from node to node.`}
        tabIndex={tabStop === undefined || near.length === 0 ? 0 : -1}
        data-detail={isLarge ? 'overview' : 'full'}
        onKeyDown={onKeyDown}
      >
        {isLarge && (
          <Overview drawing={drawing} highlight={highlight} colorOf={colorOf} isNear={near.length > 0} theme={theme} />
        )}
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onlyRenderVisibleElements={isLarge}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          disableKeyboardA11y
          deleteKeyCode={null}
          selectionKeyCode={null}
          multiSelectionKeyCode={null}
          panOnScroll
          zoomOnDoubleClick={false}
          minZoom={zoomLimits.min}
          maxZoom={zoomLimits.max}
          onMove={(event) => {
            if (event) onUserMove();
          }}
          onPaneClick={onPaneClick}
        >
          <Background variant={BackgroundVariant.Dots} gap={24} size={1} />
        </ReactFlow>
      </div>
      <Toolbar camera={camera} />
      {graph.nodes.length > leastForMinimap && (
        <Minimap drawing={drawing} highlight={highlight} colorOf={colorOf} theme={theme} />
      )}
    </>
  );
}

const directions: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

const nodeTypes: NodeTypes = { card: NodeCard };
const edgeTypes: EdgeTypes = { routed: RoutedEdgeLine };

/** Above either limit, nodes and edges are drawn on one canvas and only nodes that are readable get an element. */
const mostElements = { nodes: mostCards, edges: 3_000 } as const;
