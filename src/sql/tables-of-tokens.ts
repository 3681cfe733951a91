import { enterCte } from './ctes.js';
import type { SqlDialect } from './dialect.js';
import { addTemplate, type Findings } from './findings.js';
import { tokenAt } from './names.js';
import { readAlias, readSource } from './sources.js';
import { readStatement, readTarget } from './statements.js';
import type { Token } from './tokens.js';
import { declareCte, endBranch, endFrame, type Frame, isWord, newFrame, newWalk, type Walk } from './walk.js';
import { afterTables, afterTablesWith, setOperators } from './words.js';

/** Finds the tables in the tokens of a query. Each token is looked at a few times at most. */
export function tablesOfTokens(tokens: readonly Token[], dialect?: SqlDialect): Findings {
  const walk = newWalk(tokens, dialect);
  let at = 0;
  while (at < tokens.length) at = step(walk, at);
  endStatement(walk);
  return walk.findings;
}

function step(walk: Walk, at: number): number {
  const token = tokenAt(walk.tokens, at);
  const frame = walk.frames.at(-1) ?? newFrame('query', 0);
  if (token.word === ';') {
    endStatement(walk);
    return at + 1;
  }
  if (token.word === '(') return open(walk, frame, at);
  if (token.word === ')') return close(walk, frame, at);
  if (isCondition(token)) {
    followCondition(walk, frame, token);
  } else if (frame.expects) {
    const next = readSource(walk, frame, at);
    if (next > at) return next;
  }
  if (token.kind === 'template') addTemplate(walk.findings, token);
  // After a dot, a word is the name of a column.
  if (token.kind === 'word' && !isWord(walk, at - 1, '.')) return readKeyword(walk, frame, at, token.word);
  if (token.word === ',') return readComma(walk, frame, at);
  if (token.word === '|>') frame.clause = 'other';
  return at + 1;
}

function endStatement(walk: Walk): void {
  if (walk.frames.at(-1)?.expects === true) walk.findings.problems.add('no table after FROM');
  for (let frame = walk.frames.pop(); frame !== undefined; frame = walk.frames.pop()) {
    endFrame(walk, frame, walk.frames.length + 1);
  }
  walk.frames.push(newFrame('query', walk.findings.candidates.length));
}

function open(walk: Walk, frame: Frame, at: number): number {
  if (frame.expects) walk.findings.otherSources.add('its own subqueries');
  walk.frames.push(newFrame(frame.expects ? 'source' : 'expression', walk.findings.candidates.length));
  return at + 1;
}

function close(walk: Walk, frame: Frame, at: number): number {
  if (frame.expects) walk.findings.problems.add('no table before )');
  if (walk.frames.length === 1) return at + 1;
  endFrame(walk, frame, walk.frames.length);
  walk.frames.pop();
  const parent = walk.frames.at(-1);
  if (parent === undefined) return at + 1;
  if (frame.cte !== undefined) declareCte(walk, parent, frame.cte);
  if (!parent.expects) return at + 1;
  parent.expects = false;
  return readAlias(walk, parent, at + 1);
}

function readComma(walk: Walk, frame: Frame, at: number): number {
  if (frame.isInWith) return enterCte(walk, frame, at + 1) ?? at + 1;
  if (frame.clause === 'from' && frame.kind !== 'expression') expect(frame, true);
  return at + 1;
}

function expect(frame: Frame, isListed: boolean): void {
  frame.clause = 'from';
  frame.expects = true;
  frame.isListed = isListed;
}

function readKeyword(walk: Walk, frame: Frame, at: number, word: string): number {
  if (frame.kind !== 'expression' && frame.clause === 'start') {
    const next = readStatement(walk, frame, at);
    if (next !== undefined) {
      frame.isInWith = false;
      return next;
    }
  }
  if (afterTables.has(word) || afterTablesWith.get(word)?.has(tokenAt(walk.tokens, at + 1).word) === true) {
    if (frame.clause !== 'unread') frame.clause = 'other';
    return at + 1;
  }
  if (setOperators.has(word)) return readSetOperator(walk, frame, at);
  switch (word) {
    case 'SELECT':
      frame.kind = 'query';
      frame.clause = 'select';
      frame.isInWith = false;
      frame.verb = frame.verb === 'COPY' ? 'COPY' : '';
      break;
    case 'WITH':
      return readWith(walk, frame, at);
    case 'FROM':
      if (isFromClause(walk, frame, at)) {
        if (frame.kind === 'expression') frame.kind = 'query';
        frame.isInWith = false;
        expect(frame, false);
      }
      break;
    case 'JOIN':
    case 'STRAIGHT_JOIN':
      if (frame.kind !== 'expression' && frame.clause !== 'unread') readJoin(walk, frame, at, word);
      break;
    case 'APPLY':
      if (isWord(walk, at - 1, 'CROSS', 'OUTER')) expect(frame, true);
      break;
    case 'USING':
      if (frame.verb === 'MERGE' || frame.verb === 'DELETE') {
        frame.verb = '';
        expect(frame, false);
      } else if (frame.clause === 'from' && !isWord(walk, at + 1, '(')) {
        // ClickHouse: `JOIN b USING id, day`
        frame.clause = 'list';
      }
      break;
    case 'CLONE':
      if (frame.clause === 'unread') frame.expects = true;
      break;
    case 'LATERAL':
      if (isWord(walk, at + 1, 'VIEW')) frame.clause = 'list';
      break;
    case 'INTO':
    case 'OVERWRITE':
      return readInto(walk, frame, at, word);
    case 'TABLE':
      readTableWord(walk, frame, at);
      break;
    case 'AS':
      return frame.clause === 'from' && frame.kind !== 'expression'
        ? Math.max(at + 1, readAlias(walk, frame, at))
        : at + 1;
  }
  return at + 1;
}

