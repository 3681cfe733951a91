import type { Changes } from '../../changes/changes.js';
import { printChanges } from '../../changes/print-changes.js';
import type { Output } from '../../terminal/terminal.js';
import type { Stateful } from './open-state.js';

/** Prints a plan, with the first nodes of each sort. */
export function printPlan({ plan, file, isFirst }: Stateful, changes: Changes, out: Output): void {
  out.line(
    isFirst
      ? `No earlier publication is recorded in ${file}: all nodes are new.`
      : `Compared with the last publication in ${file} (Paradime itself cannot be asked for its nodes):`,
  );
  printChanges(changes, out);
  if (!isFirst) out.line(`    ${plan.counts.unchanged.toLocaleString('en')} unchanged`);
}

/** Describes in one line what a publication changed. */
export function summarisePlan({ plan, file, isFirst }: Stateful): string {
  if (isFirst) return `No earlier publication was recorded in ${file}: all nodes are new. This one is recorded now.`;
  const counts = Object.entries(plan.counts).map(([what, count]) => `${count.toLocaleString('en')} ${what}`);
  return `Compared with the last publication in ${file}: ${counts.join(', ')}`;
}
