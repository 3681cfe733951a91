import type { Graph } from '../model/graph.js';
import { layoutByElk } from './elk.js';
import { type Layout, type LayoutRequest, type Point, toLayout, toRequest } from './layout.js';
import SweepWorker from './sweep-worker.js?worker&inline';

/** Lays out a graph from left to right in a worker: small graphs for quality, large ones for speed. */
export async function layoutGraph(graph: Graph): Promise<Layout> {
  if (graph.nodes.length === 0) return new Map();
  const request = toRequest(graph);
  const isSmall = request.count <= mostForElk.nodes && request.edges.length <= mostForElk.edges;
  return toLayout(graph, await (isSmall ? layoutByElk(request) : layoutInWorker(request)));
}

function layoutInWorker(request: LayoutRequest): Promise<readonly Point[]> {
  return new Promise((resolve, reject) => {
    const worker = new SweepWorker();
    worker.onmessage = ({ data }: MessageEvent<readonly Point[]>) => {
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

/** Up to this many nodes and edges, ELK takes less than about a second. */
const mostForElk = { nodes: 200, edges: 600 } as const;
