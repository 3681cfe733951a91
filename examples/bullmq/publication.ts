import { type Job, QueueEvents } from 'bullmq';
import type { CustomIntegrations, Definition } from 'paradime-integrations';
import type { Connection } from './connection.js';
import { type JobData, type JobResult, queueName, type Run } from './jobs.js';
import type { Settings } from './settings.js';

/** Registers an integration and hands the publication of its nodes to the workers. */
export async function beginPublication(
  definition: Definition,
  customIntegrations: CustomIntegrations,
  { queue, ledger, options }: Connection,
): Promise<Job<JobData, JobResult>> {
  const { integration } = await customIntegrations.upsert(definition);
  const number = await ledger.begin(integration.uid);
  const publication = { integrationUid: integration.uid, number, restarts: 0 };
  return queue.add('open', { step: 'open', publication }, options);
}

/**
 * Waits for the end of a publication. Returns the committed run, or undefined if a later publication took its place, and
 * rejects if the publication failed. The workers continue even if nobody waits.
 */
export async function endOfPublication(
  first: Job<JobData, JobResult>,
  { queue }: Connection,
  { redisUrl }: Settings,
): Promise<Run | undefined> {
  const events = new QueueEvents(queueName, { connection: { url: redisUrl } });
  try {
    for (let job: Job<JobData, JobResult> | undefined = first; job !== undefined; ) {
      const result: JobResult = await job.waitUntilFinished(events);
      if (result.state === 'committed') return result.run;
      job = result.state === 'continued' ? await queue.getJob(result.jobId) : undefined;
    }
    return undefined;
  } finally {
    await events.close();
  }
}
