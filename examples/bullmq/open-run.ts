import { randomUUID } from 'node:crypto';
import { UnrecoverableError } from 'bullmq';
import { toFlow } from './flow.js';
import type { JobResult, Publication, Run } from './jobs.js';
import type { WorkContext } from './work-context.js';

/**
 * Opens a snapshot with the first part and queues the others. It is safe to retry: a retry opens another snapshot, and a
 * snapshot whose jobs were not queued is never committed.
 */
export async function openRun(publication: Publication, context: WorkContext): Promise<JobResult> {
  const { customIntegrations, source, ledger, flow, options } = context;
  if (!(await ledger.isLatest(publication))) return { state: 'superseded' };
  const snapshot = customIntegrations.snapshot(publication.integrationUid);
  const parts = [...source.parts];
  while (snapshot.id === undefined) {
    const first = parts.shift();
    if (first === undefined)
      throw new UnrecoverableError('There are no nodes. Publishing none would clear the integration.');
    await snapshot.append(await source.read(first));
  }
  const run: Run = { id: randomUUID(), publication, snapshotId: snapshot.id };
  const { job } = await flow.add(toFlow(run, parts, options));
  if (job.id === undefined) throw new Error('The queue gave the job no id.');
  return { state: 'continued', jobId: job.id };
}
