import type { DbtProject } from '../../dbt/dbt-project.js';
import type { DbtFlags } from '../options/dbt-options.js';

/** Reads the dbt project that the options name. False for none at all, undefined to use the one that a bundle names. */
export async function readProject(
  { dbt }: Pick<DbtFlags, 'dbt'>,
  signal?: AbortSignal,
): Promise<DbtProject | false | undefined> {
  if (!dbt) return dbt;
  const { readDbtProject } = await import('../../dbt/read-dbt-project.js');
  return await readDbtProject(dbt, { signal });
}
