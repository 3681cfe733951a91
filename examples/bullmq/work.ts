import { type Job, Worker } from 'bullmq';
import { appendPart } from './append-part.js';
import { commitRun } from './commit-run.js';
import { connect } from './connection.js';
import { type JobData, type JobResult, queueName } from './jobs.js';
import { openRun } from './open-run.js';
import type { Settings } from './settings.js';
import type { WorkContext } from './work-context.js';

function runJob(job: Job<JobData, JobResult>, context: WorkContext): Promise<JobResult> {
  const { data } = job;
  switch (data.step) {
    case 'open':
      return openRun(data.publication, context);
    case 'append':
      return appendPart(data.run, data.part, context);
    case 'commit':
      return commitRun(data.run, data.parts, job, context);
  }
}

/** Works on the jobs of the queue, one at a time, until SIGINT or SIGTERM. It finishes the current job before it stops. */
export async function work(
  settings: Settings,
  input: Pick<WorkContext, 'customIntegrations' | 'source'>,
  log: (line: string) => void,
): Promise<void> {
  await using connection = connect(settings);
  const context = { ...connection, ...input };
  const { lockMs, redisUrl } = settings;
  const worker = new Worker<JobData, JobResult>(queueName, (job) => runJob(job, context), {
    connection: { url: redisUrl },
    name: `worker-${process.pid}`,
    lockDuration: lockMs,
    stalledInterval: lockMs / 2,
    maxStalledCount: 5,
  });
  worker.on('completed', ({ data }, { state }) => log(`${describe(data)}: ${state}`));
  worker.on('failed', (job, { message }) => log(`${job ? describe(job.data) : 'a job'} failed: ${message}`));
  worker.on('error', ({ message }) => log(message));
  await worker.waitUntilReady();
  log('ready');
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, resolve);
  });
  await worker.close();
}

function describe(data: JobData): string {
  return data.step === 'append' ? `append ${data.part}` : data.step;
}
