import { type Box, nodeSize } from '../layout/layout.js';
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

/** Below this zoom a curve cannot be distinguished from a straight line. */
const coarseZoom = 0.3;

function edgePaths(
  { graph, layout }: Drawing,
  lit: Highlight['lit'],
  part: Box,
  zoom: number,
): readonly [Path2D, Path2D] {
  const plain = new Path2D();
  const bright = new Path2D();
  const middle = nodeSize.height / 2;
  for (const { from, to } of graph.edges) {
    const [start, end] = [layout.get(from), layout.get(to)];
    if (start === undefined || end === undefined) continue;
    const [x1, y1, x2, y2] = [start.x + nodeSize.width, start.y + middle, end.x, end.y + middle];
    if (Math.max(x1, x2) < part.x || Math.min(x1, x2) > part.x + part.width) continue;
    if (Math.max(y1, y2) < part.y || Math.min(y1, y2) > part.y + part.height) continue;
    const path = lit?.has(from) && lit.has(to) ? bright : plain;
    path.moveTo(x1, y1);
    if (zoom < coarseZoom) path.lineTo(x2, y2);
    else path.bezierCurveTo((x1 + x2) / 2, y1, (x1 + x2) / 2, y2, x2, y2);
  }
  return [plain, bright];
}

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
    if (point.x + nodeSize.width < part.x || point.y + nodeSize.height < part.y) continue;
    const paths = lit?.has(node.id) ? blocks.lit : blocks.plain;
    const color = colorOf(node);
    const path = paths.get(color) ?? new Path2D();
    paths.set(color, path);
    path.roundRect(point.x, point.y, nodeSize.width, nodeSize.height, 10);
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
