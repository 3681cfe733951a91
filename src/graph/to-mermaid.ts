import { captionOf } from './caption.js';
import type { GraphNode, LineageGraph } from './lineage-graph.js';

/**
 * Writes the graph as a Mermaid flowchart, from left to right. GitHub and others draw it in a code block of the language
 * `mermaid`. Names are escaped, in any script.
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

function shapeOf({ role, kind, isUnknown }: GraphNode, text: string): string {
  switch (role) {
    case 'table':
      return `[(${text})]${isUnknown ? ':::missing' : ''}`;
    case 'native':
    case 'custom':
      return `{{${text}}}`;
    case 'missing':
      return `[${text}]:::missing`;
    case 'node':
      return kind === 'dashboard' ? `[[${text}]]` : kind === 'chart' ? `(${text})` : `[/${text}/]`;
  }
}

/** Replaces all but letters, digits and harmless characters by their code points, which Mermaid accepts for any. */
function escaped(text: string): string {
  return text.replaceAll(/[^\p{L}\p{M}\p{N} .,:_…()-]/gu, (character) => `#${character.codePointAt(0)};`);
}
