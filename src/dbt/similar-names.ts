import leven from 'leven';

/** Longer names are not compared letter by letter, which takes time in the square of their length. */
const longestName = 100;

/**
 * The values of those names that are most similar to a misspelt one, the most similar first. Ignores case, white space, `_`
 * and `-`.
 */
export function similarNames<Value>(
  misspelt: string,
  names: Iterable<readonly [name: string, value: Value]>,
  most = 3,
): readonly Value[] {
  const wanted = plain(misspelt);
  if (wanted.length > longestName) return [];
  const reach = wanted.length < 3 ? 0 : Math.min(3, Math.round(wanted.length / 3));
  const distances = new Map<Value, number>();
  for (const [name, value] of names) {
    if (Math.abs(name.length - misspelt.length) > reach + 2) continue;
    const distance = leven(wanted, plain(name), { maxDistance: reach + 1 });
    if (distance <= reach && distance < (distances.get(value) ?? Infinity)) distances.set(value, distance);
  }
  return [...distances]
    .toSorted(([, one], [, other]) => one - other)
    .slice(0, most)
    .map(([value]) => value);
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}
