import type { ImportSummary, UnresolvedTable } from '../../../import/core/summary.js';
import { type Output, printable } from '../../terminal/terminal.js';
import { plural } from '../../terminal/words.js';

/** So many lines of each sort are shown. `--json` has them all. */
const shown = 10;

/** Prints what an import brought in, and everything that is missing. */
export function printSummary(name: string, summary: ImportSummary, output: Output): void {
  const { line, paint } = output;
  const { nodesByType, withUpstream, withoutUpstream, tables, skipped } = summary;
  const total = withUpstream + withoutUpstream.length;
  line(`${paint('green', 'Imported')} ${plural(total, 'node')} of ${printable(name)}:`);
  for (const [nodeType, count] of Object.entries(nodesByType)) {
    line(`  ${printable(nodeType)}: ${count.toLocaleString('en')}`);
  }
  line(
    `${withUpstream.toLocaleString('en')} of ${plural(total, 'node')} have an upstream.${withoutUpstream.length > 0 ? ` ${withoutUpstream.length.toLocaleString('en')} have none:` : ''}`,
  );
  list(
    withoutUpstream.map(({ id, name: node, why }) => `${node} (${id})${why === undefined ? '' : `: ${why}`}`),
    output,
  );
  const looked = tables.found + tables.unknown.length + tables.ambiguous.length;
  if (looked > 0) {
    const { unknown, ambiguous } = tables;
    line(
      `${plural(tables.found, 'table')} found in the dbt project, ${unknown.length} unknown, ${ambiguous.length} ambiguous.`,
    );
    list([...unknown, ...ambiguous].map(describeTable), output);
  }
  if (skipped.length > 0) line('Skipped:');
  list(
    skipped.map(({ what, why, count, examples }) => {
      const named = examples.length > 0 ? ` (${examples.join(', ')}${count > examples.length ? ', ...' : ''})` : '';
      return `${plural(count, what)}: ${why}${named}`;
    }),
    output,
  );
}

function describeTable({ table, by, why }: UnresolvedTable): string {
  return `${table}, of ${plural(by.length, 'node')}: ${why}`;
}

function list(lines: readonly string[], { line }: Output): void {
  for (const text of lines.slice(0, shown)) line(`  ${printable(text)}`);
  if (lines.length > shown) line(`  and ${lines.length - shown} more; --json lists them all`);
}
