import { captionOf } from './label.js';
import type { GraphNode, LineageGraph } from './lineage-graph.js';

/**
 * The graph as a Mermaid flowchart from left to right, which GitHub and others draw where it stands in a code block of
 * the language `mermaid`. Names are escaped, in whatever letters they are.
 */
export function toMermaid({ nodes, edges }: LineageGraph): string {
  return [
    'flowchart LR',
    ...nodes.map((node) => `  ${node.id}${shapeOf(node, `"${escaped(captionOf(node))}"`)}`),
    ...edges.map(({ from, to }) => `  ${from} --> ${to}`),
    '  classDef missing stroke-dasharray:4 3,stroke:#c23030',
    '',
  ].join('\n');
}

function shapeOf({ role, kind }: GraphNode, text: string): string {
  switch (role) {
    case 'table':
      return `[(${text})]`;
    case 'native':
    case 'custom':
      return `{{${text}}}`;
    case 'missing':
      return `[${text}]:::missing`;
    case 'node':
      return kind === 'dashboard' ? `[[${text}]]` : kind === 'chart' ? `(${text})` : `[/${text}/]`;
  }
}

/** Mermaid takes any character by its number; only letters, digits and what is harmless stand as they are. */
function escaped(text: string): string {
  return text.replaceAll(/[^\p{L}\p{M}\p{N} .,:_…()-]/gu, (character) => `#${character.codePointAt(0)};`);
}
