import type { LineageNode } from './graph.js';

/**
 * The nodes whose names contain a string, ignoring case. Names equal to it come first, then names that begin with it,
 * then names with a word that begins with it.
 */
export function searchNodes(nodes: readonly LineageNode[], text: string): readonly LineageNode[] {
  const query = text.trim().toLowerCase();
  if (query === '') return [];
  return nodes
    .flatMap((node) => {
      const found = rank(node.label.toLowerCase(), query);
      return found === undefined ? [] : [{ node, found }];
    })
    .sort((one, other) => one.found - other.found)
    .map(({ node }) => node);
}

/** How well a name matches a query: the lower, the better. Undefined if it does not match. */
function rank(name: string, query: string): number | undefined {
  const at = name.indexOf(query);
  if (at === -1) return undefined;
  if (at === 0) return name.length === query.length ? 0 : 1;
  return /[\s._/-]/.test(name.charAt(at - 1)) ? 2 : 3;
}
