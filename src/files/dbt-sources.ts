import { isAbsolute, join } from 'node:path';
import type { Bolt } from '../bolt/bolt.js';
import type { DbtProject } from '../dbt/dbt-project.js';
import type { DbtSource } from '../dbt/json-sources.js';

/** The part of a client that finds a manifest in Paradime. */
export interface BoltClient {
  readonly bolt: Pick<Bolt, 'latestArtifact'>;
}

const scheme = 'bolt:';

/** Whether the name of a dbt project stands for the newest manifest of a Bolt schedule, as `bolt:nightly` does. */
function isBolt(name: string): boolean {
  return name.startsWith(scheme);
}

/**
 * Reads the dbt project that names stand for, or several that make one. A name is a path, relative to `folder`, or `bolt:` and
 * the slug of a schedule, whose newest manifest is downloaded. Loads what reads projects only now: few integrations name one.
 */
export async function readDbtSources(
  names: readonly string[],
  folder: string,
  client: () => BoltClient | Promise<BoltClient>,
  signal: AbortSignal | undefined,
): Promise<DbtProject> {
  const { readDbtProject } = await import('../dbt/read-dbt-project.js');
  const sources: DbtSource[] = [];
  for (const name of names) sources.push(await openDbtSource(name, folder, client, signal));
  return await readDbtProject(sources, { signal });
}

async function openDbtSource(
  name: string,
  folder: string,
  client: () => BoltClient | Promise<BoltClient>,
  signal: AbortSignal | undefined,
): Promise<DbtSource> {
  if (!isBolt(name)) return isAbsolute(name) ? name : join(folder, name);
  const { bolt } = await client();
  const artifact = await bolt.latestArtifact(name.slice(scheme.length), { signal });
  return await artifact.open({ signal });
}
