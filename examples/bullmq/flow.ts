import type { DefaultJobOptions, FlowJob } from 'bullmq';
import { type JobData, queueName, type Run } from './jobs.js';

/** The jobs of a run: a child for each part, and a parent that BullMQ starts once all children have succeeded or failed. */
export function toFlow(run: Run, parts: readonly string[], options: DefaultJobOptions): FlowJob {
  return {
    name: 'commit',
    queueName,
    data: { step: 'commit', run, parts } satisfies JobData,
    opts: options,
    children: parts.map((part) => ({
      name: 'append',
      queueName,
      data: { step: 'append', run, part } satisfies JobData,
      opts: { ...options, ignoreDependencyOnFailure: true },
    })),
  };
}
