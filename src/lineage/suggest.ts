import { closestMatch } from 'leven';

const mostCandidates = 20_000;

/** The candidate that was probably meant by a misspelt word, case and punctuation aside; undefined when none is near. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = plain(word);
  const near: string[] = [];
  let count = 0;
  const reach = Math.max(1, Math.floor(word.length / 3));
  for (const candidate of candidates) {
    if (count++ >= mostCandidates) break;
    if (candidate === word) continue;
    if (plain(candidate) === wanted && wanted !== '') return candidate;
    if (Math.abs(candidate.length - word.length) <= reach) near.push(candidate);
  }
  return closestMatch(word, near, { maxDistance: reach });
}

/** The end of a sentence that asks whether another word was meant, or nothing. */
export function didYouMean(word: unknown, candidates: Iterable<string>): string {
  const meant = typeof word === 'string' ? nearest(word, candidates) : undefined;
  return meant === undefined ? '' : `; did you mean ${JSON.stringify(meant)}?`;
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[\s_-]/g, '');
}
