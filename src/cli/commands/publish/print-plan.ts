import type { PlannedNode } from '../../../plan/manifest.js';
import { type Output, printable } from '../../terminal/terminal.js';
import type { Stateful } from './open-state.js';

/** Prints a plan, with the first nodes of each sort. */
export function printPlan({ plan, file, isFirst }: Stateful, { line, paint }: Output): void {
  const { added, changed, removed, counts } = plan;
  line(
    isFirst
      ? `No earlier publication is recorded in ${file}: all nodes are new.`
      : `Compared with the last publication in ${file} (Paradime itself cannot be asked for its nodes):`,
  );
  printNodes(added, counts.added, (count) => paint('green', `  + ${count} added`), line);
  printNodes(changed, counts.changed, (count) => paint('yellow', `  ~ ${count} changed`), line);
  printNodes(removed, counts.removed, (count) => paint('red', `  - ${count} removed`), line);
  if (!isFirst) line(`    ${counts.unchanged.toLocaleString('en')} unchanged`);
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

/** Describes in one line what a publication changed. */
export function summarisePlan({ plan, file, isFirst }: Stateful): string {
  if (isFirst) return `No earlier publication was recorded in ${file}: all nodes are new. This one is recorded now.`;
  const counts = Object.entries(plan.counts).map(([what, count]) => `${count.toLocaleString('en')} ${what}`);
  return `Compared with the last publication in ${file}: ${counts.join(', ')}`;
}
