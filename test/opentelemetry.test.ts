// Spans and metrics, recorded with OpenTelemetry's own SDK from a client of the sandbox.

import { readFile } from 'node:fs/promises';
import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import * as conventions from '@opentelemetry/semantic-conventions/incubating';
import { parse } from 'graphql';
import { Paradime, type ParadimeOptions } from 'paradime-integrations';
import { recordTelemetry } from 'paradime-integrations/opentelemetry';
import { type Fault, startSandbox } from 'paradime-integrations/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { metabase, questions } from './support/metabase.js';
import { companyToken, startServer } from './support/server.js';

const addNodes = 'AddCustomIntegrationNodes';

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
});
afterAll(() => context.disable());

interface Measured {
  readonly name: string;
  readonly unit: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** The sum of a counter; of a histogram how many values there were, and their sum. */
  readonly value: number | { readonly count: number; readonly sum: number };
}

/** Providers that keep what is recorded, and a listener that records with them. */
function startRecording() {
  const spanExporter = new InMemorySpanExporter();
  const tracerProvider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spanExporter)] });
  const metricExporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter: metricExporter, exportIntervalMillis: 60_000 });
  const meterProvider = new MeterProvider({ readers: [reader] });
  const tracer = tracerProvider.getTracer('test');
  return {
    onEvent: recordTelemetry({ tracerProvider, meterProvider }),
    spans: (): readonly ReadableSpan[] => spanExporter.getFinishedSpans(),
    /** Runs `work` below a span of the caller's, and returns that span. */
    async within(name: string, work: () => Promise<unknown>): Promise<ReadableSpan> {
      await tracer.startActiveSpan(name, async (span) => {
        await work().catch(() => {});
        span.end();
      });
      const found = spanExporter.getFinishedSpans().find((span) => span.name === name);
      if (found === undefined) throw new Error('The span of the caller was not recorded.');
      return found;
    },
    async metrics(): Promise<readonly Measured[]> {
      await reader.forceFlush();
      const scopes = metricExporter.getMetrics().at(-1)?.scopeMetrics ?? [];
      return scopes
        .flatMap(({ metrics }) => metrics)
        .flatMap(({ descriptor: { name, unit }, dataPoints }) =>
          dataPoints.map(({ attributes, value }) => {
            if (typeof value === 'number') return { name, unit, attributes, value };
            if (!('sum' in value)) throw new Error(`${name} is a histogram of another kind.`);
            return { name, unit, attributes, value: { count: value.count, sum: value.sum ?? 0 } };
          }),
        );
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([tracerProvider.shutdown(), meterProvider.shutdown()]);
    },
  };
}

async function startClient(faults: readonly Fault[] = [], options: Partial<ParadimeOptions> = {}) {
  const recording = startRecording();
  const sandbox = await startSandbox({ faults });
  const paradime = new Paradime({
    ...sandbox,
    retry: { initialDelayMs: 1 },
    onEvent: recording.onEvent,
    ...options,
  });
  const { port } = new URL(sandbox.endpoint);
  return {
    ...recording,
    sandbox,
    paradime,
    port: Number(port),
    [Symbol.asyncDispose]: async () => {
      await sandbox.close();
      await recording[Symbol.asyncDispose]();
    },
  };
}

const requestsOf = (spans: readonly ReadableSpan[]) => spans.filter(({ kind }) => kind === SpanKind.CLIENT);

test('each request is a client span below the active one, with the attributes of the conventions', async () => {
  await using client = await startClient();
  const parent = await client.within('night', () => client.paradime.publish(metabase, questions(3)));
  const requests = requestsOf(client.spans());
  expect(requests.map(({ name }) => name)).toStrictEqual([
    'query ListCustomIntegrations',
    'mutation AddCustomIntegration',
    'mutation AddCustomIntegrationNodes',
  ]);
  for (const span of requests) {
    expect(span.parentSpanContext?.spanId).toBe(parent.spanContext().spanId);
    expect(span.status.code).toBe(SpanStatusCode.UNSET);
  }
  expect(requests.at(-1)?.attributes).toStrictEqual({
    'graphql.operation.type': 'mutation',
    'graphql.operation.name': addNodes,
    'http.request.method': 'POST',
    'http.response.status_code': 200,
    'server.address': '127.0.0.1',
    'server.port': client.port,
    'url.full': `http://127.0.0.1:${client.port}/REDACTED`,
  });
  const [{ uid } = { uid: '' }] = client.sandbox.integrations();
  expect(parent.events.map(({ name, attributes }) => [name, attributes])).toStrictEqual([
    ['paradime.snapshot.opened', { 'paradime.integration.uid': uid, 'paradime.snapshot.id': 1 }],
    [
      'paradime.snapshot.committed',
      { 'paradime.integration.uid': uid, 'paradime.snapshot.id': 1, 'paradime.snapshot.nodes': 3 },
    ],
  ]);
});

