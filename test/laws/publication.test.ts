// The promises of publish as laws, over random scenarios against a server that shares no code with the sandbox: whatever
// fails on the way, and over the whole history of what was shown. `LAWS_RUNS` sets how many scenarios; fast-check prints
// the seed of a failure, and `LAWS_SEED` repeats it.

import { inspect } from 'node:util';
import { Paradime, type ParadimeEvent, PublishError, type PublishReport } from 'paradime-integrations';
import { test } from 'vitest';
import { holdIn, law, runs } from './hold.js';
import type { Commit, Model } from './model.js';
import { type ModelServer, startModelServer } from './model-server.js';
import { definitionOf, type Opened, type Publication, type Scenario, scenario, sourceOf } from './scenario.js';

/** An abort, or a failure, has to end a call within this time, however busy the machine is. */
const soonMs = 15_000;

/** A publication that has ended. */
interface Ended {
  readonly label: string;
  readonly publication: Publication;
  readonly opened: Opened;
  readonly report?: PublishReport | undefined;
  readonly error?: unknown;
  readonly isAborted: boolean;
}

async function check(given: Scenario): Promise<void> {
  const { before, publications, retry, timeoutMs, atOnce: isAtOnce } = given;
  await using server = await startModelServer(given);
  const former = await prepare(server, before);
  server.arm();
  let fetches = 0;
  const events: ParadimeEvent[] = [];
  const paradime = new Paradime({
    endpoint: server.endpoint,
    credentials: () => server.key(),
    timeoutMs,
    retry,
    onEvent: (event) => events.push(event),
    fetch: async (input, init) => {
      const isUnreadable = ++fetches === given.unreadable;
      const response = await fetch(input, init);
      return isUnreadable ? withoutHeaders(response) : response;
    },
  });
  const run = (publication: Publication, index: number): Promise<Ended> =>
    publishOne(paradime, publication, `p${index}`, former);
  const ended: Ended[] = [];
  if (isAtOnce) ended.push(...(await Promise.all(publications.map(run))));
  else for (const [index, publication] of publications.entries()) ended.push(await run(publication, index));
  const sent = fetches;
  await server.settled();
  await new Promise((resolve) => setTimeout(resolve, 5));
  law(fetches === sent, `nothing is sent after the calls have settled (${fetches - sent} requests were)`);
  const { model } = server;
  for (const one of ended) checkOutcome(one, model);
  checkHistory(ended, model);
  // A commit or a change of types that reaches the server after the next publication may undo it, as the docs say.
  const isLate = given.faults.some(
    ({ on, carriedOut }) => carriedOut === 'late' && (on === 'update' || on === 'commit'),
  );
  if (!isAtOnce && !isLate)
    law(model.orphans.length === 0, `no node is shown with a type that is gone: ${model.orphans}`);
  const isCreationClear = !given.faults.some(({ on }) => on === 'create') && !ended.some(({ isAborted }) => isAborted);
  const isFetchClear = given.down === undefined && given.maxBodyBytes > 4000;
  if (isCreationClear && isFetchClear) law(model.integrations.size <= 1, 'an integration is registered once');
  const commits = events.filter(({ type }) => type === 'snapshot-committed').length;
  const resolved = ended.filter(({ report }) => report).length;
  law(commits === resolved, `what resolves has committed by its events (${commits}), nothing else (${resolved})`);
  checkSecrets([...events, ...ended.map(({ error }) => error), ...ended.map(({ report }) => report)], server);
}

const unreadableHeaders = {
  get: () => {
    throw new TypeError('there are no headers');
  },
};

