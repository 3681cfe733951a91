import { show } from '../../errors.js';
import { type Issue, issueNode, issueOf } from '../issue.js';
import type { Node } from '../node.js';
import type { DbtReference, Reference } from '../reference.js';
import type { TableResolver } from '../tables/table-resolver.js';
import type { Report } from './attribute-checks.js';

/** Finds the references of a node that cannot be sent without a dbt project. */
export function checkTables(node: Node, index: number): readonly Issue[] {
  let issues: Issue[] | undefined;
  for (const side of ['upstream', 'downstream'] as const) {
    const references: readonly Reference[] | undefined = node?.[side];
    if (!Array.isArray(references)) continue;
    for (let place = 0; place < references.length; place++) {
      const reference = references[place];
      const part = reference?.kind === 'dbt' ? partOf(reference) : 'table';
      if (part === 'table') continue;
      const message = `needs a dbt project, which knows the table of the ${part} ${show(reference?.[part])}: pass one as \`dbt\`, or with --dbt`;
      issues ??= [];
      issues.push(issueOf('missing-dbt-project', [side, place, part], message, issueNode(node, index)));
    }
  }
  return issues ?? none;
}

const none: readonly Issue[] = [];

/** Finds what is probably wrong with a reference to a table: with the project that knows the tables, or by its looks. */
export function warnOfTable(
  reference: DbtReference,
  side: string,
  place: number,
  tables: TableResolver | undefined,
  report: Report,
): void {
  const part = partOf(reference);
  if (typeof reference[part] !== 'string') return; // Wrong, which `checkNode` reports.
  if (tables) {
    const { replacement, warning } = tables.lookUp(reference);
    if (warning) report(warning.code, [side, place, part], warning.message);
    if (replacement) return;
  }
  const { table } = reference;
  if (table === undefined) return;
  if (!tables) warnOfParts(reference, side, place, report);
  const lower = table.toLowerCase();
  if (table === lower) return;
  const message = `refers to the table ${show(table)}; Paradime matches names in lower case, so write ${show(lower)}`;
  report('mixed-case-table', [side, place, 'table'], message);
}

function warnOfParts(reference: DbtReference, side: string, place: number, report: Report): void {
  for (const part of ['table', 'schema', 'database'] as const) {
    const name: unknown = reference[part];
    const found = typeof name === 'string' ? oddCharacter(name) : undefined;
    if (found === undefined) continue;
    const message = `contains ${found}: ${show(name)}. The table, its schema and its database are separate names, without quotes`;
    report('table-name', [side, place, part], message);
  }
}

function partOf({ model, source }: DbtReference): 'table' | 'model' | 'source' {
  return model !== undefined ? 'model' : source !== undefined ? 'source' : 'table';
}

/** Names a character that probably belongs to something else than a name: to `schema.table`, to Jinja, to a quoted name. */
function oddCharacter(name: string): string | undefined {
  const [found] = /[.{}\s"'`]/.exec(name) ?? [];
  if (found === undefined) return undefined;
  if (found === '.') return 'a dot';
  return found === '{' || found === '}' ? 'a brace' : found.trim() === '' ? 'white space' : 'a quote';
}
