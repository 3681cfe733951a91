import { type Arrangement, arrange, type Variant } from './arrange.js';
import { type Box, gaps, type LayoutRequest, type LayoutResult, nodeSize, type Size } from './layout.js';
import { pack } from './pack.js';
import { type Part, partsOf } from './part.js';
import { type PlacedPart, placePart } from './place.js';

/**
 * Lays out a graph in layers from left to right: layers by the longest path, order by barycentres, heights by
 * neighbours. Edges that pass other layers have lanes there, so that they run around the nodes. High layers are split
 * into columns and long graphs into rows, as it makes the picture largest.
 */
export function layoutBySweep(request: LayoutRequest): LayoutResult {
  const { parts, single } = partsOf(request);
  const room = request.room ?? defaultRoom;
  const isSmall = request.count <= mostTried;
  const variants = bestVariants(request, parts, single.length, room).slice(0, isSmall ? tried : 1);
  let best: { readonly placed: readonly PlacedPart[]; readonly score: number } | undefined;
  for (const { variant, penalty } of variants) {
    const placed = parts.map((part) => placePart(part, arrange(part, variant)));
    const score = worthOf(pack([...placed, ...grid(single, request, room)], room).zoom) * penalty;
    if (best === undefined || score > best.score) best = { placed, score };
  }
  return assemble(request, parts, best?.placed ?? [], single, room);
}

interface Rated {
  readonly variant: Variant;
  readonly penalty: number;
  readonly score: number;
}

/** The variants, those with which the graph can be shown largest first. */
function bestVariants(request: LayoutRequest, parts: readonly Part[], single: number, room: Size): readonly Rated[] {
  const { count } = request;
  const highest = Math.max(1, ...parts.flatMap(({ layers }) => layers.map(({ length }) => length)));
  const rows: number[] = [highest];
  const step = count > mostTried ? 1.4 : 1.15;
  for (let value = fewestRows; value < highest; value = Math.ceil(value * step)) rows.push(value);
  const canFold = request.room !== undefined && count <= mostFolded;
  const foldWidths = canFold ? [1, 0.85, 0.7, 0.6, 0.5, 0.4, 0.3].map((zoom) => room.width / zoom) : [];
  const rated: Rated[] = [];
  const lanes = count > mostFolded ? [false] : count > mostWithLanes ? [true, false] : [true];
  for (const hasLanes of lanes) {
    for (const most of rows) {
      for (const foldWidth of [Number.POSITIVE_INFINITY, ...foldWidths]) {
        const variant = { rows: most, foldWidth, hasLanes };
        const arranged = parts.map((part) => arrange(part, variant));
        const laneCount = arranged.reduce(
          (sum, { trunks }) => sum + trunks.lanes.reduce((one, other) => one + other, 0),
          0,
        );
        if (count > mostWithLanes && laneCount > mostLanes) continue;
        const penalty = penaltyOf(parts, arranged) * (hasLanes ? 1 : withoutLanes);
        const sizes = arranged.map(({ size }) => size);
        const { zoom } = pack(single > 0 ? [...sizes, gridSize(single, nodeSize.width, room)] : sizes, room);
        rated.push({ variant, penalty, score: worthOf(zoom) * penalty });
      }
    }
  }
  return rated.sort((one, other) => other.score - one.score);
}

/** How much a zoom is worth. Once both lines of a card can be read, a larger one makes little difference. */
function worthOf(zoom: number): number {
  return Math.min(zoom, 0.75) + 0.05 * zoom;
}

/**
 * Columns that were split and rows that were folded are harder to read, so that they must make a difference. A bundle of
 * many edges from row to row cannot be followed by eye.
 */
function penaltyOf(parts: readonly Part[], arranged: readonly Arrangement[]): number {
  let [folds, splits, bundle] = [0, 0, 0];
  for (const [at, { bands, columns }] of arranged.entries()) {
    folds = Math.max(folds, bands.length - 1);
    for (const start of bands.slice(1)) bundle = Math.max(bundle, columns[start - 1]?.leaving ?? 0);
    splits = Math.max(splits, columns.length - (parts[at]?.layers.length ?? 0));
  }
  return (
    (folds > 0 ? 0.85 * 0.985 ** (folds - 1) * 0.9 ** Math.max(0, bundle - 2) : 1) * Math.max(0.85, 0.98 ** splits)
  );
}

