// A snapshot as a value: several places write to it, one commits.

import { Paradime } from 'paradime-integrations';
import { type Fault, startSandbox } from 'paradime-integrations/sandbox';
import { expect, test } from 'vitest';
import { metabase, questions } from './support/metabase.js';

const addNodes = 'AddCustomIntegrationNodes';

async function start(faults: readonly Fault[] = [], latencyMs = 0) {
  const sandbox = await startSandbox({ faults, latencyMs });
  const { customIntegrations } = new Paradime({ ...sandbox, retry: { initialDelayMs: 1 } });
  const { uid } = await customIntegrations.create(metabase);
  const names = () =>
    sandbox
      .nodes(uid)
      .map(({ name }) => name)
      .sort();
  return { sandbox, customIntegrations, uid, names, [Symbol.asyncDispose]: () => sandbox.close() };
}

const all = questions(40);
const allNames = all.map(({ name }) => name).sort();

test('the first append opens it, others attach by id, and one commits', async () => {
  await using context = await start();
  const opening = context.customIntegrations.snapshot(context.uid);
  expect(opening.id).toBeUndefined();
  await opening.append(all.slice(0, 10));
  const { id } = opening;
  expect(id).toBe(1);

  // Another process, which was handed the id.
  const elsewhere = new Paradime(context.sandbox).customIntegrations.snapshot(context.uid, { id });
  await Promise.all([elsewhere.append(all.slice(10, 20)), elsewhere.append(all.slice(20, 30))]);
  expect(context.names()).toStrictEqual([]);

  await opening.commit(all.slice(30));
  expect(context.names()).toStrictEqual(allNames);
  expect(context.sandbox.snapshots()).toHaveLength(1);
});

test('appends that overlap before it is open still make one snapshot, and commit waits for them', async () => {
  await using context = await start([], 20);
  const snapshot = context.customIntegrations.snapshot(context.uid);
  const appends = [0, 10, 20, 30].map((from) => snapshot.append(all.slice(from, from + 10)));
  await snapshot.commit();
  await Promise.all(appends);
  expect(context.names()).toStrictEqual(allNames);
  expect(context.sandbox.snapshots()).toHaveLength(1);
});

test('what is large goes out in several requests', async () => {
  await using context = await start();
  const snapshot = context.customIntegrations.snapshot(context.uid, { batch: { initial: 10, max: 10 } });
  await snapshot.append(all.values());
  await snapshot.commit();
  expect(context.names()).toStrictEqual(allNames);
  expect(context.sandbox.requests().filter(({ operationName }) => operationName === addNodes)).toHaveLength(5);
});

test('nothing to append sends nothing; nothing at all is not committed unless that is meant', async () => {
  await using context = await start();
  const snapshot = context.customIntegrations.snapshot(context.uid);
  await snapshot.append([]);
  expect(context.sandbox.requests()).toHaveLength(1);
  await expect(snapshot.commit()).rejects.toThrow(/allowEmpty: true/);
  await snapshot.commit([], { allowEmpty: true });
  expect(context.names()).toStrictEqual([]);
  await expect(snapshot.append(all)).rejects.toThrow(/Snapshot 1 is already committed/);
  await expect(snapshot.commit(all)).rejects.toThrow(/Snapshot 1 is already committed/);
});

test('a batch that was not processed is sent again', async () => {
  await using context = await start([{ operation: addNodes, call: [1, 3], effect: { type: 'status', status: 429 } }]);
  const snapshot = context.customIntegrations.snapshot(context.uid);
  await snapshot.append(all.slice(0, 5));
  await snapshot.commit(all.slice(5, 10));
  expect(context.names()).toHaveLength(10);
});

