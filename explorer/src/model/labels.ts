import { describeNode, titleOf } from './describe.js';
import type { Graph, LineageNode } from './graph.js';
import { textWidth } from './text-width.js';

/** The words on a node. */
export interface Label {
  /** The name without the beginning that it shares with others of its type. */
  readonly title: string;
  /** The second line: what the node is, and the beginning of its name. */
  readonly where: string;
  /** How many characters at the end of the title remain when it is too long. The middle is left out. */
  readonly tail: number;
  /** The width of a card with this label, in pixels at a zoom of 1. */
  readonly width: number;
}

/**
 * The words on each node, by id. The beginning that names of a type share, up to a separator, is moved to the second
 * line, as far as the names remain different.
 */
export function labelsOf({ nodes }: Pick<Graph, 'nodes'>): ReadonlyMap<string, Label> {
  const isSmall = nodes.length <= mostWithWholeLine;
  const groups = new Map<string, LineageNode[]>();
  for (const node of nodes) {
    const key = `${node.role} ${node.nodeType ?? ''}`;
    const group = groups.get(key);
    if (group) group.push(node);
    else groups.set(key, [node]);
  }
  const labels = new Map<string, Label>();
  for (const group of groups.values()) {
    const names = group.map(({ label }) => label || '(no name)');
    const cuts = cutsOf(group, names);
    const titles = names.map((name, at) => name.slice(cuts[at]));
    const tails = tailsOf(titles);
    for (const [at, node] of group.entries()) {
      const title = titles[at] ?? '';
      const prefix = (names[at] ?? '').slice(0, cuts[at]).replace(/[\s./:_-]+$/, '');
      const where = node.role === 'TABLE' ? (prefix ? `Table in ${prefix}` : 'Table') : whereOf(node, prefix);
      labels.set(node.id, { title, where, tail: tails[at] ?? 0, width: cardWidth(title, isSmall ? where : '', node) });
    }
  }
  return labels;
}

function whereOf(node: LineageNode, prefix: string): string {
  const type = node.role === 'NODE' && prefix ? (node.nodeType ?? '') : describeNode(node);
  return prefix ? `${type} · ${prefix}` : type;
}

/** Where each title begins within its name. */
function cutsOf(group: readonly LineageNode[], names: readonly string[]): readonly number[] {
  const shared = new Map<string, number>();
  for (const name of names) {
    for (const end of new Set([...endsOf(name, strong), ...endsOf(name, weak)])) {
      const start = name.slice(0, end);
      shared.set(start, (shared.get(start) ?? 0) + 1);
    }
  }
  const options = names.map((name, at): readonly number[] => {
    const node = group[at];
    if (node?.role === 'TABLE') {
      const start = name.length - titleOf(node).length;
      return [0, ...endsOf(name, strong).filter((end) => end <= start)];
    }
    const isShared = (end: number, least: number): boolean => (shared.get(name.slice(0, end)) ?? 0) >= least;
    const parts = endsOf(name, strong).filter((end) => isShared(end, 2));
    const last = parts.at(-1) ?? 0;
    const canBegin = (end: number): boolean => names.every((other) => /\p{L}{3}/u.test(other.slice(end)));
    const words = endsOf(name, weak).filter(
      (end) => end - last >= longStart && isShared(end, Math.max(3, names.length)) && canBegin(end),
    );
    return [0, ...parts, ...words].sort((one, other) => one - other);
  });
  const at = options.map(({ length }) => length - 1);
  // Where two titles are alike but the names are not, both take a part back, until they differ.
  for (let isDone = false; !isDone; ) {
    isDone = true;
    const owners = new Map<string, Set<string>>();
    const titleAt = (number: number): string => names[number]?.slice(options[number]?.[at[number] ?? 0]) ?? '';
    for (const [number, name] of names.entries()) {
      const title = titleAt(number);
      owners.set(title, (owners.get(title) ?? new Set()).add(name));
    }
    const alike = names.flatMap((_, number) => ((owners.get(titleAt(number))?.size ?? 0) > 1 ? [number] : []));
    for (const number of alike) {
      if ((at[number] ?? 0) === 0) continue;
      at[number] = (at[number] ?? 0) - 1;
      isDone = false;
    }
  }
  return options.map((ends, number) => ends[at[number] ?? 0] ?? 0);
}

/** The positions after separators, without the end of the name. */
function endsOf(name: string, separator: RegExp): readonly number[] {
  return [...name.slice(0, 400).matchAll(separator)]
    .map(({ 0: found, index }) => index + found.length)
    .filter((end) => end < name.length);
}

/** The number of characters to keep at the end of each title, so that long titles that begin alike look different. */
function tailsOf(titles: readonly string[]): readonly number[] {
  return titles.map((title) => {
    if (title.length <= shortTitle) return 0;
    const usual = title.length - Math.min(longestTail, Math.ceil(title.length * 0.4));
    // The end begins with a word, if one begins there.
    const from = Math.max(1, usual - 3);
    const word = title.slice(from, usual + 3).search(/[\s._/-](?!$)/);
    if (word === -1) return title.length - usual;
    // A space belongs to the beginning: where the middle is left out, there is a gap in any case.
    return title.length - (from + word + (/\s/.test(title[from + word] ?? '') ? 1 : 0));
  });
}

/** The width for a title, and for a second line that is not much longer. */
function cardWidth(title: string, where: string, { role }: LineageNode): number {
  const padding = role === 'NATIVE' || role === 'CUSTOM' ? 84 : 70;
  const second = Math.min(widestSecond, textWidth(where.slice(0, 80)) * secondSize);
  return Math.round(Math.min(widest, Math.max(narrowest, textWidth(title.slice(0, 80)) + padding, second + padding)));
}

const strong = /[./:|\\>]+\s*/g;
const weak = /[\s_-]+/g;
/** A beginning that ends with a word, not with a separator of paths, is only moved if it is this long. */
const longStart = 10;
const shortTitle = 6;
const longestTail = 9;
const narrowest = 144;
const widest = 252;
/** Up to this many nodes there is room for second lines. */
const mostWithWholeLine = 40;
/** The most that a second line widens a card to, without its padding. */
const widestSecond = 124;
/** The size of the second line, as a fraction of that of the first. */
const secondSize = 0.8;
