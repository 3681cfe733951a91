import { invalidFile } from '../../documents/errors.js';
import { assemble, type ImportResult } from '../core/assemble.js';
import type { ImportSource } from '../core/import-source.js';
import { checkImportOptions, type ImportOptions, type Look } from '../core/options.js';
import { SkipList } from '../core/skip-list.js';
import { toDrafts } from './drafts.js';
import { sortDocuments } from './estate.js';
import { type ExportDocument, readExport } from './read-export.js';

/**
 * Imports an export of Superset or Preset: a ZIP file, or a folder with its files, of `superset export-dashboards` or "Export"
 * in the user interface. Dashboards refer to their charts and to the datasets of their filters, charts to their dataset, and
 * datasets to their tables: the physical one, or those that their SQL reads. The id of a node is its uuid. A dashboard that
 * is not published has the tag `draft`. Exports have no addresses, owners and times.
 *
 * Patterns of `include` and `exclude` are compared with the path in the export (`charts/**`), the name of the database, and the
 * title of a dashboard. A dashboard belongs to the databases of all its charts.
 *
 * Throws an `InvalidFileError` for a source without a dashboard, chart or dataset, and for a ZIP file that cannot be unpacked
 * or is not safe to unpack. What cannot be read of a single item is in `summary.skipped`.
 */
export async function importSuperset(source: ImportSource, options: ImportOptions = {}): Promise<ImportResult> {
  const checked = checkImportOptions('importSuperset', options, 'Superset');
  const skips = new SkipList();
  const documents: ExportDocument[] = [];
  for await (const document of readExport(source, checked, skips)) documents.push(document);
  const drafts = toDrafts(sortDocuments(documents, skips), checked.tables !== undefined, skips);
  if (drafts.length === 0) throw nothingFound(source, skips);
  return assemble(drafts, looks, checked, skips);
}

const looks = {
  Dashboard: { icon: 'dashboard', color: 'VIOLET' },
  Chart: { icon: 'timeline-line-chart', color: 'TEAL' },
  Dataset: { icon: 'panel-table', color: 'LEAF' },
} as const satisfies Readonly<Record<string, Look>>;

function nothingFound(source: ImportSource, skips: SkipList): unknown {
  const name = typeof source === 'string' ? source : 'the source';
  const skipped = skips.toSummary().map(({ what, why, count, examples }) => {
    return `${count} skipped: the ${what} ${examples[0] ?? ''} ${why}`;
  });
  const shown = skipped.length === 0 ? '' : ` (${skipped.slice(0, 3).join('; ')})`;
  return invalidFile(name, `contains no dashboard, chart or dataset of Superset${shown}`);
}
