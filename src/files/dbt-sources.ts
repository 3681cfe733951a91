import { isAbsolute, join } from 'node:path';
import type { Bolt } from '../bolt/bolt.js';
import type { DbtSource } from '../dbt/json-sources.js';

/** The part of a client that finds a manifest in Paradime. */
export interface BoltClient {
  readonly bolt: Pick<Bolt, 'latestArtifact'>;
}

const scheme = 'bolt:';

/** Whether the name of a dbt project stands for the newest manifest of a Bolt schedule, as `bolt:nightly` does. */
export function isBolt(name: string): boolean {
  return name.startsWith(scheme);
}

/**
 * Opens what names a dbt project: a path, relative to `folder`, or `bolt:` and the slug of a schedule, whose newest manifest
 * is downloaded.
 */
export async function openDbtSource(
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
