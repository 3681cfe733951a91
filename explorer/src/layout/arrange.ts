import { laneDistance } from './heights.js';
import { gaps, nodeSize, type Size } from './layout.js';
import type { Part } from './part.js';
import { type Trunks, trunksOf } from './trunks.js';

/** The choices that are varied to find the layout that can be shown largest. */
export interface Variant {
  /** A layer with more nodes is split into several columns. */
  readonly rows: number;
  /** A part that is wider continues in a further row. */
  readonly foldWidth: number;
  /** Whether edges that pass other layers have lanes of their own there. Without, they run behind the cards. */
  readonly hasLanes: boolean;
}

/** The columns of a part, before the order within them is known. */
export interface Arrangement {
  /** The column of each node. */
  readonly rank: Int32Array;
  readonly trunks: Trunks;
  readonly hasLanes: boolean;
  readonly columns: readonly Column[];
  /** The column that each row of columns begins with. */
  readonly bands: readonly number[];
  /** An estimate: edges are not straightened yet. */
  readonly size: Size;
}

export interface Column {
  readonly width: number;
  /** The distance from the column before it in the same row. */
  readonly gap: number;
  /** The number of cards or lanes from which edges lead to the next column. */
  readonly leaving: number;
  readonly height: number;
}

/** Splits the layers of a part into columns, and the columns into rows. */
export function arrange(part: Part, variant: Variant): Arrangement {
  const { rank, count, isSplit } = splitLayers(part, variant.rows);
  const trunks = trunksOf(part, rank, count, variant.hasLanes);
  const cards = new Int32Array(count);
  const widths = new Float64Array(count);
  const leaving = Int32Array.from(trunks.lanes);
  const hasReader = new Uint8Array(rank.length);
  for (const [number, [from]] of part.edges.entries()) if (!part.isBack[number]) hasReader[from] = 1;
  for (const [node, at] of rank.entries()) {
    cards[at] = (cards[at] ?? 0) + 1;
    leaving[at] = (leaving[at] ?? 0) + (hasReader[node] ?? 0);
    widths[at] = Math.max(widths[at] ?? 0, part.widths[node] ?? 0);
  }
  const columns = Array.from(widths, (width, at): Column => {
    const base = isSplit[at] ? (variant.hasLanes ? gaps.betweenLayers - 16 : 2 * gaps.withinLayer) : gaps.betweenLayers;
    return {
      width,
      gap: base + (variant.hasLanes ? Math.min(60, 0.8 * (leaving[at - 1] ?? 0)) : 0),
      leaving: leaving[at] ?? 0,
      height: (cards[at] ?? 0) * (nodeSize.height + gaps.withinLayer) + (trunks.lanes[at] ?? 0) * (laneDistance + 1),
    };
  });
  const bands = fold(columns, variant.foldWidth);
  return { rank, trunks, hasLanes: variant.hasLanes, columns, bands, size: sizeOf(columns, bands) };
}

/** Deals the nodes of each layer to as many columns as it needs. */
function splitLayers(
  { nodes, layers }: Part,
  rows: number,
): { readonly rank: Int32Array; readonly count: number; readonly isSplit: readonly boolean[] } {
  const rank = new Int32Array(nodes.length);
  const isSplit: boolean[] = [];
  for (const layer of layers) {
    const columns = Math.max(1, Math.ceil(layer.length / rows));
    for (const [at, node] of layer.entries()) rank[node] = isSplit.length + (at % columns);
    for (let column = 0; column < columns; column++) isSplit.push(column > 0);
  }
  return { rank, count: isSplit.length, isSplit };
}

/** Divides columns into rows of about the same width, none much wider than `foldWidth`. Returns where each begins. */
function fold(columns: readonly Column[], foldWidth: number): readonly number[] {
  const total = columns.reduce((sum, { width, gap }) => sum + width + gap, 0);
  const count = Math.min(columns.length, Math.ceil(total / foldWidth));
  if (count <= 1) return [0];
  for (let most = total / count; ; most *= 1.03) {
    const starts = [0];
    let width = 0;
    for (const [at, column] of columns.entries()) {
      if (width > 0 && width + column.gap + column.width > most) {
        starts.push(at);
        width = 0;
      }
      width += (width > 0 ? column.gap : 0) + column.width;
    }
    if (starts.length <= count) return starts;
  }
}

function sizeOf(columns: readonly Column[], bands: readonly number[]): Size {
  let [widest, total] = [0, 0];
  for (const [band, start] of bands.entries()) {
    const row = columns.slice(start, bands[band + 1]);
    const width = row.reduce((sum, column, at) => sum + column.width + (at > 0 ? column.gap : 0), 0);
    const turns = bands.length > 1 ? 2 * turnDepth(columns[(bands[band + 1] ?? 0) - 1]?.leaving ?? 0) : 0;
    widest = Math.max(widest, width + turns);
    total += Math.max(...row.map(({ height }) => height));
    if (band > 0) total += channelHeight(columns[start - 1]?.leaving ?? 0);
  }
  return { width: widest, height: total };
}

/** The height of the space between two rows, for the edges that lead from one to the next. */
export function channelHeight(edges: number): number {
  return 2 * channelMargin + edges * laneDistance;
}

/** How far edges swing out beside a row before they lead to the next. */
export function turnDepth(edges: number): number {
  return 14 + Math.min(60, edges * 5);
}

export const channelMargin = 18;
