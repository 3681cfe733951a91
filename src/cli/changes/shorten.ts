const mark = ' … ';
/** So much of what two strings have in common is shown before the place where they differ. */
const context = 16;

/** Cuts a long string in the middle. */
export function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const kept = longest - mark.length;
  const head = Math.ceil(kept / 2);
  return withoutHalves(text.slice(0, head)) + mark + withoutHalves(text.slice(text.length - (kept - head)));
}

/** Cuts two long strings, so that the first place at which they differ can be seen. */
export function shortenPair(one: string, other: string, longest: number): readonly [string, string] {
  const cut = [shorten(one, longest), shorten(other, longest)] as const;
  if (one === other || (one.length <= longest && other.length <= longest)) return cut;
  let place = 0;
  while (one[place] === other[place]) place++;
  if (place < longest / 2 - mark.length) return cut;
  const from = place - context;
  return [windowAt(one, from, longest), windowAt(other, from, longest)];
}

function windowAt(text: string, from: number, longest: number): string {
  const end = from + longest;
  return `…${withoutHalves(text.slice(from, end))}${end < text.length ? '…' : ''}`;
}

/** Removes halves of characters at the ends of a cut. */
function withoutHalves(text: string): string {
  return text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
}
