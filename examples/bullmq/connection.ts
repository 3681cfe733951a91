import { type DefaultJobOptions, FlowProducer, Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { type JobData, type JobResult, queueName } from './jobs.js';
import { Ledger } from './ledger.js';
import { jobOptions, type Settings } from './settings.js';

/** Everything in Redis that the publisher and the workers use. */
export interface Connection extends AsyncDisposable {
  readonly queue: Queue<JobData, JobResult>;
  readonly flow: FlowProducer;
  readonly ledger: Ledger;
  readonly options: DefaultJobOptions;
}

export function connect(settings: Settings): Connection {
  const connection = { url: settings.redisUrl };
  const queue = new Queue<JobData, JobResult>(queueName, { connection });
  const flow = new FlowProducer({ connection });
  const redis = new Redis(settings.redisUrl);
  return {
    queue,
    flow,
    ledger: new Ledger(redis),
    options: jobOptions(settings),
    [Symbol.asyncDispose]: async () => {
      await Promise.all([queue.close(), flow.close(), redis.quit()]);
    },
  };
}
