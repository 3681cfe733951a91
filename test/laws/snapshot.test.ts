// The promises of a snapshot that is written to from several places, as laws over random appends, machines and faults,
// against a server that shares no code with the sandbox. `LAWS_RUNS` and `LAWS_SEED` work as for publications.

import fc from 'fast-check';
import { type Node, Paradime, PublishError, type Snapshot } from 'paradime-integrations';
import { test } from 'vitest';
import { fault } from './faults.js';
import { holdIn, law, runs } from './hold.js';
import { startModelServer } from './model-server.js';

const scenario = fc.record({
  /** The sizes of what each machine appends; all of a machine's appends overlap. */
  machines: fc.array(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 3,
  }),
  /** Nodes that go with the commit. */
  last: fc.integer({ min: 0, max: 5 }),
  batch: fc.record({ initial: fc.integer({ min: 1, max: 5 }), max: fc.integer({ min: 1, max: 8 }) }),
  faults: fc.array(fault, { maxLength: 4, size: 'max' }),
  framings: fc.array(fc.constantFrom('plain', 'chunks', 'gzip', 'drip', 'close'), { minLength: 1, maxLength: 3 }),
  maxBodyBytes: fc.constantFrom(2500, 1_000_000),
  repeat: fc.boolean(),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer Value> ? Value : never;

/** What became of an append: `lost` means that some of its nodes may be stored. */
type Outcome = 'stored' | 'none' | 'lost';

function nodesOf(count: number, label: string): readonly Node[] {
  return Array.from({ length: count }, (_, index) => ({
    kind: 'chart',
    nodeType: 'Question',
    name: `${label}.${index}`,
  }));
}

async function append(snapshot: Snapshot, nodes: readonly Node[], repeat: boolean): Promise<Outcome> {
  for (let attempt = 0; ; attempt++) {
    try {
      await snapshot.append(nodes);
      return 'stored';
    } catch (error) {
      const isLost = error instanceof PublishError && error.stored !== 'none';
      if (isLost) return 'lost';
      if (!repeat || attempt === 4) return 'none';
    }
  }
}

async function check({ machines, last, batch, repeat, ...plan }: Scenario): Promise<void> {
  await using server = await startModelServer({ ...plan, rotateAfter: undefined, down: undefined });
  const { model, endpoint, key } = server;
  model.apply('AddCustomIntegration', { name: 'Laws', nodeTypes: [{ nodeType: 'Question' }] });
  const retry = { initialDelayMs: 1, maxAttempts: 2, maxDelayMs: 50 };
  const connect = () => new Paradime({ endpoint, credentials: key, timeoutMs: 60, retry }).customIntegrations;
  const opening = { integrationUid: 'uid-1', snapshotId: null, snapshotHasMoreNodes: true };
  model.apply('AddCustomIntegrationNodes', { ...opening, chartLikeNodes: nodesOf(1, 'opening') });
  const id = 1;
  const opener = connect().snapshot('uid-1', { id, batch });
  server.arm();

  const parts = machines.map((sizes, machine) => sizes.map((size, part) => nodesOf(size, `m${machine}p${part}`)));
  const snapshots = machines.map((_, machine) => (machine === 0 ? opener : connect().snapshot('uid-1', { id, batch })));
  const outcomes = await Promise.all(
    parts.map((ofMachine, machine) =>
      Promise.all(ofMachine.map((nodes) => append(snapshots[machine] ?? opener, nodes, repeat))),
    ),
  );
  const isOwnDone = outcomes[0]?.every((outcome) => outcome === 'stored');
  const isAllDone = outcomes.flat().every((outcome) => outcome === 'stored');
  const end = nodesOf(last, 'last');
  let isCommitted = false;
  let isUnknown = false;
  try {
    await opener.commit(end);
    isCommitted = true;
  } catch (error) {
    isUnknown = error instanceof PublishError && error.committed === 'unknown';
  }
  await server.settled();
  const [shown] = model.history.map(({ nodes }) => nodes.map(({ name }) => name));
  if (isCommitted) law(isOwnDone === true, 'a commit after an append that failed and was not made again rejects');
  if (!isCommitted && !isUnknown) law(shown === undefined, 'a commit that rejects with "no" has committed nothing');
  if (shown === undefined) {
    law(!isCommitted, 'a commit that resolves has committed');
    return;
  }
  const names = new Set(shown);
  for (const [machine, ofMachine] of parts.entries()) {
    for (const [part, nodes] of ofMachine.entries()) {
      const stored = nodes.filter(({ name }) => names.has(name)).length;
      const outcome = outcomes[machine]?.[part];
      if (outcome === 'stored')
        law(stored === nodes.length, `what was appended is there (${stored} of ${nodes.length})`);
      if (outcome === 'none') law(stored === 0, `\`stored: 'none'\` means none (${stored} are there)`);
    }
  }
  if (isAllDone && isCommitted) law(names.size === shown.length, 'each node is shown once');
  if (isCommitted)
    law(
      end.every(({ name }) => names.has(name)),
      'the nodes of the commit are shown',
    );
}

test(`the laws of a snapshot hold (${runs} scenarios)`, { timeout: 60_000 + runs * 400 }, () =>
  holdIn(scenario, check),
);
