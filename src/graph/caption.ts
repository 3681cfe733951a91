import type { GraphNode } from './lineage-graph.js';

const longest = 80;

/** The text on a node: its name, in one line and shortened if long, then its integration and type in parentheses. */
export function captionOf({ label, nodeType, integration }: GraphNode): string {
  const line = oneLine(label);
  const letters = [...line];
  const name = letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : line;
  const what = [integration, nodeType].filter((part) => part !== undefined).join(' ');
  return what === '' ? name : `${name} (${oneLine(what).slice(0, longest)})`;
}

/** Removes line breaks, and characters that control a terminal or the direction of writing. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Bidi_Control}\s]+/gu, ' ').trim();
}
