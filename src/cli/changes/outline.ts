import { defaultLook, type IntegrationNodeType } from '../../lineage/definition.js';
import type { PlannedNode } from '../../plan/manifest.js';
import type { NodeTypesDifference } from '../../registration/compare-definition.js';
import type { Changes } from './changes.js';
import type { ValueChange } from './compare-values.js';
import type { Referrers } from './find-referrers.js';
import { listedNodes } from './listed-nodes.js';
import type { Value } from './node-record.js';
import { shorten, shortenPair } from './shorten.js';

/** How a form of output shows what comes from files. */
export interface Style {
  /** A value, a name or the description of a reference, so that nothing in it has a meaning of its own. */
  readonly value: (text: string) => string;
  readonly node: (node: { readonly nodeType: string; readonly name: string }) => string;
  readonly limits: Limits;
}

export interface Limits {
  /** The most nodes of each sort. */
  readonly nodes: number;
  /** The most entries of a list, and the most nodes that refer to one. */
  readonly entries: number;
  /** The longest value, in characters. */
  readonly length: number;
}

/** Nodes of one sort. */
export interface Section {
  readonly sort: 'added' | 'changed' | 'removed' | 'renamed';
  readonly count: number;
  /** Says more about the count. */
  readonly note?: string | undefined;
  readonly items: readonly { readonly head: string; readonly lines: readonly string[] }[];
  /** The number of nodes that are not listed. */
  readonly rest: number;
}

/** Arranges changes for people to read, with every list cut to the limits. */
export function outlineOf(changes: Changes, style: Style): readonly Section[] {
  const { plan, changed, removed, renamed } = changes;
  const pairs = new Set(renamed.flatMap(({ from, to }) => [keyOf(from), keyOf(to)]));
  const isAlone = (node: PlannedNode): boolean => !pairs.has(keyOf(node));
  const note = renamed.length > 0 ? `${renamed.length.toLocaleString('en')} of them perhaps renamed` : undefined;
  const { counts } = plan;
  const all: readonly Section[] = [
    section('added', counts.added, { note, elsewhere: renamed.length }, plan.added.filter(isAlone), style, (node) => ({
      head: style.node(node),
      lines: [],
    })),
    section('changed', counts.changed, {}, changed, style, (node) => ({
      head: style.node(node),
      lines: node.changes.flatMap((change) => linesOf(change, style)),
    })),
    section('removed', counts.removed, { note, elsewhere: renamed.length }, removed.filter(isAlone), style, (node) => ({
      head: style.node(node),
      lines: referrerLines(node.referrers, style),
    })),
    section('renamed', renamed.length, {}, renamed, style, ({ from, to, changes: its, referrers }) => ({
      head: `${style.node(from)} -> ${style.node(to)}`,
      lines: [
        ...(from.name === to.name ? linesOf({ attribute: 'id', from: from.id, to: to.id }, style) : []),
        ...its.filter(({ attribute }) => attribute !== 'name').flatMap((change) => linesOf(change, style)),
        ...referrerLines(referrers, style),
      ],
    })),
  ];
  return all.filter(({ count }) => count > 0);
}

function keyOf({ id, nodeType, name }: PlannedNode): string {
  return JSON.stringify([id, nodeType, name]);
}

function section<Item>(
  sort: Section['sort'],
  count: number,
  { note, elsewhere = 0 }: { readonly note?: string | undefined; readonly elsewhere?: number },
  all: readonly Item[],
  { limits }: Style,
  describe: (item: Item) => Section['items'][number],
): Section {
  const items = all.slice(0, limits.nodes).map(describe);
  return { sort, count, note, items, rest: count - elsewhere - items.length };
}

function linesOf(change: ValueChange, style: Style): readonly string[] {
  const { attribute } = change;
  if ('isFormerUnknown' in change) {
    return [`${attribute}: (old value not kept) -> ${describeValue(change.to, style)}`];
  }
  if ('from' in change) {
    const { from, to } = change;
    if (from === null || to === null)
      return [`${attribute}: ${describeValue(from, style)} -> ${describeValue(to, style)}`];
    const [was, is] = shortenPair(from, to, style.limits.length).map(style.value);
    return [`${attribute}: ${was} -> ${is}`];
  }
  const { added, removed } = change;
  if (added.length + removed.length === 0) return [`${attribute}: the same entries in another order`];
  return [...entryLines(attribute, '+', added, style), ...entryLines(attribute, '-', removed, style)];
}