/** The size of a grid of nodes without edges, as a list of none or one. */
function grid(single: readonly number[], { widths }: LayoutRequest, room: Size): readonly Size[] {
  return single.length === 0 ? [] : [gridSize(single.length, widestOf(single, widths), room)];
}

function widestOf(single: readonly number[], widths: LayoutRequest['widths']): number {
  return single.reduce((most, node) => Math.max(most, widths?.[node] ?? nodeSize.width), 0);
}

function gridSize(count: number, width: number, room: Size): Size & { readonly columns: number } {
  const [cellWidth, cellHeight] = [width + 2 * gaps.withinLayer, nodeSize.height + gaps.withinLayer];
  const fitting = Math.floor((room.width + 2 * gaps.withinLayer) / cellWidth);
  const square = Math.ceil(Math.sqrt((count * cellHeight * room.width) / (cellWidth * room.height)));
  const columns = Math.min(count, Math.max(1, fitting, square));
  return {
    columns,
    width: columns * cellWidth - 2 * gaps.withinLayer,
    height: Math.ceil(count / columns) * cellHeight - gaps.withinLayer,
  };
}

function assemble(
  request: LayoutRequest,
  parts: readonly Part[],
  placed: readonly PlacedPart[],
  single: readonly number[],
  room: Size,
): LayoutResult {
  const { positions } = pack([...placed, ...grid(single, request, room)], room);
  const boxes: Box[] = Array.from({ length: request.count }, () => ({ x: 0, y: 0, ...nodeSize }));
  const routes: (readonly number[])[] = request.edges.map(() => []);
  const isBack = new Uint8Array(request.edges.length);
  for (const [at, part] of parts.entries()) {
    const { x: left, y: top } = positions[at] ?? { x: 0, y: 0 };
    for (const [node, box] of (placed[at]?.boxes ?? []).entries())
      boxes[part.nodes[node] ?? 0] = { ...box, x: box.x + left, y: box.y + top };
    for (const [edge, number] of part.edgeNumbers.entries()) {
      routes[number] = (placed[at]?.routes[edge] ?? []).map((value, index) => value + (index % 2 === 0 ? left : top));
      isBack[number] = part.isBack[edge] ?? 0;
    }
  }
  if (single.length > 0) {
    const width = widestOf(single, request.widths);
    const { columns } = gridSize(single.length, width, room);
    const { x: left, y: top } = positions.at(-1) ?? { x: 0, y: 0 };
    for (const [at, node] of single.entries()) {
      const [x, y] = [(at % columns) * (width + 2 * gaps.withinLayer), Math.floor(at / columns)];
      boxes[node] = { x: left + x, y: top + y * (nodeSize.height + gaps.withinLayer), width, height: nodeSize.height };
    }
  }
  return { boxes, ...flat(routes), isBack };
}

function flat(routes: readonly (readonly number[])[]): Pick<LayoutResult, 'points' | 'starts'> {
  const starts = new Uint32Array(routes.length + 1);
  for (const [at, route] of routes.entries()) starts[at + 1] = (starts[at] ?? 0) + route.length;
  const points = new Float32Array(starts.at(-1) ?? 0);
  for (const [at, route] of routes.entries()) points.set(route, starts[at]);
  return { points, starts };
}

/** A typical stage, without its margins. */
const defaultRoom = { width: 1_072, height: 756 } as const;
const fewestRows = 6;
/** Up to this many nodes, several variants are laid out completely and compared. */
const mostTried = 300;
const tried = 4;
/** Up to this many nodes, edges always have lanes. */
const mostWithLanes = 300;
const mostLanes = 60_000;
/** How much a picture with edges behind cards is worth. */
const withoutLanes = 0.5;
/** Larger graphs are neither folded, nor do their edges have lanes. */
const mostFolded = 2_000;
