import { closestMatch } from 'leven';
import { show } from '../errors.js';

/** The end of a message that suggests the most similar candidate. Empty if none is similar. */
export function didYouMean(word: unknown, candidates: Iterable<string>): string {
  const meant = typeof word === 'string' ? nearest(word, candidates) : undefined;
  return meant === undefined ? '' : `; did you mean ${show(meant)}?`;
}

/** Longer words are not compared letter by letter, which takes time in the square of their length. */
const longestWord = 64;
/** Only the first of the candidates are considered. */
export const mostCandidates = 20_000;

/** The candidate that a misspelt word probably stands for, ignoring case and punctuation. Undefined if none is near. */
function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = plain(word);
  const reach = wanted.length < 3 || wanted.length > longestWord ? 0 : Math.min(3, Math.round(wanted.length / 3));
  const near = new Map<string, string>();
  let count = 0;
  for (const candidate of candidates) {
    if (count++ >= mostCandidates) break;
    if (candidate === word || Math.abs(candidate.length - word.length) > reach + 1) continue;
    const found = plain(candidate);
    if (found === wanted) return candidate;
    if (reach > 0) near.set(found, candidate);
  }
  if (near.size === 0) return undefined;
  const closest = closestMatch(wanted, [...near.keys()], { maxDistance: reach });
  return closest === undefined ? undefined : near.get(closest);
}

const separators = /[\s_-]+/g;

function plain(word: string): string {
  return word.toLowerCase().replace(separators, '');
}

/** In shorter words a different letter often makes a different word: names may end in A and B, or in EU and US. */
const shortestMisspelling = 5;

/**
 * Whether one name is probably a slip for another: they differ in case or white space only, or by a single letter in one
 * of their words. Numbers count as different names. This is stricter than a suggestion, because both names may be right.
 */
export function isSimilarName(one: string, other: string): boolean {
  if (one === other) return false;
  if (plain(one) === plain(other)) return plain(one) !== '';
  const others = wordsOf(other);
  const pairs = wordsOf(one).map((word, place) => [word, others[place] ?? ''] as const);
  const different = pairs.filter(([word, otherWord]) => word !== otherWord);
  const [pair] = different;
  return pairs.length === others.length && different.length === 1 && pair !== undefined && isMisspelling(...pair);
}

function wordsOf(name: string): readonly string[] {
  return name.toLowerCase().trim().split(separators);
}

/** Whether two words differ by one letter that is missing or wrong, or by two neighbours that changed places. */
function isMisspelling(one: string, other: string): boolean {
  if (Math.min(one.length, other.length) < shortestMisspelling) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  let [end, otherEnd] = [one.length, other.length];
  while (end > start && otherEnd > start && one[end - 1] === other[otherEnd - 1]) {
    end--;
    otherEnd--;
  }
  const [found, otherFound] = [one.slice(start, end), other.slice(start, otherEnd)];
  if (/\d/.test(found + otherFound)) return false;
  const isSwap = found.length === 2 && otherFound === found.charAt(1) + found.charAt(0);
  return isSwap || Math.max(found.length, otherFound.length) === 1;
}
