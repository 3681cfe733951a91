import type { DbtProject } from '../../dbt/dbt-project.js';
import { type BoltClient, readDbtSources } from '../../files/dbt-sources.js';
import type { DbtFlags } from '../options/dbt-options.js';
import { UsageError } from '../terminal/failure.js';

/** Reads the dbt project that the options name. False for none at all, undefined to use the one that a bundle names. */
export async function readProject(
  { dbt }: Pick<DbtFlags, 'dbt'>,
  client: () => Promise<BoltClient>,
  signal: AbortSignal | undefined,
): Promise<DbtProject | false | undefined> {
  return dbt ? await readDbtSources(dbt, '', client, signal) : dbt;
}

/** Makes a client for `bolt:`. If it cannot be made, the error says how to do without. */
export async function boltClient(create: () => Promise<BoltClient>): Promise<BoltClient> {
  try {
    return await create();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(
      `A dbt project that is called bolt: is downloaded from Paradime, which needs an endpoint and credentials. Set them, or name a manifest on disk: --dbt target/. ${error.message}`,
      { cause: error },
    );
  }
}
