import type { SqlTable } from './names.js';
import { readTemplate, type SqlReference } from './templates.js';
import type { Token } from './tokens.js';

/** A table that a query seems to read. A later alias may show that it is a column instead. */
export interface Candidate {
  readonly table: SqlTable;
  /** Position among the candidates. */
  readonly position: number;
  /** Depth of the parentheses in which it stands. */
  readonly depth: number;
  isColumn: boolean;
}

/** Everything that has been found in a query so far. */
export interface Findings {
  readonly candidates: Candidate[];
  /** The candidates by the first of their several parts, in lower case. */
  readonly byFirstPart: Map<string, Candidate[]>;
  readonly writes: SqlTable[];
  readonly cards: Set<number>;
  readonly snippets: Set<string>;
  readonly references: Map<string, SqlReference>;
  readonly problems: Set<string>;
  /** Tables that the query itself creates for its own time, in lower case. */
  readonly temporary: Set<string>;
  /** The kinds of sources that are not tables. */
  readonly otherSources: Set<OtherSource>;
}

export type OtherSource = 'files' | 'table functions' | 'temporary tables' | 'its own subqueries' | 'rows of its own';

/** Findings without anything in them. */
export function noFindings(): Findings {
  return {
    candidates: [],
    byFirstPart: new Map(),
    writes: [],
    cards: new Set(),
    snippets: new Set(),
    references: new Map(),
    problems: new Set(),
    temporary: new Set(),
    otherSources: new Set(),
  };
}

/** Adds a table that is read, as of now. */
export function addCandidate(findings: Findings, table: SqlTable, depth: number): Candidate {
  const candidate = { table, position: findings.candidates.length, depth, isColumn: false };
  findings.candidates.push(candidate);
  const first = (table.database ?? table.schema)?.toLowerCase();
  if (first !== undefined) {
    const alike = findings.byFirstPart.get(first);
    if (alike === undefined) findings.byFirstPart.set(first, [candidate]);
    else alike.push(candidate);
  }
  return candidate;
}

/** An alias of a source, and where in the query it is declared. */
export interface Alias {
  /** How many candidates precede its end. */
  readonly position: number;
  /** The table that it stands for, if it is one. */
  readonly table?: SqlTable | undefined;
  /** Whether it is the table's own name. */
  readonly isImplicit: boolean;
}

/**
 * Marks the candidates that are columns: `o.items` in `FROM orders o, o.items`. An alias counts from where it is declared,
 * and in all subqueries since `start`.
 */
export function dropColumns(
  { byFirstPart }: Findings,
  aliases: ReadonlyMap<string, Alias>,
  start: number,
  depth: number,
): void {
  for (const [name, alias] of aliases) {
    const alike = alias.isImplicit ? undefined : byFirstPart.get(name);
    if (alike === undefined) continue;
    const kept: Candidate[] = [];
    for (let last = alike.at(-1); last !== undefined && last.position >= start; last = alike.at(-1)) {
      alike.pop();
      if (last.depth > depth || last.position >= alias.position) last.isColumn = true;
      else kept.push(last);
    }
    alike.push(...kept.reverse());
  }
}

/** Adds the meaning of a template. Returns whether it has one here. */
export function addTemplate({ cards, snippets, references }: Findings, { text }: Token): boolean {
  const template = readTemplate(text);
  switch (template.kind) {
    case 'card':
      cards.add(template.card);
      return true;
    case 'snippet':
      snippets.add(template.snippet);
      return true;
    case 'references':
      for (const reference of template.references) references.set(JSON.stringify(reference), reference);
      return true;
    case 'other':
      return false;
  }
}

/** At most 80 characters of a query on one line, for a message. */
export function shown(text: string): string {
  const line = text.slice(0, 200).replace(/\s+/g, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
