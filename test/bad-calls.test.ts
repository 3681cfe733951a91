// What only plain JavaScript can pass to checks, plans and snapshots: a clear error, and nothing is sent.

import { checkNodes, Paradime, planPublication, type Snapshot } from 'paradime-integrations';
import { startSandbox } from 'paradime-integrations/sandbox';
import { expect, test } from 'vitest';
import { metabase } from './support/metabase.js';

// biome-ignore lint/suspicious/noExplicitAny: JavaScript, in which a value may be anything
type Anything = any;

const question = (more: object = {}): Anything => ({ kind: 'chart', nodeType: 'Question', name: 'Revenue', ...more });

test.each<readonly [string, () => unknown, RegExp]>([
  ['planPublication(undefined)', () => planPublication(undefined as Anything, []), /has no name/],
  [
    'planPublication without nodes',
    () => planPublication(metabase, undefined as Anything),
    /`nodes` must be an array or another iterable of nodes \(got undefined\)/,
  ],
  ['checkNodes(undefined)', () => checkNodes(undefined as Anything, []), /has no name/],
  [
    'checkNodes without nodes',
    () => checkNodes(metabase, undefined as Anything),
    /`nodes` must be an array of nodes \(got undefined\)/,
  ],
  ['checkNodes of a node', () => checkNodes(metabase, question()), /`nodes` must be an array of nodes \(got {"kind"/],
])('%s', (_what, call, message) => {
  expect(call).toThrow(expect.objectContaining({ code: 'CONFIGURATION', message: expect.stringMatching(message) }));
});

test.each<readonly [string, Anything, RegExp]>([
  ['null', null, /must be a node \(got null\)/],
  ['an object without a name', {}, /name: must be a non-empty string/],
  ['a reference that is null', question({ upstream: [null] }), /upstream\[0\]: must be a reference/],
  ['a field that is null', question({ fields: [null] }), /fields: must be a list of fields/],
  ['an unknown reference', question({ downstream: [{ kind: 'sql' }] }), /downstream\[0\]: must be a reference/],
])('a plan, a node that cannot be read: %s', (_what, node, message) => {
  const plan = () => planPublication(metabase, [question({ name: 'a' }), node]);
  expect(plan).toThrow(expect.objectContaining({ code: 'INVALID_NODES', message: expect.stringMatching(message) }));
  expect(plan).toThrow(/\(node 2\)/);
});

test.each<readonly [string, (snapshot: Snapshot) => Promise<void>, RegExp]>([
  ['append, unknown', (snapshot) => snapshot.append([], { allowEmpty: true } as Anything), /property "allowEmpty"/],
  ['append, null', (snapshot) => snapshot.append([], null as Anything), /`options` must be an object/],
  ['append, checks', (snapshot) => snapshot.append([], { checks: { only: [] } } as Anything), /property "only"/],
  ['commit, unknown', (snapshot) => snapshot.commit([], { allowempty: true } as Anything), /property "allowempty"/],
  ['commit, null', (snapshot) => snapshot.commit([], null as Anything), /`options` must be an object/],
  ['commit, a string', (snapshot) => snapshot.commit([], { allowEmpty: 'no' } as Anything), /must be a boolean/],
])('a snapshot: %s', async (_what, call, message) => {
  await using sandbox = await startSandbox();
  const snapshot = new Paradime(sandbox).customIntegrations.snapshot('uid');
  await expect(call(snapshot)).rejects.toMatchObject({
    code: 'CONFIGURATION',
    message: expect.stringMatching(message),
  });
  expect(sandbox.requests()).toStrictEqual([]);
});

test.each<readonly [string, Anything, RegExp]>([
  ['unknown', { snapshotId: 1 }, /`options` has an unknown property "snapshotId"\. .* id, batch and onAmbiguous/],
  ['null', null, /`options` must be an object/],
  ['onAmbiguous', { onAmbiguous: 'restart' }, /`onAmbiguous` must be one of resend \(got "restart"\)/],
])('opening a snapshot: %s', async (_what, options, message) => {
  await using sandbox = await startSandbox();
  const { customIntegrations } = new Paradime(sandbox);
  expect(() => customIntegrations.snapshot('uid', options)).toThrow(
    expect.objectContaining({ code: 'CONFIGURATION', message: expect.stringMatching(message) }),
  );
});
