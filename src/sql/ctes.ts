import { tokenAt } from './names.js';
import { declareCte, type Frame, isWord, newFrame, type Walk } from './walk.js';
import { reservedWords } from './words.js';

interface Header {
  readonly name: string;
  /** Index of the parenthesis at the beginning of the body. */
  readonly body: number;
}

/** Reads `name (columns) AS MATERIALIZED` at an index, if the body of a CTE follows. */
function readHeader(walk: Walk, at: number): Header | undefined {
  const name = tokenAt(walk.tokens, at);
  if (name.kind !== 'name' && (name.kind !== 'word' || reservedWords.has(name.word))) return undefined;
  let next = afterParentheses(walk, at + 1);
  if (isWord(walk, next, 'USING') && isWord(walk, next + 1, 'KEY')) next = afterParentheses(walk, next + 2);
  if (!isWord(walk, next, 'AS')) return undefined;
  next++;
  if (isWord(walk, next, 'NOT')) next++;
  if (isWord(walk, next, 'MATERIALIZED')) next++;
  return isWord(walk, next, '(') ? { name: name.text, body: next } : undefined;
}

function afterParentheses(walk: Walk, at: number): number {
  return isWord(walk, at, '(') ? (walk.closing.get(at) ?? at) + 1 : at;
}

/**
 * Reads the header of the CTE after `WITH` or a comma and enters its body. Returns the index in the body, or undefined
 * without a CTE. With `RECURSIVE` all CTEs of the list are visible in each of them, otherwise in the later ones.
 */
export function enterCte(walk: Walk, frame: Frame, at: number): number | undefined {
  const isFirst = !frame.isInWith;
  const isRecursive = isFirst && isWord(walk, at, 'RECURSIVE') && readHeader(walk, at + 1) !== undefined;
  const header = readHeader(walk, isRecursive ? at + 1 : at);
  if (header === undefined) return undefined;
  frame.isInWith = true;
  if (isRecursive) {
    for (let next: Header | undefined = header; next !== undefined; ) {
      declareCte(walk, frame, next.name);
      const after: number = afterParentheses(walk, next.body);
      next = isWord(walk, after, ',') ? readHeader(walk, after + 1) : undefined;
    }
  }
  walk.frames.push(newFrame('query', walk.findings.candidates.length, header.name));
  return header.body + 1;
}
