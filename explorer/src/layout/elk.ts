import ELK, { type ELK as Elk } from 'elkjs/lib/elk-api.js';
import ElkWorker from 'elkjs/lib/elk-worker.min.js?worker&inline';
import { gaps, type LayoutRequest, nodeSize, type Point } from './layout.js';

/** Lays out a small graph with the Eclipse Layout Kernel, in a worker: with the fewest crossings, but slowly. */
export async function layoutByElk({ count, edges }: LayoutRequest): Promise<readonly Point[]> {
  elk ??= new ELK({ algorithms: ['layered'], workerFactory: () => new ElkWorker() });
  const { children = [] } = await elk.layout({
    id: 'root',
    layoutOptions: options,
    children: Array.from({ length: count }, (_, number) => ({ id: `${number}`, ...nodeSize })),
    edges: edges.map(([from, to], number) => ({ id: `e${number}`, sources: [`${from}`], targets: [`${to}`] })),
  });
  return children.map(({ x = 0, y = 0 }) => ({ x, y }));
}

const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.spacing.nodeNode': `${gaps.withinLayer}`,
  'elk.layered.spacing.nodeNodeBetweenLayers': `${gaps.betweenLayers}`,
  'elk.spacing.componentComponent': `${2 * gaps.withinLayer}`,
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
};

let elk: Elk | undefined;
