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

function plain(word: string): string {
  return word.toLowerCase().replace(/[\s_-]/g, '');
}
