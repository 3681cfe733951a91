import { UnrecoverableError } from 'bullmq';
import { PublishError } from 'paradime-integrations';
import type { JobResult, Run } from './jobs.js';
import type { WorkContext } from './work-context.js';

/** Adds a part to a run's snapshot. If an earlier attempt may have added it, this run is lost and its parent starts another. */
export async function appendPart(run: Run, part: string, context: WorkContext): Promise<JobResult> {
  const { customIntegrations, source, ledger } = context;
  if (!(await ledger.isLatest(run.publication))) return { state: 'superseded' };
  const nodes = await source.read(part); // Before the claim: a worker that dies while reading has sent nothing.
  const claim = await ledger.claim(run.id, part);
  if (claim === 'unknown') throw new UnrecoverableError(`Another worker began to send ${part} and may have finished.`);
  if (claim === 'ours') {
    const { integrationUid } = run.publication;
    try {
      await customIntegrations.snapshot(integrationUid, { id: run.snapshotId }).append(nodes);
    } catch (error) {
      if (error instanceof PublishError && error.stored !== 'none') throw new UnrecoverableError(error.message);
      await ledger.release(run.id, part);
      throw error; // Nothing was stored, so the queue retries.
    }
    await ledger.complete(run.id, part);
  }
  return { state: 'appended' };
}
