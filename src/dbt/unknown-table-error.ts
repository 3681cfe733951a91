import { ParadimeError, show } from '../errors.js';
import { fullName, type TableResult } from '../lineage/tables/table-index.js';
import type { DbtRelation } from './relation.js';

/** A dbt project has no table, or more than one, for the name of a model or source. */
export class UnknownTableError extends ParadimeError {
  static {
    UnknownTableError.prototype.name = 'UnknownTableError';
  }
  override readonly code = 'UNKNOWN_TABLE';
  /** Similar names that exist, the most similar first. */
  readonly suggestions: readonly string[];
  /** The tables that have the name, if there are several. */
  readonly candidates: readonly DbtRelation[];

  constructor(what: 'model' | 'source', name: string, result: Exclude<TableResult<DbtRelation>, { status: 'found' }>) {
    super(describe(what, name, result));
    this.suggestions = result.status === 'unknown' ? result.suggestions : [];
    this.candidates = result.status === 'ambiguous' ? result.candidates : [];
  }

  /** Returns the error for a structured log. */
  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), candidates: this.candidates.map(fullName) };
  }
}

function describe(
  what: 'model' | 'source',
  name: string,
  result: Exclude<TableResult<DbtRelation>, { status: 'found' }>,
): string {
  const subject = what === 'model' ? `model ${show(name)}` : `table ${show(name)} of a source`;
  switch (result.status) {
    case 'unknown': {
      const shown = result.suggestions.map((suggestion) => show(suggestion)).join(' or ');
      return `The dbt project has no ${subject}${shown === '' ? '.' : `; did you mean ${shown}?`}`;
    }
    case 'ambiguous': {
      const ids = result.candidates.map(({ uniqueId }) => uniqueId).join(', ');
      return `The dbt project has more than one ${subject}: ${ids}. Give the unique_id of one of them.`;
    }
    case 'ephemeral': {
      const parents = result.parents.map(fullName).join(', ') || 'nothing that has a table';
      return `The ${subject} is ephemeral, so it has no table. It is made from ${parents}: refer to those, or write dbt({ model: ${show(name)} }) and publish with the project, which refers to them for you.`;
    }
    case 'disabled':
      return `The ${subject} is disabled in the dbt project, so it has no table.`;
  }
}
