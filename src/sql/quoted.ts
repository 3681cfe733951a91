/**
 * The index after the quote that ends a string or quoted name, or undefined if it is not closed. A doubled quote does not
 * end it. A quote after a backslash does not end it either if `backslash` is true; if that is not known, only one that a
 * letter, a digit or a quote follows, as in `'it\'s'`, which is unlike `LIKE '%\' AND`.
 */
export function endOfQuoted(
  sql: string,
  start: number,
  quote: string,
  backslash: boolean | undefined,
): number | undefined {
  let from = start;
  for (;;) {
    const at = sql.indexOf(quote, from);
    if (at === -1) return undefined;
    const next = sql[at + 1];
    if (isEscaped(sql, from, at) && (backslash ?? (next !== undefined && /['"\p{L}\p{N}]/u.test(next)))) {
      from = at + 1;
    } else if (next === quote) {
      from = at + 2;
    } else {
      return at + 1;
    }
  }
}

/** The index after three quotes, or undefined if they do not come. */
export function endOfTripleQuoted(sql: string, start: number, quotes: string): number | undefined {
  let from = start;
  for (;;) {
    const at = sql.indexOf(quotes, from);
    if (at === -1) return undefined;
    if (!isEscaped(sql, from, at)) return at + quotes.length;
    from = at + 1;
  }
}

function isEscaped(sql: string, from: number, at: number): boolean {
  let first = at;
  while (first > from && sql[first - 1] === '\\') first--;
  return (at - first) % 2 === 1;
}

/** The index after a comment that begins at `start`, or undefined if it is not closed. */
export function endOfComment(sql: string, start: number, nested: boolean): number | undefined {
  if (!nested) {
    const end = sql.indexOf('*/', start + 2);
    return end === -1 ? undefined : end + 2;
  }
  const marks = /\/\*|\*\//g;
  marks.lastIndex = start + 2;
  let depth = 1;
  for (let mark = marks.exec(sql); mark !== null; mark = marks.exec(sql)) {
    depth += mark[0] === '/*' ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return undefined;
}