test("requests side by side, and those of a snapshot of one's own, are below the active span as well", async () => {
  await using client = await startClient();
  const { customIntegrations } = client.paradime;
  const { integration } = await customIntegrations.upsert(metabase);
  const parent = await client.within('night', async () => {
    const batch = { initial: 10, max: 10 };
    await client.paradime.publishNodes(integration.uid, questions(60), { batch, concurrency: 3 });
    const snapshot = customIntegrations.snapshot(integration.uid);
    const appends = [questions(5), questions(5)].map((nodes) => snapshot.append(nodes));
    await snapshot.commit();
    await Promise.all(appends);
  });
  const requests = requestsOf(client.spans()).filter(({ name }) => name.endsWith(addNodes));
  expect(requests).toHaveLength(9);
  for (const span of requests) expect(span.parentSpanContext?.spanId).toBe(parent.spanContext().spanId);
});

test('requests of one operation side by side are told apart', async () => {
  // The first is slow and succeeds, the second is quick and fails: mixed up, each span would have the other's end.
  const faults: Fault[] = [
    { call: 1, effect: { type: 'delay', ms: 150 } },
    { call: 2, effect: { type: 'status', status: 500 } },
  ];
  await using client = await startClient(faults, { retry: false });
  const other = new Paradime({ ...client.sandbox, retry: false, onEvent: client.onEvent });
  const slow = client.within('slow', () => client.paradime.customIntegrations.list());
  await expect.poll(() => client.sandbox.requests().length).toBe(1);
  const failing = client.within('failing', () => other.customIntegrations.list());
  const parents = await Promise.all([slow, failing]);
  const outcomes = parents.map((parent) => {
    const below = client.spans().filter((span) => span.parentSpanContext?.spanId === parent.spanContext().spanId);
    return below.map(({ attributes, duration: [s, ns] }) => [
      attributes['http.response.status_code'],
      s * 1000 + ns / 1e6 > 100,
    ]);
  });
  expect(outcomes).toStrictEqual([[[200, true]], [[500, false]]]);
});

test('what is sent again is a span of its own, counted, and an event between', async () => {
  const unavailable: Fault = {
    operation: addNodes,
    call: 1,
    effect: { type: 'status', status: 503, retryAfter: 0 },
  };
  await using client = await startClient([unavailable]);
  const parent = await client.within('night', () => client.paradime.publish(metabase, questions(3)));
  const [first, second] = requestsOf(client.spans()).filter(({ name }) => name.endsWith(addNodes));
  expect(first?.status.code).toBe(SpanStatusCode.ERROR);
  expect(first?.attributes).toMatchObject({ 'error.type': '503', 'http.response.status_code': 503 });
  expect(first?.attributes).not.toHaveProperty('http.request.resend_count');
  expect(second?.attributes).toMatchObject({ 'http.request.resend_count': 1, 'http.response.status_code': 200 });
  expect(second?.attributes).not.toHaveProperty('error.type');
  expect(parent.events[0]).toMatchObject({
    name: 'paradime.retry',
    attributes: {
      'graphql.operation.name': addNodes,
      'paradime.attempt': 1,
      'paradime.delay': 0,
      'error.type': '503',
    },
  });
});

