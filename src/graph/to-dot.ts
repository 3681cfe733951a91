import { captionOf, oneLine } from './caption.js';
import type { GraphNode, LineageGraph } from './lineage-graph.js';

/** Writes the graph in the DOT language of Graphviz, from left to right. Names are escaped. */
export function toDot({ integration, nodes, edges }: LineageGraph): string {
  return [
    `digraph ${quote(oneLine(integration))} {`,
    '  rankdir=LR;',
    '  node [fontname="Helvetica", shape=box];',
    ...nodes.map((node) => `  ${node.id} [label=${quote(captionOf(node))}${lookOf(node)}];`),
    ...edges.map(({ from, to }) => `  ${from} -> ${to};`),
    '}',
    '',
  ].join('\n');
}

const missing = ', style=dashed, color="#c23030"';

function lookOf({ role, kind, isUnknown }: GraphNode): string {
  switch (role) {
    case 'table':
      return isUnknown ? `, shape=cylinder${missing}` : ', shape=cylinder';
    case 'native':
    case 'custom':
      return ', shape=hexagon';
    case 'missing':
      return missing;
    case 'node':
      return kind === 'dashboard' ? ', peripheries=2' : kind === 'chart' ? ', style=rounded' : '';
  }
}

/** Within a quoted string, DOT gives a meaning only to quotes and backslashes. */
function quote(line: string): string {
  return `"${line.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
