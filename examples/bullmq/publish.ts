// Publishes a folder through the workers and waits for the end: npx tsx examples/bullmq/publish.ts <folder>

import { Paradime } from 'paradime-integrations';
import { connect } from './connection.js';
import { beginPublication, endOfPublication } from './publication.js';
import { readSettings } from './settings.js';
import { openFolder } from './source.js';

async function main(folder: string): Promise<string> {
  const settings = readSettings(process.env);
  const { customIntegrations } = Paradime.fromEnv();
  const { definition } = await openFolder(folder);
  await using connection = connect(settings);
  const publication = await beginPublication(definition, customIntegrations, connection);
  const run = await endOfPublication(publication, connection, settings);
  return run
    ? `Published ${definition.name} as snapshot ${run.snapshotId}; restarts: ${run.publication.restarts}.`
    : `A later publication of ${definition.name} has replaced this one.`;
}

try {
  console.log(await main(process.argv[2] ?? ''));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
