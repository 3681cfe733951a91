import { type Output, printable } from '../../terminal/terminal.js';

/** Prints the number of nodes of each type, a line each. */
export function printNodeCounts(nodesByType: ReadonlyMap<string, number>, indent: string, line: Output['line']): void {
  for (const [nodeType, count] of nodesByType) {
    line(`${indent}${printable(nodeType)}: ${count.toLocaleString('en')}`);
  }
}
