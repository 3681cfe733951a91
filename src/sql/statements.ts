import { addCandidate } from './findings.js';
import { readName, type SqlTable, tableOf, tokenAt } from './names.js';
import { readAlias } from './sources.js';
import { type Frame, isWord, type Walk } from './walk.js';
import { otherStatements, writeModifiers } from './words.js';

/** Reads the first words of a statement, up to its target. Returns the index after them, or undefined for a query. */
export function readStatement(walk: Walk, frame: Frame, at: number): number | undefined {
  const { word } = tokenAt(walk.tokens, at);
  switch (word) {
    case 'INSERT':
    case 'REPLACE':
      return readInsert(walk, frame, at + 1);
    case 'UPDATE':
      frame.clause = 'from';
      return readAliasedTarget(walk, frame, skipModifiers(walk, at + 1));
    case 'MERGE':
      frame.clause = 'other';
      frame.verb = 'MERGE';
      return readAliasedTarget(walk, frame, skipModifiers(walk, at + 1));
    case 'DELETE':
      return readDelete(walk, frame, at + 1);
    case 'CREATE':
      return readCreate(walk, frame, at + 1);
    case 'COPY':
      return readCopy(walk, frame, at + 1);
    case 'DECLARE':
      frame.clause = 'unread';
      return readDeclare(walk, at + 1);
    case 'PIVOT':
    case 'UNPIVOT':
    case 'SUMMARIZE':
      frame.clause = 'other';
      frame.expects = true;
      return at + 1;
    case 'GRANT':
    case 'REVOKE':
    case 'DENY':
      return endOfStatement(walk, at);
    case 'EXECUTE':
      if (isWord(walk, at + 1, 'IMMEDIATE')) {
        walk.findings.problems.add('EXECUTE IMMEDIATE runs a query in a string, which is not read');
      }
      break;
    case 'UNLOAD':
      walk.findings.problems.add('UNLOAD runs a query in a string, which is not read');
      break;
  }
  if (!otherStatements.has(word)) return undefined;
  frame.clause = 'unread';
  return at + 1;
}

/** Reads the table that is written to. Returns the index after its name. */
export function readTarget(walk: Walk, frame: Frame, at: number): number {
  return readTargetTable(walk, frame, at).next;
}

function readTargetTable(walk: Walk, frame: Frame, at: number): { next: number; table?: SqlTable | undefined } {
  const token = tokenAt(walk.tokens, at);
  if (token.kind === 'string' || token.kind === 'mark' || token.kind === 'parameter') return { next: at };
  const name = readName(walk.tokens, at, walk.splitsBackquotes);
  const table = tableOf(name);
  if (table === undefined) return { next: Math.max(name.next, at) };
  if (table.table.startsWith('#')) {
    walk.findings.temporary.add(table.table.toLowerCase());
  } else {
    frame.targets ??= [];
    frame.targets.push(walk.findings.writes.length);
    walk.findings.writes.push(table);
  }
  return { next: name.next, table };
}

function readAliasedTarget(walk: Walk, frame: Frame, at: number): number {
  const { next, table } = readTargetTable(walk, frame, at);
  return readAlias(walk, frame, next, table);
}

function skipModifiers(walk: Walk, at: number): number {
  let next = at;
  while (writeModifiers.has(tokenAt(walk.tokens, next).word)) next++;
  return next;
}

function readInsert(walk: Walk, frame: Frame, at: number): number {
  const next = skipModifiers(walk, at);
  return isWord(walk, next, 'DIRECTORY', 'FUNCTION', 'LOCAL') ? next + 1 : readTarget(walk, frame, next);
}

/** `DELETE FROM t` finds its rows in `t`, which it therefore reads. `DELETE o FROM orders o` names an alias first. */
function readDelete(walk: Walk, frame: Frame, at: number): number {
  frame.clause = 'other';
  if (!isWord(walk, at, 'FROM')) {
    let next = readTarget(walk, frame, at);
    while (isWord(walk, next, ',') && next > at) next = Math.max(next + 1, readTarget(walk, frame, next + 1));
    return next;
  }
  frame.clause = 'from';
  frame.verb = 'DELETE';
  const { next, table } = readTargetTable(walk, frame, isWord(walk, at + 1, 'ONLY') ? at + 2 : at + 1);
  if (table === undefined || table.table.startsWith('#')) {
    frame.expects = table === undefined;
    return next;
  }
  addCandidate(walk.findings, table, walk.frames.length);
  return readAlias(walk, frame, next, table);
}

const farthestKind = 8;

function readCreate(walk: Walk, frame: Frame, at: number): number {
  frame.clause = 'unread';
  let isTemporary = false;
  for (let next = at; next < at + farthestKind; next++) {
    const { word } = tokenAt(walk.tokens, next);
    if (word === 'TEMP' || word === 'TEMPORARY' || word === 'VOLATILE') isTemporary = true;
    if (word !== 'TABLE' && word !== 'VIEW') continue;
    const isConditional = isWord(walk, next + 1, 'IF') && isWord(walk, next + 3, 'EXISTS');
    const target = readTargetTable(walk, frame, next + (isConditional ? 4 : 1));
    if (isTemporary && target.table !== undefined) {
      walk.findings.writes.pop();
      walk.findings.temporary.add(target.table.table.toLowerCase());
    }
    return Math.max(target.next, next + 1);
  }
  return at;
}

/** `COPY t FROM 'file'` writes, `COPY t TO 'file'` reads, and so does the `FROM` of `COPY INTO`. */
function readCopy(walk: Walk, frame: Frame, at: number): number {
  frame.clause = 'other';
  if (isWord(walk, at, 'INTO')) {
    frame.verb = 'COPY';
    return at;
  }
  frame.clause = 'unread';
  if (isWord(walk, at, '(')) return at;
  const name = readName(walk.tokens, at, walk.splitsBackquotes);
  const after = isWord(walk, name.next, '(') ? (walk.closing.get(name.next) ?? name.next) + 1 : name.next;
  if (isWord(walk, after, 'FROM')) return Math.max(at, readTarget(walk, frame, at));
  frame.clause = 'other';
  frame.expects = name.parts.length > 0;
  return at;
}

/** `DECLARE @t TABLE` declares a variable that is a table. */
function readDeclare(walk: Walk, at: number): number {
  const token = tokenAt(walk.tokens, at);
  if (token.kind === 'parameter' && isWord(walk, at + 1, 'TABLE'))
    walk.findings.temporary.add(token.text.toLowerCase());
  return at;
}

function endOfStatement(walk: Walk, at: number): number {
  let next = at;
  while (next < walk.tokens.length && !isWord(walk, next, ';')) next++;
  return next;
}
