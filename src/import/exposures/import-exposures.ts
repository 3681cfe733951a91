import type { DbtProject } from '../../dbt/dbt-project.js';
import type { DbtExposure } from '../../dbt/relation.js';
import { invalidFile } from '../../documents/errors.js';
import { ConfigurationError, show } from '../../errors.js';
import { isKeyOf, isRecord } from '../../is-record.js';
import type { NodeKind } from '../../lineage/node.js';
import type { DbtReference } from '../../lineage/reference.js';
import { assemble, type ImportResult } from '../core/assemble.js';
import type { Draft } from '../core/draft.js';
import { checkImportOptions, type ImportOptions, type Look } from '../core/options.js';
import { SkipList } from '../core/skip-list.js';

/** The options of `importExposures`. `include` and `exclude` are compared with the packages of the exposures. */
export interface ImportExposuresOptions extends ImportOptions {
  /** Whether the maturity of an exposure becomes a tag, such as `maturity:high`. Default: false. */
  readonly maturityTags?: boolean | undefined;
}

/**
 * Imports the exposures of a dbt project: dashboards, notebooks, analyses, machine learning and applications. Their upstream
 * are the tables that they depend on. Ephemeral models, metrics, semantic models and saved queries are replaced by the
 * tables that they are made from. The id of a node is its `unique_id`.
 *
 * Throws an `InvalidFileError` for a project without exposures, and a `ConfigurationError` for wrong options.
 */
export async function importExposures(
  project: DbtProject,
  options: ImportExposuresOptions = {},
): Promise<ImportResult> {
  checkProject(project);
  const checked = checkImportOptions('importExposures', { dbt: project, ...options }, 'dbt exposures', {
    maturityTags: 'boolean',
  });
  const { exposures } = project;
  if (exposures.length === 0) {
    throw invalidFile(
      'the dbt project',
      'has no exposures; describe them in a YAML file of the project, and run dbt parse',
    );
  }
  const skips = new SkipList();
  const drafts = exposures.map((exposure) => toDraft(exposure, project, options.maturityTags ?? false, skips));
  checked.report({ step: 'reading exposures', done: drafts.length, total: drafts.length });
  return assemble(drafts, looks, checked, skips);
}

/** Node type and kind by the type of the exposure. */
const types: Readonly<Record<string, { readonly type: string; readonly kind: NodeKind }>> = {
  dashboard: { type: 'Dashboard', kind: 'dashboard' },
  notebook: { type: 'Notebook', kind: 'chart' },
  analysis: { type: 'Analysis', kind: 'chart' },
  ml: { type: 'ML', kind: 'chart' },
  application: { type: 'Application', kind: 'dashboard' },
};

const looks = {
  Dashboard: { icon: 'dashboard', color: 'VIOLET' },
  Notebook: { icon: 'manual', color: 'ORANGE' },
  Analysis: { icon: 'timeline-line-chart', color: 'TEAL' },
  ML: { icon: 'predictive-analysis', color: 'CORAL' },
  Application: { icon: 'application', color: 'CYAN' },
} as const satisfies Readonly<Record<string, Look>>;

function toDraft(exposure: DbtExposure, project: DbtProject, hasMaturity: boolean, skips: SkipList): Draft {
  const { uniqueId, name, label, type, packageName, description, url, owner, maturity, tags, dependsOn } = exposure;
  const node = isKeyOf(types, type) ? types[type] : undefined;
  const without = dependsOn.filter((id) => project.tablesBehind([id]).length === 0);
  for (const id of without) skips.add('dependency', whyTableless(id, project), `${uniqueId} -> ${id}`);
  const why = without.map((id) => `${id} ${whyTableless(id, project)}`).join(', ') || 'it depends on nothing';
  return {
    id: uniqueId,
    kind: node?.kind ?? 'chart',
    type: node?.type ?? 'Exposure',
    name: label ?? name,
    groups: [[packageName]],
    description,
    url,
    owner,
    tags: hasMaturity && maturity !== undefined ? [...tags, `maturity:${maturity}`] : tags,
    upstream: project.tablesBehind(dependsOn).map(
      ({ database, schema, table }): DbtReference => ({
        kind: 'dbt',
        table,
        ...(schema !== undefined && { schema }),
        ...(database !== undefined && { database }),
      }),
    ),
    readsNothing: dependsOn.length === 0,
    why,
  };
}

function whyTableless(id: string, project: DbtProject): string {
  const { status } = project.find(id);
  if (status === 'disabled') return 'is disabled in the dbt project';
  return status === 'ephemeral' ? 'is ephemeral and reads no table' : 'has no table in the dbt project';
}

function checkProject(project: unknown): void {
  if (isRecord(project) && typeof project['tablesBehind'] === 'function' && Array.isArray(project['exposures'])) return;
  const found = typeof project === 'string' ? `the path ${show(project)}` : `a value of type ${typeof project}`;
  throw new ConfigurationError(
    `importExposures takes a dbt project, as readDbtProject of paradime-integrations/dbt returns it (got ${found}).`,
  );
}
