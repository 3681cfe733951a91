import { ConfigurationError, show } from '../../errors.js';
import { isKeyOf, isRecord } from '../../is-record.js';
import type { IssueCode } from '../issue.js';
import type { Node } from '../node.js';
import { type DbtReference, type DbtTableReference, dbtName, type Reference } from '../reference.js';
import { fullName, type Table, type TableIndex, type TableResult } from './table-index.js';

/** How references to tables are looked up and sent. */
export interface TableOptions {
  /**
   * The dbt project that knows the tables: the result of `readDbtProject` of `paradime-integrations/dbt`. With one,
   * references are checked against it, and those to models and sources become possible. Default: none.
   */
  readonly dbt?: TableIndex | undefined;
  /**
   * The name that is sent for a table of the project: `resolve` sends its complete name in lower case, `keep` the name as
   * it is written. References to models and sources are always resolved. Default: `resolve`.
   */
  readonly dbtNames?: 'resolve' | 'keep' | undefined;
}

/** A reference to a table, looked up in a dbt project. */
export interface LookedUp {
  /** The references that are sent instead. Undefined if the reference is sent as it is written. */
  readonly replacement?: readonly DbtReference[] | undefined;
  /** A doubt about the reference. Undefined if the project has its table. */
  readonly warning?: { readonly code: IssueCode; readonly message: string } | undefined;
}

const rememberedTables = 100_000;

/** Looks up the references of nodes in a dbt project. */
export class TableResolver {
  readonly #index: TableIndex;
  readonly #keepsNames: boolean;
  /** Very many references name the same few tables. */
  readonly #known = new Map<string, LookedUp>();

  private constructor(index: TableIndex, keepsNames: boolean) {
    this.#index = index;
    this.#keepsNames = keepsNames;
  }

  /** Undefined without a project. Throws a `ConfigurationError` for anything else than a project, and for unknown names. */
  static of({ dbt, dbtNames = 'resolve' }: TableOptions): TableResolver | undefined {
    if (!isKeyOf(nameOptions, dbtNames)) {
      throw new ConfigurationError(`\`dbtNames\` must be "resolve" or "keep" (got ${show(dbtNames)}).`);
    }
    if (dbt === undefined) return undefined;
    const project: unknown = dbt;
    if (!isRecord(project) || typeof project['resolve'] !== 'function') {
      throw new ConfigurationError(
        `\`dbt\` must be a dbt project, as readDbtProject of paradime-integrations/dbt returns it (got ${show(dbt)}).`,
      );
    }
    return new TableResolver(dbt, dbtNames === 'keep');
  }

  lookUp(reference: DbtReference): LookedUp {
    const { table, schema, database, model, source } = reference;
    const key = [table, schema, database, model, source].join('\0');
    const known = this.#known.get(key);
    if (known) return known;
    const found = this.#lookUp(reference);
    if (this.#known.size < rememberedTables) this.#known.set(key, found);
    return found;
  }

  /** The node as it is sent, with complete references to the tables that the project has. */
  resolve<Kind extends Node>(node: Kind): Kind {
    const upstream = this.#resolveAll(node.upstream);
    const downstream = this.#resolveAll(node.downstream);
    if (upstream === node.upstream && downstream === node.downstream) return node;
    return { ...node, ...(upstream && { upstream }), ...(downstream && { downstream }) };
  }

  #resolveAll(references: readonly Reference[] | undefined): readonly Reference[] | undefined {
    if (!Array.isArray(references) || !references.some((reference) => this.#replacementOf(reference)))
      return references;
    return references.flatMap((reference) => this.#replacementOf(reference) ?? [reference]);
  }

  #replacementOf(reference: Reference): readonly Reference[] | undefined {
    return reference?.kind === 'dbt' ? this.lookUp(reference).replacement : undefined;
  }

  #lookUp(reference: DbtReference): LookedUp {
    const result = this.#index.resolve(reference);
    const isKept = this.#keepsNames && reference.table !== undefined;
    if (result.status === 'found') return isKept ? {} : { replacement: [toReference(result.relation)] };
    const warning = warningOf(result, nameOf(reference));
    const isReplaced = result.status === 'ephemeral' && result.parents.length > 0 && !isKept;
    return isReplaced ? { replacement: result.parents.map(toReference), warning } : { warning };
  }
}

const nameOptions = { resolve: true, keep: true };

/** The complete reference to a table. */
export function toReference({ database, schema, table }: Table): DbtTableReference {
  return { kind: 'dbt', table, ...(schema !== undefined && { schema }), ...(database !== undefined && { database }) };
}

/** The name in a reference, with its schema and database if it has them. */
function nameOf(reference: DbtReference): string {
  const { database, schema } = reference;
  return fullName({ database, schema, table: dbtName(reference) });
}

function warningOf(result: Exclude<TableResult, { status: 'found' }>, name: string): LookedUp['warning'] {
  switch (result.status) {
    case 'unknown': {
      const suggestions = result.suggestions.map((suggestion) => show(suggestion)).join(' or ');
      const hint = suggestions === '' ? '' : `; did you mean ${suggestions}?`;
      return { code: 'unknown-table', message: `is not a table of the dbt project: ${show(name)}${hint}` };
    }
    case 'ambiguous': {
      const candidates = result.candidates.map(fullName).join(', ');
      return {
        code: 'ambiguous-table',
        message: `names several tables of the dbt project: ${show(name)} may be ${candidates}. Write one of these in full`,
      };
    }
    case 'ephemeral': {
      const parents = result.parents.map(fullName).join(', ');
      const instead =
        parents === '' ? 'and it is not made from one either' : `so what it is made from is sent: ${parents}`;
      return {
        code: 'ephemeral-table',
        message: `is an ephemeral model, which has no table: ${show(name)}, ${instead}`,
      };
    }
    case 'disabled':
      return {
        code: 'disabled-table',
        message: `is disabled in the dbt project, so dbt does not build it: ${show(name)} (${result.uniqueId})`,
      };
  }
}
