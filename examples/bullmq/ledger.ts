import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Publication } from './jobs.js';

/**
 * The state of a step when a worker tries to claim it:
 * - `ours`: nobody had started it, and this worker now holds the claim;
 * - `done`: it was carried out;
 * - `unknown`: a worker started it, and is still working on it or has died.
 */
export type Claim = 'ours' | 'done' | 'unknown';

const aMonth = 30 * 24 * 60 * 60;

/**
 * Records in Redis what was sent. One worker claims a step before it sends the request, and marks the step as done once the
 * request is acknowledged. A claimed step that is not done may therefore have been sent.
 *
 * The queue alone cannot ensure this, because a worker that it presumes dead may still be running and send later.
 */
export class Ledger {
  readonly #redis: Redis;

  constructor(redis: Redis) {
    this.#redis = redis;
  }

  /** Returns the number of a new publication, which supersedes all earlier ones of this integration. */
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

  /** Gives a claim back, after a request that had no effect. The step can be claimed again. */
  async release(runId: string, step: string): Promise<void> {
    await this.#redis.hdel(stepsOf(runId), step);
  }

  async complete(runId: string, step: string): Promise<void> {
    await this.#redis.hset(stepsOf(runId), step, 'done');
  }

  /** Returns the steps that were started. */
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
