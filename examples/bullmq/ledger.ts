import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Publication } from './jobs.js';

/**
 * What became of a step:
 * - `ours`: it was not begun, and now we may;
 * - `done`: it was carried out;
 * - `unknown`: someone began it, and may still be at it, or be dead.
 */
export type Claim = 'ours' | 'done' | 'unknown';

const aMonth = 30 * 24 * 60 * 60;

/**
 * What was sent, in Redis. A step is claimed before its request is sent, by one at a time, and marked as done once that is
 * acknowledged: so whoever finds a claim in between knows that the request may have been sent.
 *
 * The queue has its own idea of who works on a job, but a worker that is taken for dead may live and send later.
 */
export class Ledger {
  readonly #redis: Redis;

  constructor(redis: Redis) {
    this.#redis = redis;
  }

  /** The number of a new publication. From now on all earlier ones of this integration are superseded. */
  async begin(integrationUid: string): Promise<number> {
    return this.#redis.incr(latestOf(integrationUid));
  }

  async isLatest({ integrationUid, number }: Publication): Promise<boolean> {
    return (await this.#redis.get(latestOf(integrationUid))) === String(number);
  }

  async claim(runId: string, step: string): Promise<Claim> {
    const claimant = randomUUID();
    await this.#redis.hsetnx(stepsOf(runId), step, claimant);
    await this.#redis.expire(stepsOf(runId), aMonth);
    const holder = await this.#redis.hget(stepsOf(runId), step);
    return holder === claimant ? 'ours' : readHolder(holder);
  }

  /** Gives a claim back: nothing came of the request, and the step may be begun again. */
  async release(runId: string, step: string): Promise<void> {
    await this.#redis.hdel(stepsOf(runId), step);
  }

  async complete(runId: string, step: string): Promise<void> {
    await this.#redis.hset(stepsOf(runId), step, 'done');
  }

  /** The steps that were begun. */
  async steps(runId: string): Promise<ReadonlyMap<string, Exclude<Claim, 'ours'>>> {
    const steps = Object.entries(await this.#redis.hgetall(stepsOf(runId)));
    return new Map(steps.map(([step, holder]) => [step, readHolder(holder)]));
  }
}

function readHolder(holder: string | null): Exclude<Claim, 'ours'> {
  return holder === 'done' ? 'done' : 'unknown';
}

function latestOf(integrationUid: string): string {
  return `paradime:latest:${integrationUid}`;
}

function stepsOf(runId: string): string {
  return `paradime:run:${runId}`;
}
