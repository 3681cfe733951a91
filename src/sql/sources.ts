import { addCandidate, addTemplate, type OtherSource, shown } from './findings.js';
import { isFile, type Name, nameInString, readName, type SqlTable, tableOf, tokenAt } from './names.js';
import type { Token } from './tokens.js';
import { declareAlias, type Frame, isWord, type Walk } from './walk.js';
import { notAliases, queryFunctions, reservedWords, tableHints } from './words.js';

/**
 * Reads the source that begins at an index, where one is expected. Returns the index after it, or the same index for a
 * token with which no source begins: it is then no longer expected.
 */
export function readSource(walk: Walk, frame: Frame, at: number): number {
  const { tokens, findings } = walk;
  const token = tokenAt(tokens, at);
  const isCall = isWord(walk, at + 1, '(');

  if (token.kind === 'template' && token.text.startsWith('{%')) {
    addTemplate(findings, token);
    return at + 1;
  }
  if (token.word === ',' || token.word === 'LATERAL') return at + 1;
  if (token.word === 'ONLY' && !reservedWords.has(tokenAt(tokens, at + 1).word)) return at + 1;
  if (token.word === 'TABLE' && !isCall) return at + 1;

  frame.expects = false;
  if (token.kind === 'string') return other(walk, 'files', at + 1);
  if (token.word === 'ROWS' && isWord(walk, at + 1, 'FROM')) return other(walk, 'table functions', at + 2);
  if (token.word === 'VALUES') {
    frame.clause = 'list';
    return other(walk, 'rows of its own', at + 1);
  }
  if (isCall && (token.word === 'TABLE' || token.word === 'IDENTIFIER')) return readNamed(walk, frame, token, at);
  if (token.word === 'DUAL' && !isWord(walk, at + 1, '.'))
    return readAlias(walk, frame, other(walk, 'rows of its own', at + 1));
  if (frame.kind === 'source' && isWord(walk, at, 'SELECT', 'WITH', 'FROM')) return at;
  if (token.word === '[') return other(walk, 'rows of its own', at + 1);
  if (token.kind === 'mark' || token.kind === 'number' || reservedWords.has(token.word)) {
    findings.problems.add(`no table before ${shown(token.text)}`);
    return at;
  }
  const name = readName(tokens, at, walk.splitsBackquotes);
  noteTemplates(walk, at, name.next);
  if (isWord(walk, name.next, '(') && !isHint(walk, name.next)) return readCall(walk, frame, token, name);
  return readTable(walk, frame, name, name.next, at);
}

/** Adds a source that is not a table. */
function other(walk: Walk, what: OtherSource, next: number): number {
  walk.findings.otherSources.add(what);
  return next;
}

/** `TABLE(...)` and `IDENTIFIER(...)`, whose argument may be the name of a table in a string. */
function readNamed(walk: Walk, frame: Frame, token: Token, at: number): number {
  const argument = tokenAt(walk.tokens, at + 2);
  const end = walk.closing.get(at + 1);
  if (argument.kind === 'string' && end === at + 3) {
    return readTable(walk, frame, nameInString(argument.text), end + 1, at);
  }
  if (token.word === 'TABLE' && argument.kind !== 'parameter') return other(walk, 'table functions', at + 1);
  walk.findings.problems.add(`the table is a parameter: ${shown(argument.text)}`);
  return at + 1;
}

function readCall(walk: Walk, frame: Frame, token: Token, name: Name): number {
  if (queryFunctions.has(token.word) && name.parts.length === 1) {
    walk.findings.problems.add(`${token.word} runs a query elsewhere, which is not read`);
  } else if (name.parts.at(-1)?.isOpen === true) {
    reportOpen(walk, token, name);
  } else {
    other(walk, 'table functions', name.next);
  }
  const end = walk.closing.get(name.next);
  if (end !== undefined) readAlias(walk, frame, end + 1);
  return name.next;
}

function readTable(walk: Walk, frame: Frame, name: Name, next: number, at: number): number {
  const { findings } = walk;
  const token = tokenAt(walk.tokens, at);
  const table = tableOf(name);
  if (table === undefined) {
    if (isFile(name.parts)) other(walk, 'files', next);
    else reportOpen(walk, token, name);
    return readAlias(walk, frame, next);
  }
  if (isHidden(walk, table)) {
    readAlias(walk, frame, next);
    declareAlias(walk, frame, table.table, true);
    return next;
  }
  const first = (table.database ?? table.schema)?.toLowerCase();
  if (frame.isListed && first !== undefined && frame.aliases?.get(first)?.isImplicit === true) {
    return readAlias(walk, frame, next);
  }
  addCandidate(findings, table, walk.frames.length);
  const after = readAlias(walk, frame, next, table);
  if (after === next) declareAlias(walk, frame, table.table, true, table);
  return after;
}

/** Whether a name is that of a CTE, or of a table that the query creates for itself. */
function isHidden(walk: Walk, { database, schema, table }: SqlTable): boolean {
  if (table.startsWith('#') || walk.findings.temporary.has(table.toLowerCase())) {
    other(walk, 'temporary tables', 0);
    return true;
  }
  if (database !== undefined || schema !== undefined || (walk.visible.get(table.toLowerCase()) ?? 0) === 0)
    return false;
  other(walk, 'its own subqueries', 0);
  return true;
}

/** Adds a table whose name is not known until the query runs, unless it is a card, a snippet or a dbt reference. */
function reportOpen(walk: Walk, token: Token, { parts, text }: Name): void {
  const { problems, temporary } = walk.findings;
  if (token.kind === 'template' && parts.length === 1 && token.text === text) {
    if (!addTemplate(walk.findings, token)) problems.add(`the table is a template: ${shown(text)}`);
  } else if (token.kind === 'parameter' && parts.length === 1) {
    if (temporary.has(text.toLowerCase())) other(walk, 'temporary tables', 0);
    else if (isStage(walk, text)) other(walk, 'files', 0);
    else problems.add(`the table is a parameter: ${shown(text)}`);
  } else {
    problems.add(`the name of a table is not complete: ${shown(text)}`);
  }
}

/** Whether a parameter is a stage of Snowflake, where files lie. */
function isStage(walk: Walk, text: string): boolean {
  if (!text.startsWith('@')) return false;
  return walk.dialect === 'snowflake' || /[.~%]/.test(text) || walk.frames[0]?.verb === 'COPY';
}

function noteTemplates(walk: Walk, start: number, end: number): void {
  for (let at = start; at < end; at++) {
    const token = tokenAt(walk.tokens, at);
    if (token.kind === 'template') addTemplate(walk.findings, token);
  }
}

function isHint(walk: Walk, open: number): boolean {
  return tableHints.has(tokenAt(walk.tokens, open + 1).word);
}

/** Reads the alias of a source, if one follows. Returns the index after it. */
export function readAlias(walk: Walk, frame: Frame, at: number, table?: SqlTable): number {
  const index = isWord(walk, at, 'AS') ? at + 1 : at;
  const token = tokenAt(walk.tokens, index);
  if (token.kind !== 'name' && (token.kind !== 'word' || notAliases.has(token.word))) return at;
  if (index > at && token.word === 'OF') return at;
  declareAlias(walk, frame, token.text, false, table);
  return index + 1;
}
