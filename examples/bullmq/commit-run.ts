import { type Job, UnrecoverableError } from 'bullmq';
import { PublishError } from 'paradime-integrations';
import type { JobData, JobResult, Run } from './jobs.js';
import { maxRestarts } from './settings.js';
import type { WorkContext } from './work-context.js';

const commitStep = 'commit';

/**
 * Commits a run of which every part is known to be stored, once. Where that is unknown of a part, or what became of an
 * earlier commit is, a fresh snapshot is begun: it replaces whatever is shown.
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
  if (missing.some((part) => steps.has(part))) return beginAnew(run, context);
  if (missing.length > 0) {
    const reasons = new Set(Object.values(await job.getIgnoredChildrenFailures()));
    throw new UnrecoverableError(`${missing.length} parts were not stored: ${[...reasons].join(' ')}`);
  }

  const claim = await ledger.claim(run.id, commitStep);
  if (claim === 'unknown') return beginAnew(run, context);
  if (claim === 'ours') {
    try {
      await customIntegrations.snapshot(integrationUid, { id: run.snapshotId }).commit();
    } catch (error) {
      if (error instanceof PublishError && error.committed === 'unknown') return beginAnew(run, context);
      await ledger.release(run.id, commitStep);
      throw error; // Nothing was committed: the queue tries again.
    }
    await ledger.complete(run.id, commitStep);
  }
  return { state: 'committed', run };
}

/** The id of the job follows from the run, so that two tries to begin anew begin once. */
async function beginAnew({ id, publication }: Run, { queue, options }: WorkContext): Promise<JobResult> {
  const restarts = publication.restarts + 1;
  if (restarts > maxRestarts) {
    throw new UnrecoverableError(`Something remained unknown ${restarts} times. The last complete run may be shown.`);
  }
  const jobId = `after-${id}`;
  await queue.add('open', { step: 'open', publication: { ...publication, restarts } }, { ...options, jobId });
  return { state: 'continued', jobId };
}
