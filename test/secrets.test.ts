// No secret in anything that could be logged: tried with servers that repeat all they were sent.

import { inspect } from 'node:util';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import fc from 'fast-check';
import {
  defineIntegration,
  ListCustomIntegrationsDocument,
  Paradime,
  type ParadimeEvent,
  type ParadimeOptions,
} from 'paradime-integrations';
import { recordTelemetry } from 'paradime-integrations/opentelemetry';
import { expect, test } from 'vitest';
import { echo, secrets as keys, mark, pathToken, startEchoServer } from './support/echo.js';
import { companyToken, startServer, startServerWith, type TestServer } from './support/server.js';

// With characters that JSON and URLs write in other ways.
const credentials = { apiKey: 'the+key/"1"', apiSecret: 'the secret/\\2=' };
const token = { token: 'prdm_wsp_the/token' };
const marks = [
  'the+key',
  'the%2Bkey',
  'the secret',
  'the%20secret',
  'the/token',
  'the%2Ftoken',
  'the\\/token',
  companyToken,
];

/** Everything that someone might print of a value. */
function printed(value: unknown): string {
  const texts = [
    inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true }),
    JSON.stringify(value),
    String(value),
  ];
  if (value instanceof Error) texts.push(value.message, value.stack ?? '', printed(value.cause));
  return texts.join('\n');
}

function expectNoSecret(value: unknown): void {
  const text = printed(value);
  expect(marks.filter((mark) => text.includes(mark))).toStrictEqual([]);
}

/** A server that answers with everything it got, in several spellings. */
function startEcho(status: number, wrap: (all: string) => string = (all) => all): Promise<TestServer> {
  return startServer(({ url, headers, body }, response) => {
    const all = [url, ...Object.values(headers), body].flat().join(' ');
    response.setHeader('x-request-id', String(headers['x-api-secret'] ?? headers.authorization ?? ''));
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(wrap(`${all} ${encodeURIComponent(all)} ${JSON.stringify(all)} ${all.replaceAll('/', '\\/')}`));
  });
}

function asErrors(code?: string) {
  return (all: string): string =>
    JSON.stringify({
      data: code ? null : { a: all },
      errors: [{ message: `you sent ${all}`, extensions: { code, debug: [all] } }],
    });
}

async function collect(
  options: ParadimeOptions,
): Promise<{ error: unknown; events: ParadimeEvent[]; paradime: Paradime }> {
  const events: ParadimeEvent[] = [];
  const paradime = new Paradime({ ...options, retry: false, onEvent: (event) => events.push(event) });
  const error = await paradime.execute(ListCustomIntegrationsDocument).catch((reason: unknown) => reason);
  return { error, events, paradime };
}

test.each([
  ['AUTHENTICATION', () => startEcho(401)],
  ['AUTHENTICATION', () => startEcho(200, asErrors('UNAUTHENTICATED'))],
  ['PERMISSION', () => startEcho(403)],
  ['RATE_LIMIT', () => startEcho(429)],
  ['HTTP', () => startEcho(500)],
  ['HTTP', () => startEcho(500, asErrors())],
  ['HTTP', () => startEcho(404)],
  ['PROTOCOL', () => startEcho(200)],
  ['PROTOCOL', () => startEcho(200, (all) => JSON.stringify({ data: null, all }))],
  ['GRAPHQL', () => startEcho(200, asErrors())],
  [
    'SCHEMA_MISMATCH',
    () => startEcho(400, (all) => JSON.stringify({ errors: [{ message: `Unknown type "${all}"` }] })),
  ],
  ['HTTP', () => startServerWith(307, '', { location: `https://a.example/${companyToken}` })],
  ['NETWORK', () => startServer((_received, _response, request) => void request.socket.destroy())],
  ['TIMEOUT', () => startServer(() => {})],
])('%s', async (code, start) => {
  for (const mode of [credentials, token]) {
    await using server = await start();
    const timeoutMs = code === 'TIMEOUT' ? 30 : 60_000;
    const { error, events, paradime } = await collect({ endpoint: server.endpoint, credentials: mode, timeoutMs });
    expect(error).toMatchObject({ code });
    expect(events.map(({ type }) => type)).toStrictEqual(['request-start', 'request-end']);
    for (const value of [error, events, paradime]) expectNoSecret(value);
  }
});