test('a restart in a fresh snapshot', async () => {
  const lost: Fault = { operation: addNodes, call: 2, effect: { type: 'reset', processed: true } };
  await using client = await startClient([lost]);
  const parent = await client.within('night', () =>
    client.paradime.publish(metabase, questions(25), { batch: { initial: 10, max: 10 } }),
  );
  expect(parent.events.map(({ name }) => name)).toStrictEqual([
    'paradime.snapshot.opened',
    'paradime.snapshot.restarted',
    'paradime.snapshot.opened',
    'paradime.snapshot.committed',
  ]);
  expect(parent.events[1]?.attributes).toMatchObject({
    'paradime.snapshot.id': 1,
    'paradime.restart': 1,
    'error.type': 'NETWORK',
  });
});

test.each<[string, Partial<ParadimeOptions>, Fault['effect']]>([
  ['TIMEOUT', { timeoutMs: 20 }, { type: 'delay', ms: 200 }],
  ['NETWORK', {}, { type: 'reset' }],
  ['PROTOCOL', {}, { type: 'html' }],
  ['401', { credentials: { token: 'prdm_wsp_wrong' } }, { type: 'delay', ms: 0 }],
])('a request that fails: %s', async (type, options, effect) => {
  await using client = await startClient([{ effect }], { ...options, retry: false });
  await client.within('night', () => client.paradime.customIntegrations.list());
  const [span] = requestsOf(client.spans());
  expect(span?.attributes['error.type']).toBe(type);
  expect(span?.status).toStrictEqual({ code: SpanStatusCode.ERROR });
  expect(span?.events).toStrictEqual([]);
});

test('an abort ends the span of its request', async () => {
  await using client = await startClient([{ effect: { type: 'delay', ms: 500 } }]);
  const signal = AbortSignal.timeout(30);
  await client.within('night', () => client.paradime.customIntegrations.list({ signal }));
  const [span] = requestsOf(client.spans());
  expect(span?.attributes['error.type']).toBe('ABORTED');
  expect(span?.status.code).toBe(SpanStatusCode.ERROR);
});

test('an operation without a name', async () => {
  await using client = await startClient();
  await client.paradime.execute(parse('{ __typename }'));
  const [span] = client.spans();
  expect(span?.name).toBe('query');
  expect(span?.attributes).not.toHaveProperty('graphql.operation.name');
});

test('metrics: durations in seconds, retries, restarts, commits and nodes', async () => {
  const faults: Fault[] = [
    { operation: addNodes, call: 1, effect: { type: 'status', status: 429 } },
    { operation: addNodes, call: 3, effect: { type: 'truncate' } },
  ];
  await using client = await startClient(faults);
  const startedAt = performance.now();
  await client.paradime.publish(metabase, questions(25), { batch: { initial: 10, max: 10 } });
  const elapsed = (performance.now() - startedAt) / 1000;
  const metrics = await client.metrics();
  const counts = metrics.flatMap(({ name, unit, attributes, value }) =>
    typeof value === 'number' ? [[name, unit, attributes, value]] : [],
  );
  const server = { 'server.address': '127.0.0.1', 'server.port': client.port };
  const operation = { 'graphql.operation.type': 'mutation', 'graphql.operation.name': addNodes, ...server };
  expect(counts).toStrictEqual([
    ['paradime.retries', '{retry}', { ...operation, 'error.type': '429' }, 1],
    ['paradime.publication.restarts', '{restart}', { 'error.type': 'NETWORK' }, 1],
    ['paradime.publication.commits', '{commit}', {}, 1],
    ['paradime.publication.nodes', '{node}', {}, 25],
  ]);
  const durations = metrics.flatMap(({ name, unit, attributes, value }) =>
    name === 'http.client.request.duration' && typeof value === 'object' ? [{ unit, attributes, ...value }] : [],
  );
  const ofNodes = durations.filter(({ attributes }) => attributes['graphql.operation.name'] === addNodes);
  const outcomeOf = (attributes: Measured['attributes']) => attributes['error.type'] ?? 'ok';
  expect(Object.fromEntries(ofNodes.map(({ attributes, count }) => [outcomeOf(attributes), count]))).toStrictEqual({
    ok: 4,
    429: 1,
    NETWORK: 1,
  });
  expect(new Set(durations.map(({ unit }) => unit))).toStrictEqual(new Set(['s']));
  const total = durations.reduce((sum, duration) => sum + duration.sum, 0);
  expect(total).toBeGreaterThan(0);
  expect(total).toBeLessThan(elapsed);
});

