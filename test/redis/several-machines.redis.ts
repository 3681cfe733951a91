// examples/bullmq with worker processes, a real Redis and a sandbox, while something goes wrong on purpose.

import type { Fault, FaultEffect } from 'paradime-integrations/sandbox';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  allNames,
  type Folder,
  isCommit,
  makeFolder,
  type Scene,
  type SceneOptions,
  startScene,
  worker,
} from './scene.js';
import { type RedisServer, startRedis } from './start-redis.js';

let redis: RedisServer;
let folder: Folder;
beforeAll(async () => {
  folder = await makeFolder();
  redis = await startRedis();
  return () => redis[Symbol.asyncDispose]();
});
afterEach(async () => {
  await redis.client.flushall();
});
afterAll(() => folder[Symbol.asyncDispose]());

const start = (options: SceneOptions = {}): Promise<Scene> => startScene(redis.url, folder.path, options);

const part = '15.json';

/** Strikes the first request with some node of the part, or so many of them; `struck` resolves when it does. */
function faultAt(effect: FaultEffect, { node = 0, times = 1, step = 'append' } = {}) {
  const { promise: struck, resolve } = withResolvers();
  let left = times;
  const fault: Fault = {
    operation: 'AddCustomIntegrationNodes',
    call: ({ variables }) => {
      const fits =
        step === 'commit' ? isCommit(variables) : JSON.stringify(variables).includes(`"node ${node} of ${part}"`);
      if (!fits || left === 0) return false;
      left--;
      resolve();
      return true;
    },
    effect,
  };
  return { fault, struck };
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

test('three workers share the parts of one snapshot', async () => {
  const scene = await start();
  const run = await scene.publish();
  expect(run).toMatchObject({ snapshotId: 1, publication: { number: 1, restarts: 0 } });
  expect(scene.shown()).toStrictEqual(allNames);
  expect(scene.commits()).toBe(1);
  const appends = scene.workers.map(({ lines }) => lines.filter((line) => line.endsWith('appended')).length);
  expect(Math.min(...appends)).toBeGreaterThan(0);
  expect(appends.reduce((sum, count) => sum + count)).toBe(11); // The first part opened the snapshot.
});

test('a worker killed before it sent anything: another takes its part, in the same snapshot', async () => {
  const scene = await start({ workers: [worker, worker, 'test/redis/holding-worker.ts'] });
  const publishing = scene.publish();
  const [, , holding] = scene.workers;
  await expect.poll(() => holding?.lines.at(-1)).toMatch(/^holding/);
  holding?.kill('SIGKILL');
  expect(await publishing).toMatchObject({ snapshotId: 1, publication: { restarts: 0 } });
  expect(scene.shown()).toStrictEqual(allNames);
});

test('a worker taken for dead before it sent anything goes on: it sends nothing', async () => {
  const scene = await start({ workers: [worker, worker, 'test/redis/holding-worker.ts'] });
  const publishing = scene.publish();
  const [, , holding] = scene.workers;
  await expect.poll(() => holding?.lines.at(-1)).toMatch(/^holding/);
  holding?.kill('SIGSTOP');
  expect(await publishing).toMatchObject({ snapshotId: 1, publication: { restarts: 0 } });
  const requests = scene.sandbox.requests().length;
  holding?.kill('SIGUSR2');
  holding?.kill('SIGCONT');
  await expect.poll(() => holding?.lines.at(-1), { timeout: 20_000 }).not.toMatch(/^holding/);
  expect(scene.sandbox.requests()).toHaveLength(requests);
  expect(scene.shown()).toStrictEqual(allNames);
});

test.each([
  ['its first', 0],
  ['its second', 14],
])('a worker killed after %s request of a part was stored, before the answer: a fresh snapshot', async (_, node) => {
  const { fault, struck } = faultAt({ type: 'delay', ms: 60_000, processed: true }, { node });
  const scene = await start({ faults: [fault] });
  const publishing = scene.publish();
  await struck;
  (await scene.workerOf(part)).kill('SIGKILL');
  expect(await publishing).toMatchObject({ snapshotId: 2, publication: { restarts: 1 } });
  expect(scene.shown()).toStrictEqual(allNames);
  const [abandoned, committed] = scene.sandbox.snapshots();
  expect([abandoned?.isOpen, committed?.isOpen]).toStrictEqual([true, false]);
  expect(abandoned?.nodes.some(({ name }) => name === `node ${node} of ${part}`)).toBe(true);
  expect(scene.commits()).toBe(1);
});

test('what a killed worker sent arrives after the fresh snapshot was committed: it is not shown', async () => {
  const { fault, struck } = faultAt({ type: 'delay', ms: 15_000 });
  const scene = await start({ faults: [fault] });
  const hasArrived = (): boolean =>
    scene.sandbox.snapshots()[0]?.nodes.some(({ name }) => name === `node 0 of ${part}`) ?? false;
  const publishing = scene.publish();
  await struck;
  (await scene.workerOf(part)).kill('SIGKILL');
  expect(await publishing).toMatchObject({ snapshotId: 2 });
  expect(hasArrived()).toBe(false);
  await expect.poll(hasArrived, { timeout: 20_000 }).toBe(true);
  expect(scene.shown()).toStrictEqual(allNames);
});

test('a worker that was taken for dead goes on: it changes nothing, and takes jobs again', async () => {
  const { fault, struck } = faultAt({ type: 'delay', ms: 500, processed: true });
  const scene = await start({ faults: [fault] });
  const publishing = scene.publish();
  await struck;
  const stopped = await scene.workerOf(part);
  stopped.kill('SIGSTOP');
  expect(await publishing).toMatchObject({ snapshotId: 2, publication: { restarts: 1 } });
  const linesBefore = stopped.lines.length;
  stopped.kill('SIGCONT');
  await expect.poll(() => stopped.lines.length, { timeout: 20_000 }).toBeGreaterThan(linesBefore);
  expect(scene.shown()).toStrictEqual(allNames);
  expect(await scene.publish()).toMatchObject({ snapshotId: 3, publication: { number: 2, restarts: 0 } });
  expect(scene.shown()).toStrictEqual(allNames);
});

test('a request that was not processed: the queue tries again, in the same snapshot', async () => {
  const refused = { type: 'status', status: 429, retryAfter: 60 } as const; // Later than the client would wait.
  const { fault } = faultAt(refused, { times: 2 });
  const { fault: atCommit } = faultAt(refused, { times: 2, step: 'commit' });
  const scene = await start({ faults: [fault, atCommit] });
  expect(await scene.publish()).toMatchObject({ snapshotId: 1, publication: { restarts: 0 } });
  expect(scene.shown()).toStrictEqual(allNames);
  expect(scene.commits()).toBe(3);
});

test('a part refused after half of it was stored: a fresh snapshot', async () => {
  const { fault } = faultAt({ type: 'status', status: 429, retryAfter: 60 }, { node: 14 });
  const scene = await start({ faults: [fault] });
  expect(await scene.publish()).toMatchObject({ snapshotId: 2, publication: { restarts: 1 } });
  expect(scene.shown()).toStrictEqual(allNames);
});

test.each<[string, FaultEffect]>([
  ['was carried out', { type: 'reset', processed: true }],
  ['was not', { type: 'reset' }],
])('a commit whose answer is lost, and that %s: a fresh snapshot', async (_, effect) => {
  const { fault } = faultAt(effect, { step: 'commit' });
  const scene = await start({ faults: [fault] });
  expect(await scene.publish()).toMatchObject({ snapshotId: 2, publication: { restarts: 1 } });
  expect(scene.shown()).toStrictEqual(allNames);
});

test('a worker killed while it commits: a fresh snapshot', async () => {
  const { fault, struck } = faultAt({ type: 'delay', ms: 60_000, processed: true }, { step: 'commit' });
  const scene = await start({ faults: [fault] });
  const publishing = scene.publish();
  await struck;
  (await scene.workerOf('commit')).kill('SIGKILL');
  expect(await publishing).toMatchObject({ snapshotId: 2, publication: { restarts: 1 } });
  expect(scene.shown()).toStrictEqual(allNames);
});

test('a later publication takes the place of an earlier one, which commits nothing', async () => {
  const { fault, struck } = faultAt({ type: 'delay', ms: 1_000 });
  const scene = await start({ faults: [fault] });
  const earlier = scene.publish();
  await struck;
  const later = scene.publish();
  expect(await earlier).toBeUndefined();
  expect(await later).toMatchObject({ snapshotId: 2, publication: { number: 2 } });
  expect(scene.shown()).toStrictEqual(allNames);
  expect(scene.commits()).toBe(1);
});

test('what never becomes certain, and what is refused, fails and commits nothing', async () => {
  const unknown = faultAt({ type: 'reset', processed: true }, { times: 4 });
  const refused = faultAt({ type: 'not-ok' }, { times: 5 });
  const scene = await start({ faults: [unknown.fault, refused.fault] });
  await expect(scene.publish()).rejects.toThrow(/remained unknown 4 times/);
  await expect(scene.publish()).rejects.toThrow(/1 parts were not stored: .*ok: false/);
  expect(scene.commits()).toBe(0);
  expect(scene.shown()).toStrictEqual([]);
  await scene.publish();
  expect(scene.shown()).toStrictEqual(allNames);
});

test('the commands of its README, and the end of a worker', async () => {
  const scene = await start({ workers: [] });
  const airflow = 'examples/bullmq/airflow';
  const one = scene.programs.start(worker, airflow);
  const publisher = scene.programs.start('examples/bullmq/publish.ts', airflow);
  expect([await publisher.ended, publisher.lines]).toStrictEqual([
    0,
    ['Published Airflow as snapshot 1; restarts: 0.'],
  ]);
  expect(scene.shown()).toHaveLength(9);
  one.kill('SIGTERM');
  expect(await one.ended).toBe(0);
});
