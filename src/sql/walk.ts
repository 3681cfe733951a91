import type { SqlDialect } from './dialect.js';
import { lexisOf } from './dialect.js';
import { type Alias, dropColumns, type Findings, noFindings } from './findings.js';
import { type SqlTable, tokenAt } from './names.js';
import type { Token } from './tokens.js';

/** The words between two parentheses, or a statement. */
export interface Frame {
  /** `source` stands where a table is expected, `expression` everywhere else until a `SELECT` comes. */
  kind: 'query' | 'source' | 'expression';
  /** `list` is a list of tables at whose commas no table begins; `unread` a statement whose `FROM` names no table. */
  clause: 'start' | 'select' | 'from' | 'list' | 'other' | 'unread';
  /** Whether a table comes next. */
  expects: boolean;
  /** Whether a comma or `CROSS JOIN` stands before it. */
  isListed: boolean;
  /** Whether a list of CTEs is going on. */
  isInWith: boolean;
  /** The statement's verb, as long as it matters. */
  verb: '' | 'MERGE' | 'DELETE' | 'COPY';
  /** Name of the CTE whose body it is, if that becomes visible at its end. */
  readonly cte: string | undefined;
  /** The CTEs that it declares. */
  ctes: string[] | undefined;
  aliases: Map<string, Alias> | undefined;
  /** The targets of the statement that may turn out to be aliases, as indexes of `writes`. */
  targets: number[] | undefined;
  /** The number of candidates before it, or before its current branch of a `UNION`. */
  start: number;
}

/** A walk over the tokens of a query, by a stack of its own, however deep the parentheses. */
export interface Walk {
  readonly tokens: readonly Token[];
  readonly dialect: SqlDialect | undefined;
  readonly splitsBackquotes: boolean;
  readonly implicitRecursion: boolean;
  readonly findings: Findings;
  /** For each opening parenthesis, the index of the closing one. */
  readonly closing: ReadonlyMap<number, number>;
  readonly frames: Frame[];
  /** How many declarations of a CTE's name are in force. */
  readonly visible: Map<string, number>;
  /** The state at each `{% if %}`, for its `{% else %}`. */
  readonly conditions: { readonly frame: Frame; readonly expects: boolean; readonly clause: Frame['clause'] }[];
}

/** Begins a walk. */
export function newWalk(tokens: readonly Token[], dialect: SqlDialect | undefined): Walk {
  const lexis = lexisOf(dialect);
  const findings = noFindings();
  return {
    tokens,
    dialect,
    splitsBackquotes: lexis.dottedBackquotes !== false,
    implicitRecursion: lexis.implicitRecursion === true,
    findings,
    closing: closingOf(tokens, findings),
    frames: [newFrame('query', 0)],
    visible: new Map(),
    conditions: [],
  };
}

/** A frame in which nothing has been read. There may be a million of them, so lists are made when they are needed. */
export function newFrame(kind: Frame['kind'], start: number, cte?: string): Frame {
  return {
    kind,
    clause: kind === 'source' ? 'from' : 'start',
    expects: kind === 'source',
    isListed: false,
    isInWith: false,
    verb: '',
    cte,
    ctes: undefined,
    aliases: undefined,
    targets: undefined,
    start,
  };
}

/** Makes a CTE visible until its frame ends. */
export function declareCte(walk: Walk, frame: Frame, name: string): void {
  const key = name.toLowerCase();
  frame.ctes ??= [];
  frame.ctes.push(key);
  walk.visible.set(key, (walk.visible.get(key) ?? 0) + 1);
}

/** Ends a frame: its CTEs and aliases end with it. */
export function endFrame(walk: Walk, frame: Frame, depth: number): void {
  endBranch(walk, frame, depth);
  for (const name of frame.ctes ?? []) walk.visible.set(name, (walk.visible.get(name) ?? 1) - 1);
}

/** Ends a query or a branch of a `UNION`, whose aliases end with it. */
export function endBranch(walk: Walk, frame: Frame, depth: number): void {
  const { findings } = walk;
  if (frame.aliases !== undefined) dropColumns(findings, frame.aliases, frame.start, depth);
  for (const index of frame.targets ?? []) {
    const target = findings.writes[index];
    const table = target === undefined || target.schema !== undefined ? undefined : aliased(frame, target.table);
    if (target === undefined || table === undefined || table === target) continue;
    findings.writes[index] = table;
    // `DELETE FROM o FROM orders o`: the first `o` is not a table.
    const first = findings.candidates[frame.start];
    if (first?.table === target) first.isColumn = true;
  }
  frame.targets = undefined;
  frame.aliases = undefined;
  frame.start = findings.candidates.length;
}

function aliased(frame: Frame, name: string): SqlTable | undefined {
  return frame.aliases?.get(name.toLowerCase())?.table;
}

/** Declares the alias of a source, or the name that it has without one. The first declaration counts. */
export function declareAlias(walk: Walk, frame: Frame, name: string, isImplicit: boolean, table?: SqlTable): void {
  const key = name.toLowerCase();
  if (frame.aliases?.has(key) === true) return;
  // `FROM shop.orders shop`: the alias does not hide the schema.
  if (!isImplicit && (table?.database ?? table?.schema)?.toLowerCase() === key) return;
  frame.aliases ??= new Map();
  frame.aliases.set(key, { position: walk.findings.candidates.length, table, isImplicit });
}

/** Whether the token at an index is one of these words or marks. */
export function isWord(walk: Walk, index: number, ...words: readonly string[]): boolean {
  const { word } = tokenAt(walk.tokens, index);
  return word !== '' && words.includes(word);
}

function closingOf(tokens: readonly Token[], { problems }: Findings): ReadonlyMap<number, number> {
  const closing = new Map<number, number>();
  const open: number[] = [];
  let index = 0;
  for (const { word } of tokens) {
    if (word === '(') {
      open.push(index);
    } else if (word === ')') {
      const start = open.pop();
      if (start !== undefined) closing.set(start, index);
    } else if (word === ';') {
      if (open.length > 0) problems.add('a parenthesis is not closed');
      for (const start of open.splice(0)) closing.set(start, index - 1);
    }
    index++;
  }
  if (open.length > 0) problems.add('a parenthesis is not closed');
  for (const start of open) closing.set(start, tokens.length);
  return closing;
}
