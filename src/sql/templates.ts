/** A reference to a dbt model or source by a Jinja macro. */
export type SqlReference =
  | { readonly model: string; readonly package?: string; readonly version?: string }
  | { readonly source: string; readonly table: string };

/** The meaning of a template in a query. */
export type Template =
  | { readonly kind: 'card'; readonly card: number }
  | { readonly kind: 'snippet'; readonly snippet: string }
  | { readonly kind: 'references'; readonly references: readonly SqlReference[] }
  | { readonly kind: 'other' };

/** Reads a template with its braces: `{{#42-orders}}` and `{{snippet: name}}` of Metabase, or Jinja. */
export function readTemplate(text: string): Template {
  const inside = text.startsWith('{{') ? text.slice(2, -2).trim() : '';
  const card = /^#(\d{1,15})(?!\d)/.exec(inside)?.[1];
  if (card !== undefined) return { kind: 'card', card: Number(card) };
  const snippet = /^snippet\s{0,9}:/i.exec(inside)?.[0];
  if (snippet !== undefined) return { kind: 'snippet', snippet: inside.slice(snippet.length).trim() };
  const references = referencesOf(text);
  return references.length > 0 ? { kind: 'references', references } : { kind: 'other' };
}

function referencesOf(text: string): readonly SqlReference[] {
  if (!text.startsWith('{{') && !text.startsWith('{%')) return [];
  const references: SqlReference[] = [];
  for (const call of text.matchAll(/\b(ref|source)\s{0,9}\(/g)) {
    const reference = referenceOf(call[1] === 'ref', argumentsAt(text, call.index + call[0].length));
    if (reference !== undefined) references.push(reference);
  }
  return references;
}

interface Arguments {
  readonly positional: readonly string[];
  readonly version?: string | undefined;
}

function referenceOf(isRef: boolean, given: Arguments | undefined): SqlReference | undefined {
  const [first, second] = given?.positional ?? [];
  if (first === undefined) return undefined;
  if (!isRef) return second === undefined ? undefined : { source: first, table: second };
  const version = given?.version === undefined ? {} : { version: given.version };
  return second === undefined ? { model: first, ...version } : { model: second, package: first, ...version };
}

/** The arguments of a call if all of them are literals. */
function argumentsAt(text: string, start: number): Arguments | undefined {
  const argument = /\s{0,99}(?:(\w{1,30})\s{0,9}=\s{0,9})?(?:'([^'\n]*)'|"([^"\n]*)"|([\w.]{1,30}))\s{0,99}([,)])/y;
  argument.lastIndex = start;
  const positional: string[] = [];
  let version: string | undefined;
  for (let found = argument.exec(text); found !== null; found = argument.exec(text)) {
    const [, name, single, double, bare, end] = found;
    const string = single ?? double;
    if (name === undefined) {
      if (string === undefined) return undefined;
      positional.push(string);
    } else if (name === 'v' || name === 'version') {
      version = string ?? bare;
    }
    if (end === ')') return { positional, version };
  }
  return undefined;
}
