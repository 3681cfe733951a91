import type { Box } from '../layout/layout.js';
import { traceRoute } from '../layout/trace.js';
import type { Drawing } from '../layout/use-layout.js';
import type { LineageNode } from '../model/graph.js';
import type { Highlight } from './elements.js';

export interface OverviewOptions {
  readonly drawing: Drawing;
  readonly highlight: Highlight;
  readonly colorOf: (node: LineageNode) => string | undefined;
  /** Whether the nodes in view have their own elements. Then only the ground under them is drawn here. */
  readonly isNear: boolean;
  readonly palette: Palette;
}

/** Draws nodes as blocks and edges as curves, for one part of the layout. The context must be scaled to the layout. */
export function drawOverview(
  context: CanvasRenderingContext2D,
  { drawing, highlight: { lit }, colorOf, isNear, palette }: OverviewOptions,
  part: Box,
  zoom: number,
): void {
  const [plainEdges, litEdges] = edgePaths(drawing, lit, part, zoom);
  context.lineWidth = 1 / zoom;
  context.strokeStyle = palette.edge;
  context.globalAlpha = lit ? dimmed : Math.min(1, 0.35 + zoom);
  context.stroke(plainEdges);
  const blocks = nodeBlocks(drawing, lit, part, (node) => {
    if (isNear) return palette.card;
    return colorOf(node) ?? (node.role === 'MISSING' ? palette.missing : palette.outside);
  });
  context.globalAlpha = lit && !isNear ? dimmed : 1;
  for (const [color, path] of blocks.plain) fill(context, color, path);
  context.globalAlpha = 1;
  context.lineWidth = 1.5 / zoom;
  context.strokeStyle = palette.litEdge;
  context.stroke(litEdges);
  for (const [color, path] of blocks.lit) fill(context, color, path);
}

function fill(context: CanvasRenderingContext2D, color: string, path: Path2D): void {
  context.fillStyle = color;
  context.fill(path);
}

function edgePaths(
  { graph, routes }: Drawing,
  lit: Highlight['lit'],
  part: Box,
  zoom: number,
): readonly [Path2D, Path2D] {
  const plain = new Path2D();
  const bright = new Path2D();
  for (const edge of graph.edges) {
    const points = routes.get(edge)?.points;
    if (points === undefined || !isNear(points, part)) continue;
    const path = lit?.has(edge.from) && lit.has(edge.to) ? bright : plain;
    if (zoom < coarseZoom) traceStraight(points, path);
    else traceRoute(points, path);
  }
  return [plain, bright];
}

/** Whether a route can be seen in a part of the layout. */
function isNear(points: Float32Array, { x, y, width, height }: Box): boolean {
  let [left, top, right, bottom] = [true, true, true, true];
  for (let at = 0; at < points.length; at += 2) {
    const [px = 0, py = 0] = [points[at], points[at + 1]];
    left &&= px < x;
    right &&= px > x + width;
    top &&= py < y;
    bottom &&= py > y + height;
  }
  return !(left || right || top || bottom);
}

function traceStraight(points: Float32Array, path: Path2D): void {
  path.moveTo(points[0] ?? 0, points[1] ?? 0);
  for (let at = 2; at < points.length; at += 2) path.lineTo(points[at] ?? 0, points[at + 1] ?? 0);
}

/** Below this zoom a curve cannot be distinguished from straight lines. */
const coarseZoom = 0.3;

function nodeBlocks(
  { graph, layout }: Drawing,
  lit: Highlight['lit'],
  part: Box,
  colorOf: (node: LineageNode) => string,
): { readonly plain: ReadonlyMap<string, Path2D>; readonly lit: ReadonlyMap<string, Path2D> } {
  const blocks = { plain: new Map<string, Path2D>(), lit: new Map<string, Path2D>() };
  for (const node of graph.nodes) {
    const point = layout.get(node.id);
    if (point === undefined || point.x > part.x + part.width || point.y > part.y + part.height) continue;
    if (point.x + point.width < part.x || point.y + point.height < part.y) continue;
    const paths = lit?.has(node.id) ? blocks.lit : blocks.plain;
    const color = colorOf(node);
    const path = paths.get(color) ?? new Path2D();
    paths.set(color, path);
    path.roundRect(point.x, point.y, point.width, point.height, 10);
  }
  return blocks;
}

export interface Palette {
  readonly edge: string;
  readonly litEdge: string;
  readonly outside: string;
  readonly missing: string;
  readonly card: string;
}

const dimmed = 0.15;
