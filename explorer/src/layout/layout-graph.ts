import type { Graph } from '../model/graph.js';
import { labelsOf } from '../model/labels.js';
import type { Drawing } from './drawing.js';
import { fromResult, type LayoutRequest, type LayoutResult, nodeSize, type Size, toRequest } from './layout.js';
import { layoutBySweep } from './sweep.js';
import SweepWorker from './sweep-worker.js?worker&inline';

/** Lays out a graph from left to right. A large one is laid out in a worker, so that the page remains responsive. */
export async function layoutGraph(graph: Graph, former: Drawing | undefined): Promise<Drawing> {
  const labels = labelsOf(graph);
  const request = toRequest(graph, labels, roomOf(window), former?.layout);
  const isSmall = request.count <= mostHere.nodes && request.edges.length <= mostHere.edges;
  const result = isSmall ? layoutBySweep(request) : await layoutInWorker(request);
  return { graph, ...fromResult(graph, result), labels };
}

function layoutInWorker(request: LayoutRequest): Promise<LayoutResult> {
  return new Promise((resolve, reject) => {
    const worker = new SweepWorker();
    worker.onmessage = ({ data }: MessageEvent<LayoutResult>) => {
      worker.terminate();
      resolve(data);
    };
    worker.onerror = ({ message }) => {
      worker.terminate();
      reject(new Error(message));
    };
    worker.postMessage(request);
  });
}

/** The room for the picture in a window, without its margins. */
function roomOf({ innerWidth, innerHeight }: Pick<Window, 'innerWidth' | 'innerHeight'>): Size {
  const width = innerWidth - (innerWidth > sidebar.from ? sidebar.width : 0) - 2 * margin;
  return {
    width: Math.max(width, nodeSize.width),
    height: Math.max(innerHeight - header - 2 * margin, nodeSize.width),
  };
}

const sidebar = { from: 900, width: 272 } as const;
const header = 48;
const margin = 48;
/** Starting a worker takes longer than laying out such a graph. */
const mostHere = { nodes: 300, edges: 1_000 } as const;
