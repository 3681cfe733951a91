import { type Output, printable } from '../terminal/terminal.js';
import { plural } from '../terminal/words.js';
import type { Changes } from './changes.js';
import { definitionLines, definitionOf, outlineOf, renamedAdvice, type Section, type Style } from './outline.js';

const style: Style = {
  value: plainValue,
  node: ({ nodeType, name }) => `${printable(nodeType)} ${JSON.stringify(name)}`,
  limits: { nodes: 20, entries: 10, length: 80 },
};

/** Prints the nodes that a plan changes, with the first of each sort. */
export function printChanges(changes: Changes, { line, paint }: Output): void {
  for (const { sort, count, note, items, rest } of outlineOf(changes, style)) {
    const { sign, color, what } = looks[sort];
    line(paint(color, `  ${sign} ${count.toLocaleString('en')} ${what}${note === undefined ? '' : ` (${note})`}`));
    for (const { head, lines } of items) {
      line(`      ${head}`);
      for (const its of lines) line(`        ${its}`);
    }
    if (rest > 0) line(`      and ${rest.toLocaleString('en')} more`);
    if (sort === 'renamed') line(`      ${renamedAdvice(changes)}`);
  }
  const { lost } = changes;
  if (lost.length > 0) line(`    ${describeLost(changes)}`);
}

/** Prints the differences of a definition. */
export function printDefinition(changes: Changes, { line, paint }: Output): void {
  for (const { sign, text } of definitionLines(definitionOf(changes), style))
    line(paint(signColors[sign], `  ${sign} ${text}`));
}

/** Says how many references are lost. */
export function describeLost({ lost, changed, plan }: Changes): string {
  const isAll = changed.length === plan.counts.changed;
  return `${isAll ? '' : 'At least '}${plural(lost.length, 'reference')} lost by nodes that stay`;
}

const signColors = { '+': 'green', '~': 'yellow', '-': 'red' } as const;

const looks = {
  added: { sign: '+', color: 'green', what: 'added' },
  changed: { sign: '~', color: 'yellow', what: 'changed' },
  removed: { sign: '-', color: 'red', what: 'removed' },
  renamed: { sign: '?', color: 'cyan', what: 'renamed?' },
} as const satisfies Readonly<Record<Section['sort'], object>>;

/** A value as it is where that is clear, and otherwise in quotes. */
function plainValue(text: string): string {
  const isClear = /^[^\s"(]/.test(text) && !/\s$|\p{Cc}|\p{Bidi_Control}|->/u.test(text);
  return isClear ? text : JSON.stringify(text);
}