/** An answer as a careless wrapper of `fetch` gives it. */
function withoutHeaders(response: Response): Response {
  return new Proxy(response, {
    get: (target, property) => {
      if (property === 'headers') return unreadableHeaders;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** Registers the integration as it is before, with two nodes that it shows. Returns its uid. */
async function prepare({ model }: ModelServer, before: Scenario['before']): Promise<string | undefined> {
  if (before === 'absent') return undefined;
  model.apply('AddCustomIntegration', { name: 'Laws', nodeTypes: [{ nodeType: 'Question' }, { nodeType: 'Old' }] });
  const nodes = ['Question', 'Old'].map((nodeType) => ({ nodeType, name: `former ${nodeType}`, stableId: nodeType }));
  model.apply('AddCustomIntegrationNodes', {
    integrationUid: 'uid-1',
    chartLikeNodes: nodes,
    snapshotId: null,
    snapshotHasMoreNodes: false,
  });
  model.apply('UpdateCustomIntegration', { integrationUid: 'uid-1', active: before === 'active', nodeTypes: null });
  return 'uid-1';
}

async function publishOne(
  paradime: Paradime,
  publication: Publication,
  label: string,
  former: string | undefined,
): Promise<Ended> {
  const { batch, concurrency, maxRestarts, onAmbiguous, manifest, source } = publication;
  const opened = sourceOf(publication, label);
  const controller = new AbortController();
  const abortAfterMs = publication.abortAfterMs ?? (source === 'hangs' ? 60 : undefined);
  const timer = abortAfterMs === undefined ? undefined : setTimeout(() => controller.abort('enough'), abortAfterMs);
  const { signal } = controller;
  const settings = { batch, concurrency, maxRestarts, onAmbiguous, manifest, allowEmpty: true, signal };
  const definition = definitionOf(publication.definition);
  // Every other publication is of an integration that is registered already.
  const uid = label === 'p1' ? former : undefined;
  const work =
    uid === undefined
      ? paradime.publish(definition, opened.source, settings)
      : paradime.publishNodes(uid, opened.source, settings);
  const common = { label, publication, opened };
  try {
    const report = await within(work, abortAfterMs ?? 0);
    return { ...common, report, isAborted: signal.aborted };
  } catch (error) {
    return { ...common, error, isAborted: signal.aborted };
  } finally {
    clearTimeout(timer);
  }
}

/** Everything here takes milliseconds: what takes seconds hangs. */
async function within<T>(work: Promise<T>, startMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Broken law: a publication settles')), startMs + soonMs);
  });
  return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function checkOutcome({ label, publication, opened, report, error, isAborted }: Ended, model: Model): void {
  if (error instanceof Error && error.message.startsWith('Broken law')) throw error;
  const own = model.history.filter(({ nodes }) => nodes.some(({ name }) => name.startsWith(`${label}.`)));
  if (report) {
    // By its nodes: a server may lie about the id of a snapshot that is opened and committed by one request.
    const commit = own.at(-1) ?? model.history.find(({ snapshotId }) => snapshotId === report.snapshotId);
    law(commit !== undefined || publication.count === 0, 'a publication that resolves was committed');
    const count = Object.values(report.nodes).reduce((sum, kind) => sum + kind, 0);
    law(count === publication.count, `the report counts all nodes (${count} of ${publication.count})`);
    if (publication.manifest) {
      law(report.manifest?.nodes.length === publication.count, 'the manifest has all nodes');
    }
    const names = (commit?.nodes ?? []).map(({ name }) => name);
    const isWhole = opened.sets.some((set) => sameSet(set, new Set(names)));
    law(isWhole, `all nodes are shown (${new Set(names).size} of ${publication.count})`);
    if (publication.onAmbiguous === 'restart') law(new Set(names).size === names.length, 'each node is shown once');
    return;
  }
  const isKnown = error instanceof Error && 'code' in error;
  const isOwnFailure = error instanceof Error && error.message === 'the source is broken';
  law(
    isKnown || isOwnFailure || (isAborted && error === 'enough'),
    `rejects with an error of its own: ${inspect(error)}`,
  );
  const isUnknown = error instanceof PublishError && error.committed === 'unknown';
  if (!isUnknown) law(own.length === 0, `what is not committed is never shown: ${inspect(error)}`);
}

/** At every moment the integration shows one whole set: the former one, or that of a publication. */
function checkHistory(ended: readonly Ended[], { history }: Model): void {
  for (const commit of history) {
    const names = commit.nodes.map(({ name }) => name);
    const owner = ended.find(({ label }) => names.some((name) => name.startsWith(`${label}.`)));
    if (owner === undefined) {
      law(isFormer(commit) || ended.some(({ publication }) => publication.count === 0), `who published ${names}?`);
      continue;
    }
    const { opened, publication, label } = owner;
    const isWhole = opened.sets.some((set) => sameSet(set, new Set(names)));
    law(isWhole, `${label} was shown in part: ${new Set(names).size} of ${publication.count}`);
    const isOnce = new Set(names).size === names.length;
    if (publication.onAmbiguous === 'restart') law(isOnce, `${label} was shown with nodes twice`);
  }
}

function isFormer({ nodes }: Commit): boolean {
  return nodes.every(({ name }) => name.startsWith('former'));
}

function sameSet(set: readonly string[], other: ReadonlySet<string>): boolean {
  return set.length === other.size && set.every((name) => other.has(name));
}

/** Neither the present key nor one that was used before may be in anything that somebody might print. */
function checkSecrets(values: readonly unknown[], { secrets }: ModelServer): void {
  const said = values.map((value) => `${inspect(value, { depth: 9 })} ${JSON.stringify(value ?? null)}`).join('\n');
  for (const secret of secrets) law(!said.includes(secret), `no secret is said: ${secret}`);
}

test(`the laws of publish hold (${runs} scenarios)`, { timeout: 60_000 + runs * 400 }, () => holdIn(scenario, check));
