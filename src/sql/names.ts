import type { Token } from './tokens.js';
import { fileFormats } from './words.js';

/** A table that a query names. Case is as in the query, quotes are gone. */
export interface SqlTable {
  readonly database?: string;
  readonly schema?: string;
  readonly table: string;
}

/** A dotted name, its parts without quotes. */
export interface Name {
  readonly parts: readonly Part[];
  /** The index after the name. */
  readonly next: number;
  /** The name as it stands in the query, without white space and quotes. */
  readonly text: string;
}

interface Part {
  readonly text: string;
  /** Whether it is a template or parameter, or has one in it. */
  readonly isOpen: boolean;
}

const end: Token = { kind: 'end', word: '', text: '', start: -1, end: -1 };

/** The token at an index, or one of kind `end`. */
export function tokenAt(tokens: readonly Token[], index: number): Token {
  return (index < 0 ? undefined : tokens[index]) ?? end;
}

/** Reads the name that begins at an index. Without one, there are no parts. */
export function readName(tokens: readonly Token[], start: number, splitsBackquotes: boolean): Name {
  const parts: Part[] = [];
  let text = '';
  let at = start;
  for (;;) {
    const first = tokenAt(tokens, at);
    if (!isPart(first)) break;
    let part = first.text;
    let isOpen = isOpenPart(first);
    at++;
    for (
      let next = tokenAt(tokens, at), previous = first;
      isGlued(previous, next, isOpen);
      next = tokenAt(tokens, at)
    ) {
      part += next.text;
      isOpen ||= isOpenPart(next) && !next.text.startsWith('@');
      previous = next;
      at++;
    }
    text += part;
    parts.push(...divided(first, part, isOpen, splitsBackquotes));
    if (tokenAt(tokens, at).word !== '.') break;
    text += '.';
    at++;
    while (tokenAt(tokens, at).word === '.') {
      // `db..t` leaves the schema out.
      parts.push({ text: '', isOpen: true });
      text += '.';
      at++;
    }
  }
  return { parts, next: at, text };
}

/** Reads a name that stands in a string, such as that of Snowflake's `IDENTIFIER('a.b')`. */
export function nameInString(text: string): Name {
  const parts = text
    .split('.', 20)
    .map((part) => ({ text: part.replace(/^"(.*)"$/, '$1'), isOpen: isTemplated(part) }));
  return { parts: parts.filter((part) => part.text !== ''), next: 0, text };
}

/** The table with a name: its last three parts. Undefined if the last part is not known, or it is a file. */
export function tableOf({ parts }: Name): SqlTable | undefined {
  const [table, schema, database] = parts.toReversed();
  if (table === undefined || table.isOpen || table.text.trim() === '' || isFile(parts)) return undefined;
  return {
    ...(database === undefined || database.isOpen ? {} : { database: database.text }),
    ...(schema === undefined || schema.isOpen ? {} : { schema: schema.text }),
    table: table.text,
  };
}

/** Whether a name is that of a file, such as ``parquet.`/path` `` of Spark. */
export function isFile(parts: readonly Part[]): boolean {
  const [format, path] = parts;
  return path?.text.includes('/') === true && format !== undefined && fileFormats.has(format.text.toUpperCase());
}

function isPart({ kind, text }: Token): boolean {
  return kind === 'word' || kind === 'name' || kind === 'parameter' || (kind === 'template' && !text.startsWith('{%'));
}

function isOpenPart({ kind, text }: Token): boolean {
  return kind === 'template' || kind === 'parameter' || (kind === 'name' && isTemplated(text));
}

function isTemplated(text: string): boolean {
  return /\{\{|\$\{|\{%/.test(text);
}

/** Whether a token continues a part: a template in the middle of a name, `@link` of Oracle, or the `*` of a wildcard. */
function isGlued(previous: Token, next: Token, isOpen: boolean): boolean {
  if (next.start !== previous.end) return false;
  if (next.kind === 'template') return isPart(next);
  if (next.kind === 'parameter') return next.text.startsWith('@') && !isOpen;
  if (next.word === '*') return previous.text.endsWith('_');
  return isOpen && (next.kind === 'word' || next.kind === 'number');
}

function divided(first: Token, text: string, isOpen: boolean, splitsBackquotes: boolean): readonly Part[] {
  if (first.quote === '`' && splitsBackquotes && !text.includes('/')) {
    // A project of BigQuery may have a domain in front, which has dots itself.
    const domain = text.lastIndexOf(':') + 1;
    const [project = '', ...rest] = text.slice(domain).split('.', 20);
    return [text.slice(0, domain) + project, ...rest]
      .filter((part) => part !== '')
      .map((part) => ({ text: part, isOpen: isTemplated(part) }));
  }
  if (first.quote === '[' && /^[\w-]+:[\w-]+\./.test(text)) {
    return text.split(/[:.]/, 20).map((part) => ({ text: part, isOpen: false }));
  }
  return [{ text, isOpen }];
}