test('an append whose answer is lost is an error, unless resending is chosen', async () => {
  const faults: Fault[] = [{ operation: addNodes, call: 2, effect: { type: 'reset', processed: true } }];
  await using strict = await start(faults);
  const snapshot = strict.customIntegrations.snapshot(strict.uid);
  await snapshot.append(all.slice(0, 10));
  const failure = snapshot.append(all.slice(10, 20));
  await expect(failure).rejects.toMatchObject({
    code: 'PUBLISH',
    committed: 'no',
    stored: 'unknown',
    snapshotId: 1,
    acknowledgedNodes: 10,
    attempts: 1,
  });

  await using lax = await start(faults);
  const resending = lax.customIntegrations.snapshot(lax.uid, { onAmbiguous: 'resend' });
  await resending.append(all.slice(0, 10));
  await resending.append(all.slice(10, 20));
  await resending.commit();
  expect(new Set(lax.names()).size).toBe(20);
  expect(lax.sandbox.duplicates(lax.uid)).toHaveLength(10);
});

test('an append that stored nothing says so, and may be made again', async () => {
  const refused = { type: 'status', status: 429, retryAfter: 60 } as const; // Later than the client would wait.
  await using context = await start([
    { operation: addNodes, call: 2, effect: refused },
    { operation: addNodes, call: 4, effect: { type: 'not-ok' } },
  ]);
  const snapshot = context.customIntegrations.snapshot(context.uid);
  await snapshot.append(all.slice(0, 10));
  await expect(snapshot.append(all.slice(10, 20))).rejects.toMatchObject({ stored: 'none', committed: 'no' });
  await snapshot.append(all.slice(10, 20));
  await expect(snapshot.append(all.slice(20, 30))).rejects.toMatchObject({ stored: 'none', committed: 'no' });
  await snapshot.append(all.slice(20, 30));
  await snapshot.commit(all.slice(30));
  expect(context.names()).toStrictEqual(allNames);
});

test('an append of which a part was stored may not be made again, whatever became of the rest', async () => {
  const effect = { type: 'status', status: 429, retryAfter: 60 } as const;
  await using context = await start([{ operation: addNodes, call: [2, 5], effect }]);
  const batch = { initial: 10, max: 10 };
  const snapshot = context.customIntegrations.snapshot(context.uid, { batch });
  await expect(snapshot.append(all.slice(0, 20))).rejects.toMatchObject({ stored: 'unknown' });
  await snapshot.append(all.slice(20, 30));
  const halves = context.customIntegrations.snapshot(context.uid, { id: snapshot.id, batch: { maxBytes: 3_000 } });
  await expect(halves.append(all.slice(30))).rejects.toMatchObject({ stored: 'unknown' });
});

test('what was sent again after a lost answer, and then refused, may be stored', async () => {
  await using context = await start([
    { operation: addNodes, call: 2, effect: { type: 'reset', processed: true } },
    { operation: addNodes, call: 3, effect: { type: 'not-ok' } },
  ]);
  const snapshot = context.customIntegrations.snapshot(context.uid, { onAmbiguous: 'resend' });
  await snapshot.append(all.slice(0, 10));
  await expect(snapshot.append(all.slice(10, 20))).rejects.toMatchObject({ stored: 'unknown' });
});

test('a commit whose answer is lost: the outcome is unknown', async () => {
  await using context = await start([{ operation: addNodes, call: 2, effect: { type: 'truncate' } }]);
  const snapshot = context.customIntegrations.snapshot(context.uid);
  await snapshot.append(all.slice(0, 10));
  await expect(snapshot.commit(all.slice(30))).rejects.toMatchObject({ code: 'PUBLISH', committed: 'unknown' });
});

test('bad nodes are refused before anything is sent', async () => {
  await using context = await start();
  const snapshot = context.customIntegrations.snapshot(context.uid);
  await expect(snapshot.append([{ kind: 'chart', nodeType: 'Question', name: '' }])).rejects.toMatchObject({
    code: 'INVALID_NODES',
  });
  expect(context.sandbox.requests()).toHaveLength(1);
});

test('a snapshot of another integration', async () => {
  await using context = await start();
  const snapshot = context.customIntegrations.snapshot(context.uid, { id: 99 });
  await expect(snapshot.append(all)).rejects.toThrow(/no snapshot 99/);
});

