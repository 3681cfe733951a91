import { lexisOf, type SqlDialect } from './dialect.js';
import { endOfComment, endOfQuoted, endOfTripleQuoted } from './quoted.js';
import { introducers } from './words.js';

/** A piece of a query: neither white space nor a comment. */
export interface Token {
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'template' | 'parameter' | 'mark' | 'end';
  /** A word in upper case, or a mark, by which grammar is recognized. Empty for all else. */
  readonly word: string;
  /** The token as it stands, without the quotes of a string or name. */
  readonly text: string;
  /** The quote at the start of a name. */
  readonly quote?: string | undefined;
  readonly start: number;
  readonly end: number;
}

/** Divides a query into tokens. Never throws: a string or comment that is not closed ends with the query. */
export function tokensOf(sql: string, dialect?: SqlDialect): { tokens: readonly Token[]; problems: readonly string[] } {
  const lexis = lexisOf(dialect);
  const patterns = newPatterns();
  const tokens: Token[] = [];
  const problems: string[] = [];
  const lacking = new Set<string>();
  let nested = lexis.nestedComments;
  let last: Token | undefined;
  let isOptional = false;
  let at = 0;

  while (at < sql.length) {
    const comment = endOfCommentAt(at);
    at = comment ?? nextToken(at);
  }
  return { tokens, problems };

  function push(kind: Token['kind'], start: number, end: number, text = sql.slice(start, end), quote?: string): number {
    const word = kind === 'word' ? text.toUpperCase() : kind === 'mark' ? text : '';
    last = { kind, word, text, quote, start, end };
    tokens.push(last);
    return end;
  }

  function match(pattern: RegExp, start: number): string | undefined {
    pattern.lastIndex = start;
    return pattern.exec(sql)?.[0];
  }

  /** The index after white space or a comment, or undefined for a token. */
  function endOfCommentAt(start: number): number | undefined {
    const character = sql.charAt(start);
    if (character === ' ' || character === '\n') return start + 1;
    if (/[\w,.()=;*]/.test(character)) return undefined;
    const space = match(patterns.space, start);
    if (space !== undefined) return start + space.length;
    const two = sql.slice(start, start + 2);
    if (two === '/*') return blockComment(start);
    if (two === '{#') {
      const end = endAfter('#}', start + 2);
      if (end !== undefined) return end;
    }
    const isLine =
      (two === '--' && (dialect !== 'mysql' || /^\s?$/.test(sql.charAt(start + 2)))) ||
      (two === '//' && (dialect === 'snowflake' || (dialect === undefined && isFirstOfLine(start)))) ||
      (two.startsWith('#') && isHashComment(start));
    return isLine ? (endAfter('\n', start) ?? sql.length) : undefined;
  }

  function blockComment(start: number): number {
    const end = endOfComment(sql, start, nested ?? true);
    if (end !== undefined) return end;
    if (nested === undefined) {
      // Not every dialect nests comments: this query evidently does not.
      nested = false;
      return blockComment(start);
    }
    problems.push(`the comment at ${placeOf(sql, start)} is not closed`);
    return sql.length;
  }

  function isHashComment(start: number): boolean {
    if (lexis.hash !== undefined) return lexis.hash === 'comment';
    if (/[\s#!-]/.test(sql[start + 1] ?? ' ')) return true;
    return dialect === undefined && isFirstOfLine(start) && !introduces();
  }

  /** Whether only white space stands before it on its line. Looks back at most to the last token. */
  function isFirstOfLine(start: number): boolean {
    return last === undefined || sql.slice(Math.max(last.end, start - 200), start).includes('\n');
  }

  function introduces(): boolean {
    return last !== undefined && (last.word === ',' || introducers.has(last.word));
  }

  /** The index after the next `mark`. One that is missing once is not searched for again. */
  function endAfter(mark: string, start: number): number | undefined {
    if (lacking.has(mark)) return undefined;
    const end = sql.indexOf(mark, start);
    if (end !== -1) return end + mark.length;
    lacking.add(mark);
    return undefined;
  }

  function nextToken(start: number): number {
    const character = sql.charAt(start);
    switch (character) {
      case "'":
      case '"':
      case '`':
        return quoted(start, start, character, character === '`' ? false : lexis.backslash);
      case '[':
      case ']':
        return bracket(start, character);
      case '{':
        return template(start);
      case '$':
        return dollar(start);
      case ':':
      case '@':
      case '?':
      case '%': {
        const parameter = match(patterns.parameter, start);
        if (parameter !== undefined) return push('parameter', start, start + parameter.length);
        if (sql.startsWith('::', start)) return push('mark', start, start + 2);
        break;
      }
      case '|':
        if (sql[start + 1] === '>') return push('mark', start, start + 2);
        break;
    }
    return wordOrMark(start);
  }

  function wordOrMark(start: number): number {
    if (/[(),.;=*+<>-]/.test(sql.charAt(start))) return push('mark', start, start + 1);
    if (lexis.hyphens !== false && introduces()) {
      const hyphenated = match(patterns.hyphenated, start);
      if (hyphenated !== undefined) return push('word', start, start + hyphenated.length);
    }
    const isPart = last?.word === '.' && last.end === start;
    const number = isPart || !/\d/.test(sql.charAt(start)) ? undefined : match(patterns.number, start);
    if (number !== undefined) return push('number', start, start + number.length);
    const word = match(patterns.word, start);
    if (word === undefined) return push('mark', start, start + 1);
    const end = start + word.length;
    const quote = sql.charAt(end);
    if ((quote === "'" || quote === '"') && /^(?:e|r|b|x|n|rb|br)$/i.test(word)) {
      const isRaw = /r/i.test(word);
      const backslash = /[er]/i.test(word) ? true : lexis.backslash;
      const triple = quote.repeat(3);
      if (isRaw && sql.startsWith(triple, end)) return tripleQuoted(start, end, triple);
      if (quote === "'" || isRaw) return quoted(start, end, quote, backslash, 'string');
    }
    return push('word', start, end);
  }

  function quoted(start: number, open: number, quote: string, backslash: boolean | undefined, as?: 'string'): number {
    const triple = quote.repeat(3);
    if (lexis.tripleQuotes === true && quote !== '`' && sql.startsWith(triple, open)) {
      return tripleQuoted(start, open, triple);
    }
    const end = endOfQuoted(sql, open + 1, quote, backslash);
    if (end === undefined) return notClosed(start, 'string');
    const text = sql.slice(open + 1, end - 1).replaceAll(quote + quote, quote);
    return push(as ?? (quote === "'" ? 'string' : 'name'), start, end, text, quote);
  }

  function tripleQuoted(start: number, open: number, quotes: string): number {
    const end = endOfTripleQuoted(sql, open + 3, quotes);
    return end === undefined ? notClosed(start, 'string') : push('string', start, end);
  }

  function notClosed(start: number, what: string): number {
    problems.push(`the ${what} at ${placeOf(sql, start)} is not closed`);
    return push('string', start, sql.length, '');
  }

  /** `[a]` of T-SQL, the `[[` and `]]` of Metabase, or the brackets of an array. */
  function bracket(start: number, character: string): number {
    if (sql[start + 1] === character && last?.word !== '.') {
      isOptional = character === '[';
      return start + 2;
    }
    if (character === '[' && lexis.brackets !== false) {
      const isName = lexis.brackets === true || last?.word === '.' || (introduces() && last?.word !== ',');
      const adjacent = last?.end === start && last.kind !== 'mark';
      const pattern = isOptional ? patterns.bracketedInside : isName ? patterns.bracketed : patterns.plainBracketed;
      const name = match(pattern, start);
      if (name !== undefined && (isName || !adjacent)) {
        const end = start + name.length;
        return push('name', start, end, name.slice(1, -1).replaceAll(']]', ']'), '[');
      }
    }
    return push('mark', start, start + 1);
  }

  function template(start: number): number {
    const two = sql.slice(start, start + 2);
    const close = two === '{{' ? '}}' : two === '{%' ? '%}' : undefined;
    if (close !== undefined) {
      const isFirst = !lacking.has(close);
      const end = endAfter(close, start + 2);
      if (end !== undefined) return push('template', start, end);
      if (isFirst) problems.push(`the template at ${placeOf(sql, start)} is not closed`);
      return push('mark', start, start + 2);
    }
    const braced = match(patterns.braced, start);
    return braced === undefined ? push('mark', start, start + 1) : push('template', start, start + braced.length);
  }

  function dollar(start: number): number {
    const braced = match(patterns.braced, start + 1);
    if (braced !== undefined) return push('template', start, start + 1 + braced.length);
    const tag = match(patterns.dollarTag, start);
    if (tag !== undefined) {
      const end = sql.indexOf(tag, start + tag.length);
      return end === -1 ? notClosed(start, 'string') : push('string', start, end + tag.length);
    }
    const parameter = match(patterns.dollarParameter, start);
    return parameter === undefined
      ? push('mark', start, start + 1)
      : push('parameter', start, start + parameter.length);
  }
}

/** The line and column of an index. */
export function placeOf(sql: string, index: number): string {
  const lines = sql.slice(0, index).split('\n');
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

/** Sticky patterns, none of which looks at a character more than a few times. */
function newPatterns() {
  return {
    space: /[\s\ufeff\u200b]+/y,
    word: /[\p{L}\p{N}_][\p{L}\p{M}\p{N}_$]*(?:#[\p{L}\p{N}_]+)?|##?[\p{L}_][\p{L}\p{M}\p{N}_$]*/uy,
    hyphenated: /[A-Za-z]\w*(?:-\w+)+(?=\s{0,9}\.\s{0,9}[\w`])/y,
    number: /\d+(?:\.\d*)?(?:[eE][+-]?\d+)?(?![\p{L}\p{N}_])/uy,
    parameter: /:[A-Za-z_]\w*|@{1,2}[\w~%][\w.$]*|\?|%\(\w+\)s|%s\b/y,
    dollarTag: /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy,
    dollarParameter: /\$\w+/y,
    bracketed: /\[(?:[^\]\n]|\]\]){1,128}\]/y,
    bracketedInside: /\[[^\][\n]{1,128}\]/y,
    plainBracketed: /\[[\p{L}_][^\]['"`(,\n]{0,127}\]/uy,
    braced: /\{[\w :.]{1,128}\}/y,
  } satisfies Record<string, RegExp>;
}