function entryLines(attribute: string, sign: string, entries: readonly string[], style: Style): readonly string[] {
  const { entries: most, length } = style.limits;
  const shown = entries.slice(0, most).map((entry) => `${attribute}: ${sign} ${style.value(shorten(entry, length))}`);
  return [...shown, ...andMore(entries.length - shown.length, `${attribute}: ${sign} `)];
}

function describeValue(value: Value | null, { value: show, limits: { entries, length } }: Style): string {
  if (value === null) return '(not set)';
  if (typeof value === 'string') return show(shorten(value, length));
  const shown = value.slice(0, entries).map((entry) => show(shorten(entry, length)));
  return [...shown, ...andMore(value.length - shown.length)].join(', ');
}

function referrerLines(referrers: Referrers, style: Style): readonly string[] {
  const shown = referrers.nodes.slice(0, style.limits.entries);
  const lines = shown.map((node) => `still referred to by ${style.node(node)} (${node.side})`);
  return [...lines, ...andMore(referrers.count - shown.length, 'still referred to: ')];
}

function andMore(rest: number, start = ''): readonly string[] {
  return rest > 0 ? [`${start}and ${rest.toLocaleString('en')} more`] : [];
}

/** The differences of the definition, a line each, with a sign. */
export function definitionLines({ types, name, logoUrl }: DefinitionChange, style: Style): readonly SignedLine[] {
  const own = [
    ...(name ? [{ attribute: 'integration', ...name }] : []),
    ...(logoUrl ? [{ attribute: 'logo', ...logoUrl }] : []),
  ].flatMap((change) => linesOf(change, style).map((text) => ({ sign: '~' as const, text })));
  const all = [...own, ...nodeTypeLines(types, style)];
  const shown = all.slice(0, style.limits.nodes);
  return [...shown, ...andMore(all.length - shown.length).map((text) => ({ sign: '~' as const, text }))];
}

/** How a definition differs. */
export interface DefinitionChange extends Pick<Changes, 'name' | 'logoUrl'> {
  readonly types: NodeTypesDifference;
}

/** How the definition differs from the one that a plan compares with. */
export function definitionOf({ plan, name, logoUrl }: Changes): DefinitionChange {
  return { types: plan.definition, name, logoUrl };
}

interface SignedLine {
  readonly sign: '+' | '~' | '-';
  readonly text: string;
}

function nodeTypeLines({ added, changed, removed }: NodeTypesDifference, { value }: Style): readonly SignedLine[] {
  const describe = (type: IntegrationNodeType): string => `${value(type.nodeType)} (${lookOf(type)})`;
  const lookOf = ({ iconName, color }: IntegrationNodeType): string =>
    value(`${iconName || defaultLook.iconName}, ${color ?? defaultLook.color}`);
  return [
    ...added.map((type) => ({ sign: '+' as const, text: `node type ${describe(type)}` })),
    ...changed.map(({ from, to }) => ({ sign: '~' as const, text: `node type ${describe(from)} -> ${lookOf(to)}` })),
    ...removed.map((type) => ({ sign: '-' as const, text: `node type ${describe(type)}` })),
  ];
}

/** The counts of nodes in words, such as `1 added, 2 changed, 40 unchanged`. */
export function describeCounts({ plan: { counts } }: Changes): string {
  return Object.entries(counts)
    .map(([what, count]) => `${count.toLocaleString('en')} ${what}`)
    .join(', ');
}

/** Explains the list of nodes that may have been renamed. */
export function renamedAdvice({ plan }: Changes): string {
  const isAll = plan.counts.added === plan.added.length && plan.counts.removed === plan.removed.length;
  const some = isAll ? '' : ` Only the first ${listedNodes.toLocaleString('en')} of each sort were compared.`;
  return `Whether these were renamed is a guess.${some} To keep a node the same under a new name, give it an \`id\` that stays.`;
}
