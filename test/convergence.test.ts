// The promise of publish as a law, over random nodes, settings, sources and faults. `CONVERGENCE_RUNS` sets how many;
// fast-check prints the seed of a failure, and `CONVERGENCE_SEED` repeats it.

import fc from 'fast-check';
import { type Node, Paradime, PublishError } from 'paradime-integrations';
import { type Fault, type FaultCall, type FaultEffect, startSandbox } from 'paradime-integrations/sandbox';
import { expect, test } from 'vitest';
import { metabase, questions } from './support/metabase.js';

const runs = Number(process.env['CONVERGENCE_RUNS'] ?? 1000);
const seed = process.env['CONVERGENCE_SEED'];
const addNodes = 'AddCustomIntegrationNodes';

const processed = fc.boolean();
const effect: fc.Arbitrary<FaultEffect> = fc.oneof(
  fc.record({ type: fc.constant('reset' as const), processed }),
  fc.record({ type: fc.constant('status' as const), status: fc.constantFrom(500, 502), processed }),
  fc.record({ type: fc.constant('status' as const), status: fc.constant(400) }),
  fc.record({ type: fc.constant('status' as const), status: fc.constantFrom(429, 503), retryAfter: fc.constant(0) }),
  fc.record({ type: fc.constant('delay' as const), ms: fc.constantFrom(1, 60), processed }),
  fc.record({ type: fc.constant('html' as const), processed }),
  fc.record({ type: fc.constantFrom('truncate' as const, 'not-ok' as const) }),
);

/** A fault that strikes some calls, or some commits, each counted from the first of the publication. */
const fault = fc.record({
  strikes: fc.constantFrom('calls' as const, 'commits' as const),
  which: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }),
  effect,
});

function toFault({ strikes, which, effect }: typeof fault extends fc.Arbitrary<infer Value> ? Value : never): Fault {
  if (strikes === 'calls') return { operation: addNodes, call: which.map((call) => call + 1), effect };
  let commits = -1; // The nodes that are shown before were committed, too.
  const call = ({ variables }: FaultCall): boolean =>
    variables['snapshotHasMoreNodes'] === false && which.map((nth) => Math.ceil(nth / 3)).includes(++commits);
  return { operation: addNodes, call, effect };
}

const scenario = fc.record({
  count: fc.integer({ min: 1, max: 60 }),
  initial: fc.integer({ min: 1, max: 12 }),
  max: fc.integer({ min: 1, max: 24 }),
  maxBytes: fc.constantFrom(3000, 10_000, 1_000_000),
  maxBodyBytes: fc.constantFrom(4000, 12_000, 1_000_000),
  concurrency: fc.integer({ min: 1, max: 5 }),
  maxRestarts: fc.integer({ min: 0, max: 3 }),
  source: fc.constantFrom('array' as const, 'function' as const, 'stream' as const, 'async' as const),
  faults: fc.array(fault, { maxLength: 4 }),
  abortAfterMs: fc.option(fc.integer({ min: 0, max: 40 }), { freq: 8, nil: undefined }),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer Value> ? Value : never;

async function* asynchronously(nodes: readonly Node[]) {
  for (const node of nodes) {
    await null;
    yield node;
  }
}

function sourceOf(kind: Scenario['source'], nodes: readonly Node[]) {
  if (kind === 'function') return () => nodes.values();
  if (kind === 'stream') return nodes.values();
  return kind === 'async' ? asynchronously(nodes) : nodes;
}

async function check(given: Scenario): Promise<void> {
  const { count, faults, maxBodyBytes, source, abortAfterMs, initial, max, maxBytes, ...options } = given;
  await using sandbox = await startSandbox({ faults: faults.map(toFault), maxBodyBytes });
  const client = { ...sandbox, timeoutMs: 40, retry: { initialDelayMs: 1, maxAttempts: 3 } };
  const paradime = new Paradime(client);
  const { integration } = await new Paradime({ ...client, timeoutMs: 60_000 }).publish(metabase, questions(2));
  const { uid } = integration;
  const shown = (): readonly string[] =>
    sandbox
      .nodes(uid)
      .map(({ name }) => name)
      .sort();
  const former = shown();
  const nodes = Array.from({ length: count }, (_, index) => metabase.node('Question', { name: `new ${index}` }));
  const wanted = nodes.map(({ name }) => name).sort();
  const controller = new AbortController();
  const timer = abortAfterMs === undefined ? undefined : setTimeout(() => controller.abort('enough'), abortAfterMs);

  try {
    const batch = { initial, max, maxBytes };
    const report = await paradime.publishNodes(uid, sourceOf(source, nodes), {
      ...options,
      batch,
      signal: controller.signal,
    });
    expect(shown()).toStrictEqual(wanted);
    expect(sandbox.duplicates(uid)).toStrictEqual([]);
    expect(report.nodes.chart).toBe(count);
  } catch (error) {
    const isUnknown = error instanceof PublishError && error.committed === 'unknown';
    if (!(error instanceof PublishError) && error !== 'enough' && !(error instanceof Error && 'code' in error))
      throw error;
    if (isUnknown) {
      expect([former, wanted]).toContainEqual(shown());
    } else {
      await new Promise((resolve) => setTimeout(resolve, 70)); // What is delayed may still arrive.
      expect(shown()).toStrictEqual(former);
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Scenarios spend their time waiting, so some run side by side. */
const atOnce = 8;

test(`whatever fails on the way (${runs} runs)`, { timeout: 60_000 + runs * 200 }, async () => {
  const scenarios = fc.array(scenario, { minLength: atOnce, maxLength: atOnce });
  const property = fc.asyncProperty(scenarios, async (several) => {
    const outcomes = await Promise.allSettled(several.map(check));
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.status === 'fulfilled') continue;
      throw new Error(`in ${fc.stringify(several[index])}`, { cause: outcome.reason });
    }
  });
  await fc.assert(property, {
    numRuns: Math.ceil(runs / atOnce),
    ...(seed !== undefined && { seed: Number(seed) }),
    endOnFailure: true,
  });
});
