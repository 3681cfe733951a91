import type { DefaultJobOptions } from 'bullmq';

export interface Settings {
  readonly redisUrl: string;
  /** A worker that gives no sign of life for this long is presumed dead, and its job goes to another. In milliseconds. */
  readonly lockMs: number;
  /** The wait before the first retry of a job, in milliseconds. It doubles with each retry. */
  readonly retryMs: number;
}

export function readSettings(env: NodeJS.ProcessEnv): Settings {
  return {
    redisUrl: env['REDIS_URL'] ?? 'redis://127.0.0.1:6379',
    lockMs: Number(env['LOCK_MS'] ?? 30_000),
    retryMs: Number(env['RETRY_MS'] ?? 1_000),
  };
}

/** How often a publication may start again. */
export const maxRestarts = 3;

export function jobOptions({ retryMs }: Settings): DefaultJobOptions {
  const aWeek = { age: 7 * 24 * 60 * 60 };
  return {
    attempts: 5,
    backoff: { type: 'exponential', delay: retryMs },
    removeOnComplete: aWeek,
    removeOnFail: aWeek,
  };
}
