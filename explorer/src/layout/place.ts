import type { Arrangement } from './arrange.js';
import { type Chains, chainsOf } from './chains.js';
import { assignHeights, type Elements, laneDistance } from './heights.js';
import { type Box, nodeSize, type Size } from './layout.js';
import { orderLayers } from './order.js';
import type { Part } from './part.js';
import type { Adjacency } from './ranks.js';
import { type Places, routesOf } from './routes.js';
import { stackRows } from './rows.js';

/** A part of a graph with all positions, from 0. */
export interface PlacedPart extends Size {
  readonly boxes: readonly Box[];
  /** The corners of each edge, as x and y in turn. */
  readonly routes: readonly (readonly number[])[];
}

/** Places the nodes of a part in its columns, and leads its edges around them. */
export function placePart(part: Part, arrangement: Arrangement): PlacedPart {
  const { columns, bands } = arrangement;
  const chains = chainsOf(part, arrangement);
  const order = orderElements(part, chains);
  const band = bandsOf(columns.length, bands);
  const y = assignHeights(withinRows(chains, band), order, arrangement.hasLanes);
  const x = new Float64Array(columns.length);
  for (const [at, { gap }] of columns.entries()) {
    const former = columns[at - 1];
    if (former && band[at] === band[at - 1]) x[at] = (x[at - 1] ?? 0) + former.width + gap;
  }
  const bottoms = stackRows(chains, arrangement, band, y);
  const places: Places = { x, y, band, bottoms, arrangement };
  const routes = routesOf(part, chains, places);
  const boxes = part.nodes.map((_, node): Box => {
    const column = arrangement.rank[node] ?? 0;
    const width = columns[column]?.width ?? nodeSize.width;
    return { x: x[column] ?? 0, y: (y[node] ?? 0) - nodeSize.height / 2, width, height: nodeSize.height };
  });
  return fromZero(boxes, routes);
}

function orderElements({ former }: Part, { elements, rank }: Chains): readonly (readonly number[])[] {
  const known = former && new Float64Array(rank.length).fill(Number.NaN);
  if (former) known?.set(former);
  return orderLayers(elements, rank, { attached: elements.attached, cards: elements.cards, former: known });
}

/** The row of columns that each column is in. */
function bandsOf(count: number, starts: readonly number[]): Int32Array {
  const band = new Int32Array(count);
  for (const [at, start] of starts.entries()) band.fill(at, start);
  return band;
}

/** The connections within rows: an edge that leads to the next row has no influence on heights there. */
function withinRows({ elements, rank }: Chains, band: Int32Array): Elements {
  const keep = (side: Adjacency['before']): Adjacency['before'] =>
    side.map((others, element) => {
      const own = band[rank[element] ?? 0];
      return others.every((other) => band[rank[other] ?? 0] === own)
        ? others
        : others.filter((other) => band[rank[other] ?? 0] === own);
    });
  return { ...elements, before: keep(elements.before), after: keep(elements.after) };
}

/** Moves everything so that the smallest coordinates are 0. */
function fromZero(boxes: readonly Box[], routes: readonly (readonly number[])[]): PlacedPart {
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0];
  for (const { x, y, width, height } of boxes) {
    [left, right] = [Math.min(left, x), Math.max(right, x + width)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y + height)];
  }
  for (const points of routes) {
    for (let at = 0; at < points.length; at += 2) {
      const [x = 0, y = 0] = [points[at], points[at + 1]];
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y - laneDistance), Math.max(bottom, y + laneDistance)];
    }
  }
  return {
    width: right - left,
    height: bottom - top,
    boxes: boxes.map((box) => ({ ...box, x: box.x - left, y: box.y - top })),
    routes: routes.map((points) => points.map((value, at) => value - (at % 2 === 0 ? left : top))),
  };
}