test('the errors of a fetch that names the whole address', async () => {
  const { error, events } = await collect({
    endpoint: `https://a.example/api/v1/${companyToken}/graphql`,
    credentials,
    fetch: (url, init) => {
      const cause = Object.assign(new Error(`connect to ${url}`), { path: url, headers: init?.headers });
      return Promise.reject(new TypeError(`request to ${url} failed: ${JSON.stringify(init?.headers)}`, { cause }));
    },
  });
  expect(error).toMatchObject({ code: 'NETWORK' });
  for (const value of [error, events]) expectNoSecret(value);
});

test('a publication that fails', async () => {
  const definition = defineIntegration({ name: 'a', nodeTypes: { T: { kind: 'chart' } } });
  await using server = await startEcho(500);
  const paradime = new Paradime({ endpoint: server.endpoint, credentials });
  const error = await paradime
    .publishNodes('uid', [definition.node('T', { name: 'n' })])
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'PUBLISH', cause: { code: 'HTTP' } });
  expectNoSecret(error);
});

test('the client itself', () => {
  const paradime = new Paradime({ endpoint: `https://a.example/${companyToken}`, credentials });
  expectNoSecret(paradime);
  expectNoSecret(paradime.customIntegrations);
  expectNoSecret(Object.values(paradime));
});

test.each([
  ['apiKey', { apiKey: 'the+key\n', apiSecret: 'b' }],
  ['apiSecret', { apiKey: 'a', apiSecret: 'the secret\r\nX-Evil: 1' }],
  ['apiSecret', { apiKey: 'a', apiSecret: ' the secret' }],
  ['apiSecret', { apiKey: 'a', apiSecret: 'the secret\u0000' }],
  ['apiSecret', { apiKey: 'a', apiSecret: 'the secret…' }],
  ['apiSecret', { apiKey: 'a', apiSecret: '' }],
  ['token', { token: 'the/token\n' }],
  ['workspaceUid', { token: 'the/token', workspaceUid: 'a\nb' }],
])('%s in credentials that a header cannot hold: %j', (field, bad) => {
  const failure = (() => {
    try {
      return new Paradime({ endpoint: 'https://a.example', credentials: bad });
    } catch (error) {
      return error;
    }
  })();
  expect(failure).toMatchObject({ code: 'CONFIGURATION' });
  expect(String(failure)).toContain(`\`${field}\``);
  expectNoSecret(failure);
});

test('the error of a credentials function, which may tell of what it gave before', async () => {
  let asked = 0;
  await using server = await startServerWith(401, '');
  const paradime = new Paradime({
    endpoint: server.endpoint,
    credentials: () => {
      if (asked++ === 0) return token;
      throw Object.assign(new Error(`cannot renew ${token.token}, prdm_cmp_another/token`), {
        config: server.endpoint,
      });
    },
  });
  const error = await paradime.customIntegrations.list().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'AUTHENTICATION', cause: { message: 'cannot renew [redacted], [redacted]' } });
  expectNoSecret(error);
});

test('short secrets are taken out as words, and leave the rest readable', async () => {
  const body = JSON.stringify({
    errors: [{ message: 'no access for key s of A', extensions: { code: 'UNAUTHENTICATED' } }],
  });
  await using server = await startServerWith(200, body);
  const { error } = await collect({ endpoint: server.endpoint, credentials: { apiKey: 'A', apiSecret: 's' } });
  expect(error).toMatchObject({ code: 'AUTHENTICATION' });
  expect(String(error)).toContain('no access for key [redacted] of [redacted]');
});