test('without providers nothing is recorded, and nothing is wrong', async () => {
  await using sandbox = await startSandbox();
  const report = await new Paradime({ ...sandbox, onEvent: recordTelemetry() }).publish(metabase, questions(1));
  expect(report.nodes.chart).toBe(1);
  expect(trace.getActiveSpan()).toBeUndefined();
});

/** Everything recorded of clients under faults that repeat what they were sent. */
async function recordAll() {
  await using recording = startRecording();
  await using echo = await startServer(({ url, headers, body }, response) => {
    const all = JSON.stringify([url, headers, body]);
    response.setHeader('x-request-id', String(headers['x-api-secret']));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ data: null, errors: [{ message: all, extensions: { code: all } }] }));
  });
  await using sandbox = await startSandbox({
    faults: [
      { operation: addNodes, call: 1, effect: { type: 'status', status: 429 } },
      { operation: addNodes, call: 2, effect: { type: 'reset', processed: true } },
      { operation: 'ListCustomIntegrations', call: 1, effect: { type: 'html' } },
    ],
  });
  const { onEvent } = recording;
  const credentials = { apiKey: 'the-key-hush', apiSecret: 'the-secret-hush', workspaceUid: 'the-workspace-hush' };
  const name = 'the-name-hush';
  const node = metabase.node('Question', { name, description: 'the-description-hush' });
  const fetch: ParadimeOptions['fetch'] = (url) => Promise.reject(new TypeError(`request to ${url} failed`));
  const retry = { initialDelayMs: 1 };
  await recording.within('night', async () => {
    await new Paradime({ ...sandbox, retry, onEvent }).publish(metabase, [node]);
    for (const options of [{}, { fetch }]) {
      const paradime = new Paradime({ endpoint: echo.endpoint, credentials, retry, onEvent, ...options });
      await paradime.publish(metabase, [node]).catch(() => {});
      await paradime.publishNodes('uid', [node]).catch(() => {});
    }
  });
  const spans = recording.spans().map(({ name, attributes, status, events, links, resource }) => {
    return { name, attributes, status, events, links, resource: resource.attributes };
  });
  return { sandbox, spans, metrics: await recording.metrics() };
}

test('no key, secret, path, variable, header or message in anything that is recorded', async () => {
  const { sandbox, spans, metrics } = await recordAll();
  expect(spans.length).toBeGreaterThan(8);
  const text = JSON.stringify([spans, metrics]);
  expect(text).toContain('GRAPHQL');
  const { apiKey = '', apiSecret = '' } = sandbox.credentials;
  for (const secret of ['hush', companyToken, apiKey, apiSecret, 'sandbox-company', '/api/', 'graphql"', 'failed']) {
    expect(text).not.toContain(secret);
  }
});

test('an instrumentation of fetch records the path, unless it passes over the endpoint as the docs say', async () => {
  await using sandbox = await startSandbox();
  const record = async (ignored?: string): Promise<readonly unknown[]> => {
    const exporter = new InMemorySpanExporter();
    const instrumentation = new UndiciInstrumentation({ ignoreRequestHook: ({ origin }) => origin === ignored });
    instrumentation.setTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
    try {
      await new Paradime(sandbox).customIntegrations.list();
    } finally {
      instrumentation.disable();
    }
    return exporter.getFinishedSpans().map(({ attributes }) => attributes['url.full']);
  };
  expect(await record()).toStrictEqual([sandbox.endpoint]);
  expect(await record(new URL(sandbox.endpoint).origin)).toStrictEqual([]);
});

test('names are those of the conventions or our own, and all are in the docs', async () => {
  const { spans, metrics } = await recordAll();
  const events = spans.flatMap((span) => span.events);
  const attributes = [...spans, ...events, ...metrics].flatMap((recorded) => Object.keys(recorded.attributes ?? {}));
  const names = new Set([...attributes, ...metrics.map(({ name }) => name), ...events.map(({ name }) => name)]);
  const known = new Set<unknown>(Object.values(conventions));
  expect([...names].filter((name) => !name.startsWith('paradime.') && !known.has(name))).toStrictEqual([]);
  const page = await readFile(new URL('../docs/observability.md', import.meta.url), 'utf8');
  expect([...names].filter((name) => !page.includes(`\`${name}\``))).toStrictEqual([]);
});
