import { type Job, UnrecoverableError } from 'bullmq';
import { PublishError } from 'paradime-integrations';
import type { JobData, JobResult, Run } from './jobs.js';
import { maxRestarts } from './settings.js';
import type { WorkContext } from './work-context.js';

const commitStep = 'commit';

/**
 * Commits a run if every part is known to be stored, once. If that is unknown, or if the outcome of an earlier commit is
 * unknown, it starts a fresh snapshot, which replaces whatever is shown.
 */
export async function commitRun(
  run: Run,
  parts: readonly string[],
  job: Job<JobData, JobResult>,
  context: WorkContext,
): Promise<JobResult> {
  const { customIntegrations, ledger } = context;
  const { integrationUid } = run.publication;
  if (!(await ledger.isLatest(run.publication))) return { state: 'superseded' };

  const steps = await ledger.steps(run.id);
  const missing = parts.filter((part) => steps.get(part) !== 'done');
  if (missing.some((part) => steps.has(part))) return startAgain(run, context);
  if (missing.length > 0) {
    const reasons = new Set(Object.values(await job.getIgnoredChildrenFailures()));
    throw new UnrecoverableError(`${missing.length} parts were not stored: ${[...reasons].join(' ')}`);
  }

  const claim = await ledger.claim(run.id, commitStep);
  if (claim === 'unknown') return startAgain(run, context);
  if (claim === 'ours') {
    try {
      await customIntegrations.snapshot(integrationUid, { id: run.snapshotId }).commit();
    } catch (error) {
      if (error instanceof PublishError && error.committed === 'unknown') return startAgain(run, context);
      await ledger.release(run.id, commitStep);
      throw error; // Nothing was committed, so the queue retries.
    }
    await ledger.complete(run.id, commitStep);
  }
  return { state: 'committed', run };
}

/** The id of the job is derived from the run, so two attempts to start again start only one job. */
async function startAgain({ id, publication }: Run, { queue, options }: WorkContext): Promise<JobResult> {
  const restarts = publication.restarts + 1;
  if (restarts > maxRestarts) {
    throw new UnrecoverableError(
      `An outcome remained unknown ${restarts} times. The nodes of the last complete run may be shown.`,
    );
  }
  const jobId = `after-${id}`;
  await queue.add('open', { step: 'open', publication: { ...publication, restarts } }, { ...options, jobId });
  return { state: 'continued', jobId };
}
