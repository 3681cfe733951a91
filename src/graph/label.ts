import type { GraphNode } from './lineage-graph.js';

const longest = 80;

/** What is written on a node: its name, in one line and not too long, and what it is. */
export function captionOf({ label, nodeType, integration }: GraphNode): string {
  const line = oneLine(label);
  const letters = [...line];
  const name = letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : line;
  const what = [integration, nodeType].filter((part) => part !== undefined).join(' ');
  return what === '' ? name : `${name} (${oneLine(what).slice(0, longest)})`;
}

/** A text without line breaks, and without what could steer a terminal or turn the direction of writing. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Bidi_Control}\s]+/gu, ' ').trim();
}
