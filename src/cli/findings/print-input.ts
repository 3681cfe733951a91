import type { Output } from '../terminal/terminal.js';
import { plural } from '../terminal/words.js';
import { countFindings, type Finding } from './finding.js';
import { printFindings } from './print-findings.js';

/** Prints all findings if there are errors, and otherwise the first warnings only. */
export function printInput(findings: readonly Finding[], err: Output): void {
  const { errors } = countFindings(findings);
  const shown = errors > 0 ? findings : findings.slice(0, shownWarnings);
  printFindings(shown, err);
  const rest = findings.length - shown.length;
  if (rest > 0) err.line(`  and ${plural(rest, 'more warning')}; \`check\` shows them all\n`);
}

const shownWarnings = 20;
