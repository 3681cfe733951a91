import type { Graph } from '../model/graph.js';

/** The positions of the nodes of a graph: the top left corner of each, by id. */
export type Layout = ReadonlyMap<string, Point>;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** All nodes have the same size, in pixels at a zoom of 1. */
export const nodeSize = { width: 224, height: 48 } as const;

/** The distances between nodes of one layer and between layers, in pixels at a zoom of 1. */
export const gaps = { withinLayer: 16, betweenLayers: 96 } as const;

/** A graph in the form that is sent to a worker: nodes are numbers from 0. */
export interface LayoutRequest {
  readonly count: number;
  readonly edges: readonly (readonly [from: number, to: number])[];
}

/** Numbers the nodes of a graph in their order. Edges from a node to itself are left out. */
export function toRequest({ nodes, edges }: Graph): LayoutRequest {
  const numbers = new Map(nodes.map(({ id }, number) => [id, number]));
  return {
    count: nodes.length,
    edges: edges.flatMap(({ from, to }): [number, number][] => {
      const [source, target] = [numbers.get(from), numbers.get(to)];
      return source === undefined || target === undefined || source === target ? [] : [[source, target]];
    }),
  };
}

/** Assigns the points, which are in the order of the nodes, to the ids of the nodes. */
export function toLayout({ nodes }: Graph, points: readonly Point[]): Layout {
  return new Map(nodes.flatMap(({ id }, number) => (points[number] ? [[id, points[number]] as const] : [])));
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** The smallest box around all nodes. Empty if there are none. */
export function boundsOf(layout: Layout): Box {
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0];
  for (const { x, y } of layout.values()) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + nodeSize.width);
    bottom = Math.max(bottom, y + nodeSize.height);
  }
  return layout.size === 0
    ? { x: 0, y: 0, width: 0, height: 0 }
    : { x: left, y: top, width: right - left, height: bottom - top };
}
