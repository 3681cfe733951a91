import type { PlannedNode } from '../../../plan/manifest.js';
import type { PublicationPlan } from '../../../plan/plan-publication.js';
import { type Output, printable } from '../../terminal/terminal.js';

/** Prints a plan, with the first nodes of each sort. */
export function printPlan(
  { added, changed, removed, counts, previous }: PublicationPlan,
  file: string,
  { line, paint }: Output,
): void {
  line(
    previous === 0
      ? `${file} records no publication yet: all nodes are new.`
      : `Compared with the last publication in ${file} (Paradime itself cannot be asked for its nodes):`,
  );
  printNodes(added, counts.added, (count) => paint('green', `  + ${count} added`), line);
  printNodes(changed, counts.changed, (count) => paint('yellow', `  ~ ${count} changed`), line);
  printNodes(removed, counts.removed, (count) => paint('red', `  - ${count} removed`), line);
  if (previous > 0) line(`    ${counts.unchanged.toLocaleString('en')} unchanged`);
}

const shownNodes = 20;

function printNodes(
  nodes: readonly (PlannedNode & { readonly attributes?: readonly string[] })[],
  count: number,
  title: (count: string) => string,
  line: Output['line'],
): void {
  if (count === 0) return;
  line(title(count.toLocaleString('en')));
  for (const { nodeType, name, attributes } of nodes.slice(0, shownNodes)) {
    line(`      ${printable(nodeType)} ${JSON.stringify(name)}${attributes ? `: ${attributes.join(', ')}` : ''}`);
  }
  if (count > shownNodes) line(`      and ${(count - shownNodes).toLocaleString('en')} more`);
}

/** Summarises a plan in one line. */
export function summarisePlan({ counts }: PublicationPlan): string {
  return Object.entries(counts)
    .map(([what, count]) => `${count.toLocaleString('en')} ${what}`)
    .join(', ');
}