test('an abort', async () => {
  await using context = await start([], 100);
  const snapshot = context.customIntegrations.snapshot(context.uid);
  const controller = new AbortController();
  setTimeout(() => controller.abort('enough'), 20);
  await expect(snapshot.append(all, { signal: controller.signal })).rejects.toBe('enough');
  const late = new AbortController();
  setTimeout(() => late.abort('enough'), 20);
  const other = context.customIntegrations.snapshot(context.uid);
  const commit = other.commit(all.slice(30), { signal: late.signal });
  await expect(commit).rejects.toMatchObject({ committed: 'unknown', cause: 'enough' });
});

test.each([null, Number.NaN, Number.POSITIVE_INFINITY, 1.5, -1, 2 ** 31, '1'])(
  'an id that is %j is refused before anything is sent',
  async (id) => {
    await using context = await start();
    const shown = context.names();
    const options: { readonly id: number } = Object({ id });
    const refusal = { code: 'CONFIGURATION', message: /`snapshotId` must be a whole number/ };
    const snapshot = context.customIntegrations.snapshot(context.uid, options);
    await expect(snapshot.commit()).rejects.toMatchObject(refusal);
    await expect(snapshot.append(all)).rejects.toMatchObject(refusal);
    const request = { integrationUid: context.uid, nodes: [], snapshotId: options.id, snapshotHasMoreNodes: false };
    await expect(context.customIntegrations.addNodesToSnapshot(request)).rejects.toMatchObject({
      code: 'CONFIGURATION',
    });
    expect(context.names()).toStrictEqual(shown);
  },
);

test.each([undefined, '', ' ', 5])('a uid that is %j is refused', async (given) => {
  await using context = await start();
  const { uid }: { readonly uid: string } = Object({ uid: given });
  await expect(context.customIntegrations.snapshot(uid).append(all)).rejects.toThrow(
    /uid of the integration must be a non-empty string/,
  );
});

test('a commit rejects after an append that failed and was not repeated', async () => {
  const refused = { type: 'not-ok' } as const;
  await using context = await start([{ operation: addNodes, call: 2, effect: refused }]);
  const former = context.names();
  const snapshot = context.customIntegrations.snapshot(context.uid);
  await snapshot.append(all.slice(0, 10));
  const sent = context.sandbox.requests().length;
  const failed = snapshot.append(all.slice(10, 20)).catch(() => {});
  const commit = snapshot.commit(all.slice(20));
  await expect(commit).rejects.toMatchObject({ committed: 'no', message: /An `append` to this snapshot failed/ });
  await failed;
  expect(context.sandbox.requests()).toHaveLength(sent + 1);
  expect(context.names()).toStrictEqual(former);
  await snapshot.append(all.slice(10, 20));
  await snapshot.commit(all.slice(20));
  expect(context.names()).toStrictEqual(allNames);
});

test('a commit rejects after an append that may have stored a part, even if it is repeated', async () => {
  await using context = await start([{ operation: addNodes, call: 2, effect: { type: 'reset', processed: true } }]);
  const former = context.names();
  const snapshot = context.customIntegrations.snapshot(context.uid);
  await snapshot.append(all.slice(0, 10));
  await expect(snapshot.append(all.slice(10, 20))).rejects.toMatchObject({ stored: 'unknown' });
  await snapshot.append(all.slice(10, 20));
  await expect(snapshot.commit(all.slice(20))).rejects.toMatchObject({ committed: 'no' });
  expect(context.names()).toStrictEqual(former);
});

test('an append that is aborted while it waits lets no later one open another snapshot', async () => {
  await using context = await start([], 40);
  const snapshot = context.customIntegrations.snapshot(context.uid);
  const first = snapshot.append(all.slice(0, 10));
  await expect(snapshot.append(all.slice(10, 20), { signal: AbortSignal.timeout(5) })).rejects.toThrow();
  const last = snapshot.append(all.slice(10, 20));
  await Promise.all([first, last]);
  await snapshot.commit(all.slice(20));
  expect(context.names()).toStrictEqual(allNames);
  expect(context.sandbox.snapshots()).toHaveLength(1);
});