function readWith(walk: Walk, frame: Frame, at: number): number {
  const inside = enterCte(walk, frame, at + 1);
  if (inside !== undefined) return inside;
  // ClickHouse also names expressions after WITH, among which CTEs may come.
  if (frame.clause === 'start' && frame.kind !== 'expression') frame.isInWith = true;
  return at + 1;
}

/** `FROM` also stands in calls (`EXTRACT(year FROM day)`), in `IS DISTINCT FROM`, and in statements of other kinds. */
function isFromClause(walk: Walk, frame: Frame, at: number): boolean {
  if (isWord(walk, at - 1, 'DISTINCT') && isWord(walk, at - 2, 'IS', 'NOT')) return false;
  if (frame.clause === 'unread') return isWord(walk, at - 1, 'AS');
  if (frame.kind !== 'expression') return true;
  return (
    isWord(walk, at - 1, '(') && isWord(walk, at - 2, '(', 'IN', 'EXISTS', 'ANY', 'ALL', 'SOME', 'ARRAY', 'AS', '=')
  );
}

function readJoin(walk: Walk, frame: Frame, at: number, word: string): void {
  if (word === 'STRAIGHT_JOIN' && frame.clause === 'select') return;
  if (isWord(walk, at - 1, 'FOR')) return;
  if (isWord(walk, at - 1, 'ARRAY')) frame.clause = 'list';
  else expect(frame, isWord(walk, at - 1, 'CROSS'));
}

function readSetOperator(walk: Walk, frame: Frame, at: number): number {
  if (frame.kind === 'expression' || frame.clause === 'select' || frame.clause === 'unread') return at + 1;
  endBranch(walk, frame, walk.frames.length);
  frame.clause = 'start';
  if (frame.cte !== undefined && walk.implicitRecursion) declareCte(walk, frame, frame.cte);
  return at + 1;
}

function readInto(walk: Walk, frame: Frame, at: number, word: string): number {
  if (frame.kind === 'expression') return at + 1;
  if (word === 'OVERWRITE' && !isWord(walk, at - 1, 'INSERT')) return at + 1;
  let next = at + 1;
  while (isWord(walk, next, 'TABLE', 'TEMP', 'TEMPORARY', 'UNLOGGED', 'STRICT')) next++;
  if (isWord(walk, next, 'OUTFILE', 'DUMPFILE', 'FUNCTION', 'DIRECTORY', 'FILE')) return next + 1;
  return Math.max(next, readTarget(walk, frame, next));
}

/** `TABLE t` stands for a query, or for a table as an argument of a function. */
function readTableWord(walk: Walk, frame: Frame, at: number): void {
  const next = tokenAt(walk.tokens, at + 1);
  const isArgument = frame.kind === 'expression' && isWord(walk, at - 1, '(', ',', '>');
  const isQuery =
    next.word !== '(' &&
    ((frame.kind === 'query' && frame.clause === 'start') || (frame.clause === 'unread' && isWord(walk, at - 1, 'AS')));
  if ((!isArgument && !isQuery) || next.word === ')') return;
  frame.expects = true;
  frame.isListed = false;
  if (isQuery) frame.clause = 'other';
}

function isCondition(token: Token): boolean {
  return token.kind === 'template' && token.text.startsWith('{%');
}

/** The words after `{% else %}` stand where the first branch began. */
function followCondition(walk: Walk, frame: Frame, { text }: Token): void {
  const word = /^\{%[-+]?\s{0,99}(if|elif|else|endif)\b/.exec(text)?.[1];
  if (word === 'if') {
    walk.conditions.push({ frame, expects: frame.expects, clause: frame.clause });
  } else if (word === 'endif') {
    walk.conditions.pop();
  } else if (word !== undefined) {
    const condition = walk.conditions.at(-1);
    if (condition?.frame !== frame) return;
    frame.expects = condition.expects;
    frame.clause = condition.clause;
  }
}
