import type { GraphNode } from './lineage-graph.js';

const longest = 80;

/** What is written on a node: its name, in one line and not too long, and what it is. */
export function captionOf({ label, nodeType, integration }: GraphNode): string {
  const line = label.replaceAll(/[\p{Cc}\p{Bidi_Control}\s]+/gu, ' ').trim();
  const letters = [...line];
  const name = letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : line;
  const what = [integration, nodeType].filter((part) => part !== undefined).join(' ');
  return what === ''
    ? name
    : `${name} (${what
        .replaceAll(/[\p{Cc}\p{Bidi_Control}\s]+/gu, ' ')
        .trim()
        .slice(0, longest)})`;
}