/** What an echo of the whole address and all headers leaves in an error. */
async function echoed(
  path: string,
  mode: ParadimeOptions['credentials'],
  answer: (url: string, all: string) => string,
) {
  await using server = await startServer(({ url = '', headers }, response) => {
    response.writeHead(500).end(answer(url, JSON.stringify(headers)));
  });
  const { error } = await collect({ endpoint: `${server.origin}${path}`, credentials: mode });
  return printed(error);
}

test('a key that begins like the secret does not leave the rest of it', async () => {
  const text = await echoed('/graphql', { apiKey: 'abcdef', apiSecret: 'abcdefghij' }, (_url, all) => all);
  expect(text).not.toMatch(/ghij/);
});

test('a secret at the place where a snippet is cut', async () => {
  const text = await echoed('/graphql', token, () => `${'x'.repeat(490)}${token.token}`);
  expect(text).not.toContain('prdm');
});

test('a token in the path as the server decodes it, and one in the query', async () => {
  const path = '/api/v1/tok%C3%A9n%20one/graphql?key=query-value-1&debug=';
  const text = await echoed(path, token, (url) => `${url} ${decodeURIComponent(url)}`);
  expect(text).not.toMatch(/tokén one|tok%C3%A9n|query-value-1/);
  expect(text).toContain('/api/v1/[redacted]/graphql');
});

test('the name of an error of fetch', async () => {
  const endpoint = `https://a.example/api/v1/${companyToken}/graphql`;
  const fetch = () => Promise.reject(Object.assign(new Error('x'), { name: `FetchError ${endpoint}` }));
  const { error } = await collect({ endpoint, credentials, fetch });
  expectNoSecret(error);
});

test.each([
  [{ token: 'prdm_cmp_x' }, /needs `workspaceUid`/],
  [{ apiKey: 'a', apiSecret: 'prdm_wsp_x' }, /Pass it as \{ token \}/],
  [{ apiKey: 'a', apiSecret: 'b', token: 'c' }, /either .* or .* \(got both\)/],
  [{}, /either .* or .* \(got neither\)/],
  [null, /are missing/],
])('credentials that mix or miss something: %j', (mode, message) => {
  expect(() => new Paradime({ endpoint: 'https://a.example', credentials: mode as never })).toThrow(message);
});

// A success is not redacted: it goes to the caller, not to a log. Everything else is.
test('whatever a server repeats, at any place and in any spelling: errors, events and spans', async () => {
  const definition = defineIntegration({ name: 'Metabase', nodeTypes: { Question: { kind: 'chart' } } });
  const nodes = ['a', 'b', 'c'].map((name) => definition.node('Question', { name }));
  const law = fc.asyncProperty(echo, async (given) => {
    await using server = await startEchoServer(given);
    const spans = new InMemorySpanExporter();
    const tracerProvider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] });
    const record = recordTelemetry({ tracerProvider });
    const events: ParadimeEvent[] = [];
    const onEvent = (event: ParadimeEvent): void => {
      events.push(event);
      record(event);
    };
    const endpoint = `${server.origin}/api/v1/${pathToken}/graphql`;
    const retry = { maxAttempts: 2, initialDelayMs: 1, maxDelayMs: 2 };
    const paradime = new Paradime({ endpoint, credentials: keys, retry, onEvent });
    const { customIntegrations } = paradime;
    const calls = [
      () => customIntegrations.list(),
      () => paradime.publish(definition, nodes, { batch: { max: 1 }, maxRestarts: 1 }),
      () => paradime.publishNodes('uid-1', nodes, { batch: { max: 1 }, maxRestarts: 0 }),
      () => customIntegrations.update('uid-1', { active: true }),
      () => customIntegrations.upsert(definition),
      () => customIntegrations.snapshot('uid-1').append(nodes),
    ];
    for (const call of calls) {
      const error = await call().then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(printed(error)).not.toMatch(mark);
    }
    expect(printed(events)).not.toMatch(mark);
    for (const { name, attributes, events: notes, status } of spans.getFinishedSpans())
      expect(printed({ name, attributes, notes, status })).not.toMatch(mark);
  });
  await fc.assert(law, { numRuns: Number(process.env['SECRETS_RUNS'] ?? 300) });
}, 120_000);
