import type { Graph, GraphEdge } from '../model/graph.js';
import type { Label } from '../model/labels.js';

/** The positions and sizes of the nodes of a graph, by id. */
export type Layout = ReadonlyMap<string, Box>;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Point, Size {}

/** How an edge is drawn: from the right side of one node, around all others, to the left side of the other node. */
export interface Route {
  /** The corners, as x and y in turn. `traceRoute` draws them. */
  readonly points: Float32Array;
  /** Whether the edge closes a cycle, so that it leads back to the left. */
  readonly isBack: boolean;
}

/** The height of all nodes, and the width of a node if its graph says nothing else. In pixels at a zoom of 1. */
export const nodeSize = { width: 208, height: 44 } as const;

/** The distances between nodes of one layer and between layers, in pixels at a zoom of 1. */
export const gaps = { withinLayer: 12, betweenLayers: 60 } as const;

/** A graph in the form that is sent to a worker: nodes are numbers from 0. */
export interface LayoutRequest {
  readonly count: number;
  readonly edges: readonly (readonly [from: number, to: number])[];
  /** The width that each node needs. Default: `nodeSize.width` */
  readonly widths?: readonly number[];
  /** The room on the screen. If it is given, a long graph continues in a further row where that makes it larger. */
  readonly room?: Size;
  /** The former height of each node, so that the order changes little. NaN for new nodes. */
  readonly former?: Float64Array;
}

/** A layout in the form in which a worker returns it. */
export interface LayoutResult {
  /** In the order of the nodes. */
  readonly boxes: readonly Box[];
  /** The points of the routes of all edges, one after the other. */
  readonly points: Float32Array;
  /** Where the points of each edge begin, with the end of the last one. */
  readonly starts: Uint32Array;
  /** 1 for each edge that leads back. */
  readonly isBack: Uint8Array;
}

/** Numbers the nodes of a graph in their order. Edges whose nodes are not in the graph are left out. */
export function toRequest(
  graph: Graph,
  labels: ReadonlyMap<string, Label>,
  room: Size,
  former: Layout | undefined,
): LayoutRequest {
  const numbers = new Map(graph.nodes.map(({ id }, number) => [id, number]));
  return {
    count: graph.nodes.length,
    edges: drawnEdges(graph).map(({ from, to }) => [numbers.get(from) ?? 0, numbers.get(to) ?? 0]),
    widths: graph.nodes.map(({ id }) => labels.get(id)?.width ?? nodeSize.width),
    room,
    ...(former && { former: Float64Array.from(graph.nodes, ({ id }) => former.get(id)?.y ?? Number.NaN) }),
  };
}

/** Assigns the boxes and routes, which are in the order of nodes and edges, to the nodes and edges. */
export function fromResult(
  graph: Graph,
  { boxes, points, starts, isBack }: LayoutResult,
): { readonly layout: Layout; readonly routes: ReadonlyMap<GraphEdge, Route> } {
  return {
    layout: new Map(graph.nodes.flatMap(({ id }, number) => (boxes[number] ? [[id, boxes[number]] as const] : []))),
    routes: new Map(
      drawnEdges(graph).map((edge, number) => [
        edge,
        { points: points.subarray(starts[number], starts[number + 1]), isBack: isBack[number] === 1 },
      ]),
    ),
  };
}

function drawnEdges({ edges, node }: Graph): readonly GraphEdge[] {
  return edges.filter(({ from, to }) => node(from) && node(to));
}

/** The smallest box around all nodes. Empty if there are none. */
export function boundsOf(layout: Layout): Box {
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0];
  for (const { x, y, width, height } of layout.values()) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return layout.size === 0
    ? { x: 0, y: 0, width: 0, height: 0 }
    : { x: left, y: top, width: right - left, height: bottom - top };
}
