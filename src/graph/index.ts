export type { GraphEdge, GraphNode, GraphNodeRole, GraphOptions, LineageGraph } from './lineage-graph.js';
export { lineageGraph } from './lineage-graph.js';
export { toDot } from './to-dot.js';
export { toMermaid } from './to-mermaid.js';
