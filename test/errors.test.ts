// Every error that one attempt can meet, from a real server.

import {
  AuthenticationError,
  ConfigurationError,
  GraphQLResponseError,
  HttpError,
  ListCustomIntegrationsDocument,
  NetworkError,
  Paradime,
  ParadimeError,
  PermissionError,
  ProtocolError,
  RateLimitError,
  RejectedError,
  SchemaMismatchError,
  TimeoutError,
} from 'paradime-integrations';
import { describe, expect, test, vi } from 'vitest';
import { startApi, startServer, startServerWith, type TestServer } from './support/server.js';

const credentials = { apiKey: 'key-1', apiSecret: 'secret-1' };
const html = { 'content-type': 'text/html; charset=utf-8' };

async function failureOf(server: TestServer, timeoutMs = 60_000): Promise<ParadimeError> {
  const paradime = new Paradime({ endpoint: server.endpoint, credentials, timeoutMs, retry: false });
  const error = await paradime.execute(ListCustomIntegrationsDocument).then(
    () => expect.unreachable('no error'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ParadimeError)) throw error;
  return error;
}

describe('statuses', () => {
  test('401', async () => {
    await using server = await startServerWith(401, '{"message":"who are you?"}');
    const error = await failureOf(server);
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({
      code: 'AUTHENTICATION',
      status: 401,
      operationName: 'ListCustomIntegrations',
      attempts: 1,
    });
    expect(error.message).toContain('who are you?');
    expect(error.message).toContain('Check the API key');
  });

  test('403 names the capability', async () => {
    await using server = await startServerWith(403, 'no');
    const error = await failureOf(server);
    expect(error).toBeInstanceOf(PermissionError);
    expect(error.message).toContain('"Custom Integrations Admin"');
  });

  test.each([
    ['2', 2000],
    [new Date(Date.now() + 90_000).toUTCString(), 90_000],
    ['1.5', 1500],
    ['soon', undefined],
    ['-1', undefined],
  ])('429 with Retry-After: %s', async (retryAfter, expected) => {
    await using server = await startServerWith(429, '', { 'retry-after': retryAfter });
    const error = await failureOf(server);
    if (!(error instanceof RateLimitError)) throw error;
    if (expected === undefined) expect(error.retryAfterMs).toBeUndefined();
    else expect(Math.abs((error.retryAfterMs ?? 0) - expected)).toBeLessThan(2000);
  });

  test('500 keeps a bounded snippet and the request id', async () => {
    await using server = await startServerWith(500, `<h1>oops</h1>${'x'.repeat(200_000)}`, {
      ...html,
      'x-request-id': 'r-1',
    });
    const error = await failureOf(server);
    expect(error).toBeInstanceOf(HttpError);
    expect(error).toMatchObject({ status: 500, requestId: 'r-1' });
    expect((error as HttpError).bodySnippet).toMatch(/^<h1>oops<\/h1>x+$/);
    expect((error as HttpError).bodySnippet).toHaveLength(500);
    expect(error.message.length).toBeLessThan(400);
  });

  test('500 with GraphQL errors says what they say', async () => {
    await using server = await startServerWith(500, '{"errors":[{"message":"database is down"}]}');
    const error = await failureOf(server);
    expect(error).toBeInstanceOf(HttpError);
    expect(error.message).toContain('database is down');
  });

  test.each([401, 413, 429])('%i, also when its body breaks off', async (status) => {
    await using server = await startServer((_received, response, request) => {
      response.writeHead(status, { 'content-length': 100, 'retry-after': '7' }).write('{"errors":');
      setTimeout(() => request.socket.destroy(), 20);
    });
    expect(await failureOf(server)).toMatchObject({ status, retryAfterMs: 7000 });
  });

  test('404 asks for the path of the endpoint', async () => {
    await using graphql = await startServerWith(404, '{"errors":[{"message":"nothing here."}]}');
    expect((await failureOf(graphql)).message).toContain('It says: "nothing here". Check the path of the endpoint');
    await using server = await startServerWith(404, 'not here');
    const error = await failureOf(server);
    expect(error).toBeInstanceOf(HttpError);
    expect(error.message).toContain('Check the path of the endpoint');
  });

  test('a redirect is not followed, so that the secret stays here', async () => {
    await using elsewhere = await startServerWith(200, '{"data":{}}');
    await using server = await startServerWith(307, '', { location: `${elsewhere.origin}/secret/path` });
    const error = await failureOf(server);
    expect(error).toBeInstanceOf(HttpError);
    expect(error).toMatchObject({ status: 307 });
    expect(error.message).toContain(`redirect (307 to ${elsewhere.origin})`);
    expect(elsewhere.received).toStrictEqual([]);
  });
});

test('a redirect that the platform hides', async () => {
  const fetch = async () => Object.defineProperty(new Response(null), 'status', { value: 0 });
  const paradime = new Paradime({ endpoint: 'https://a.example', credentials, fetch });
  await expect(paradime.customIntegrations.list()).rejects.toThrow(/with a redirect/);
});

test('Retry-After in the past is no time at all', async () => {
  await using server = await startServerWith(429, '', { 'retry-after': new Date(0).toUTCString() });
  expect(await failureOf(server)).toMatchObject({ retryAfterMs: 0 });
});

test('a failure whose body never ends is told soon', { timeout: 5000 }, async () => {
  let closed = false;
  await using server = await startServer((_received, response) => {
    response.writeHead(500);
    const timer = setInterval(() => response.write('✓'.repeat(10_000)), 1);
    response.on('close', () => {
      closed = true;
      clearInterval(timer);
    });
  });
  expect(await failureOf(server)).toMatchObject({ status: 500, bodySnippet: '✓'.repeat(500) });
  await vi.waitFor(() => expect(closed).toBe(true));
});

test('a character that is split between two chunks of a failure', async () => {
  const [first, second] = [Buffer.from('✓').subarray(0, 1), Buffer.from('✓').subarray(1)];
  await using server = await startServer((_received, response) => {
    response.writeHead(500).write(first);
    setTimeout(() => response.end(second), 20);
  });
  expect(await failureOf(server)).toMatchObject({ bodySnippet: '✓' });
});

test.each([
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])('%s comes before anything is sent', async (code) => {
  const fetch = () =>
    Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code }) }));
  const paradime = new Paradime({ endpoint: 'https://a.example', credentials, fetch, retry: false });
  await expect(paradime.customIntegrations.list()).rejects.toMatchObject({ code: 'NETWORK', isUnsent: true });
});

test('toJSON tells of the cause, too', async () => {
  const server = await startServerWith(200, '');
  await server[Symbol.asyncDispose]();
  const network = await failureOf(server);
  expect(network.toJSON()).toMatchObject({
    name: 'NetworkError',
    code: 'NETWORK',
    cause: { name: 'TypeError', message: 'fetch failed' },
  });
  const publishing = new Paradime({ endpoint: server.endpoint, credentials, retry: false }).publishNodes('uid', [
    { kind: 'chart', nodeType: 'T', name: 'a' },
  ]);
  const error = await publishing.catch((reason: unknown) => reason);
  const cause = { name: 'NetworkError', code: 'NETWORK', operationName: 'AddCustomIntegrationNodes' };
  expect(JSON.parse(JSON.stringify(error))).toMatchObject({
    name: 'PublishError',
    code: 'PUBLISH',
    committed: 'no',
    cause,
  });
});

describe('bodies', () => {
  test.each([
    ['HTML', '<html>login</html>', html, 'text/html; charset=utf-8 that is not JSON'],
    ['nothing', '', {}, 'an empty body'],
    ['half of JSON', '{"data":{"listCust', { 'content-type': 'application/json' }, 'that is not JSON'],
    ['null for data', '{"data":null}', {}, 'JSON that has no `data`'],
    ['an array', '[]', {}, 'JSON that has no `data`'],
    ['null', 'null', {}, 'JSON that has no `data`'],
  ])('%s', async (_what, body, headers, message) => {
    await using server = await startServerWith(200, body, headers);
    const error = await failureOf(server);
    expect(error).toBeInstanceOf(ProtocolError);
    expect(error.message).toContain(message);
  });

  test('errors with partial data', async () => {
    const data = { listCustomIntegrations: { ok: true, integrations: null } };
    const errors = [{ message: 'integrations are unavailable', path: ['listCustomIntegrations', 'integrations'] }];
    await using server = await startServerWith(200, JSON.stringify({ data, errors }));
    const error = await failureOf(server);
    expect(error).toBeInstanceOf(GraphQLResponseError);
    expect(error).toMatchObject({ code: 'GRAPHQL', status: 200, data, errors });
    expect(error.message).toContain('integrations are unavailable');
  });

  test('an empty list of errors beside data is a success', async () => {
    const listCustomIntegrations = { ok: true, integrations: [] };
    await using server = await startServerWith(200, JSON.stringify({ data: { listCustomIntegrations }, errors: [] }));
    const paradime = new Paradime({ endpoint: server.endpoint, credentials });
    expect(await paradime.execute(ListCustomIntegrationsDocument)).toStrictEqual({ listCustomIntegrations });
  });

  test.each([
    ['UNAUTHENTICATED', AuthenticationError],
    ['FORBIDDEN', PermissionError],
    ['NOT_FOUND', GraphQLResponseError],
  ])('a GraphQL error with the code %s', async (code, type) => {
    await using server = await startServerWith(
      200,
      JSON.stringify({ errors: [{ message: 'no', extensions: { code } }] }),
    );
    expect(await failureOf(server)).toBeInstanceOf(type);
  });

  test.each([
    'Cannot query field "isActive" on type "CustomIntegration".',
    'Unknown argument "active" on field "Mutation.updateCustomIntegration".',
    'Unknown type "IntegrationNodeTypeInfo".',
    'Variable "$a" of type "[A!]!" used in position expecting type "[B!]!".',
    'Field "stableId" is not defined by type "IntegrationNodeChartLike".',
  ])('a schema that differs: %s', async (message) => {
    await using server = await startServerWith(400, JSON.stringify({ errors: [{ message }] }));
    const error = await failureOf(server);
    expect(error).toBeInstanceOf(SchemaMismatchError);
    expect(error.message).toContain(message);
    expect(error.message).toContain('GraphQL Code Generator');
  });

  test('of several errors the first decides, and those beyond three are counted', async () => {
    const errors = ['UNAUTHENTICATED', 'OTHER'].map((code) => ({ message: code, extensions: { code } }));
    await using server = await startServerWith(200, JSON.stringify({ errors }));
    expect(await failureOf(server)).toBeInstanceOf(AuthenticationError);
    await using many = await startServerWith(
      200,
      JSON.stringify({ errors: [1, 2, 3, 4, 5].map((n) => ({ message: `e${n}.` })) }),
    );
    expect((await failureOf(many)).message).toContain('e1 | e2 | e3 (and 2 more).');
    await using lines = await startServerWith(200, JSON.stringify({ errors: [{ message: 'No.\n\n  Not you.\n' }] }));
    const error = await failureOf(lines);
    expect(error.message).toMatch(/with errors: No\. Not you\.$/);
    expect(error).toMatchObject({ errors: [{ message: 'No.\n\n  Not you.\n' }] });
  });

  test('errors in no known form still tell something', async () => {
    await using server = await startServerWith(200, '{"errors":["just a text", {"reason": "odd"}]}');
    const error = await failureOf(server);
    expect(error).toBeInstanceOf(GraphQLResponseError);
    expect(error.message).toContain('just a text | {"reason":"odd"}');
  });
});

describe('what the API means by its answer', () => {
  test('ok: false', async () => {
    await using server = await startApi({ updateCustomIntegration: { ok: false } });
    const { customIntegrations } = new Paradime({ endpoint: server.endpoint, credentials, retry: false });
    const failure = customIntegrations.update('uid', { active: true });
    await expect(failure).rejects.toBeInstanceOf(RejectedError);
    await expect(failure).rejects.toMatchObject({
      code: 'REJECTED',
      operationName: 'UpdateCustomIntegration',
      attempts: 1,
    });
  });

  test.each([
    ['no ok', { ok: null }],
    ['no field at all', null],
  ])('%s', async (_what, updateCustomIntegration) => {
    await using server = await startApi({ updateCustomIntegration, other: 1 });
    const { customIntegrations } = new Paradime({ endpoint: server.endpoint, credentials, retry: false });
    await expect(customIntegrations.update('uid', { active: true })).rejects.toBeInstanceOf(ProtocolError);
  });

  test('an integration without its state', async () => {
    const integrations = [{ uid: 'u', name: 'Metabase', isActive: null, nodeTypes: [] }];
    await using server = await startApi({ listCustomIntegrations: { ok: true, integrations } });
    const { customIntegrations } = new Paradime({ endpoint: server.endpoint, credentials, retry: false });
    await expect(customIntegrations.list()).rejects.toThrow(/integration "Metabase" without isActive/);
  });

  test('a created integration without its uid', async () => {
    await using server = await startApi({ addCustomIntegration: { ok: true, integrationUid: null } });
    const { customIntegrations } = new Paradime({ endpoint: server.endpoint, credentials, retry: false });
    const failure = customIntegrations.create({ name: 'a', nodeTypes: { T: {} } });
    await expect(failure).rejects.toMatchObject({ code: 'UNKNOWN_OUTCOME', cause: { code: 'PROTOCOL' } });
    await expect(failure).rejects.toThrow(/no integrationUid/);
  });
});

describe('connections', () => {
  test('refused: certainly not processed', async () => {
    const server = await startServerWith(200, '');
    await server[Symbol.asyncDispose]();
    const error = await failureOf(server);
    if (!(error instanceof NetworkError)) throw error;
    expect(error.isUnsent).toBe(true);
    expect(error.message).toContain(`Could not connect to ${server.origin}`);
    expect(error.message).toContain('ECONNREFUSED');
  });

  test('a host that there is not', async () => {
    const paradime = new Paradime({ endpoint: 'https://paradime.invalid/graphql', credentials, retry: false });
    const failure = paradime.customIntegrations.list();
    await expect(failure).rejects.toMatchObject({ code: 'NETWORK', isUnsent: true });
  });

  test('reset before an answer: perhaps processed', async () => {
    await using server = await startServer((_received, _response, request) => {
      request.socket.resetAndDestroy();
    });
    const error = await failureOf(server);
    if (!(error instanceof NetworkError)) throw error;
    expect(error.isUnsent).toBe(false);
    expect(error.message).toContain('may have processed');
  });

  test('cut off within the answer', async () => {
    await using server = await startServer((_received, response, request) => {
      response.writeHead(200, { 'content-length': 100 }).write('{"data":');
      setTimeout(() => request.socket.destroy(), 20);
    });
    expect(await failureOf(server)).toMatchObject({ code: 'NETWORK', isUnsent: false });
  });

  test.each([
    ['no answer', () => {}],
    [
      'an answer that never ends',
      (response: { write(text: string): void }) => {
        response.write('{"data":');
      },
    ],
  ])('time is up: %s', async (_what, begin) => {
    await using server = await startServer((_received, response) => begin(response));
    const error = await failureOf(server, 60);
    if (!(error instanceof TimeoutError)) throw error;
    expect(error).toMatchObject({ code: 'TIMEOUT', timeoutMs: 60 });
    expect(error.message).toContain('within 60 ms');
  });

  test('a fetch of one’s own that ignores its signal is timed out all the same', async () => {
    const paradime = new Paradime({
      endpoint: 'https://a.example',
      credentials,
      timeoutMs: 30,
      retry: false,
      fetch: () => new Promise(() => {}),
    });
    await expect(paradime.customIntegrations.list()).rejects.toBeInstanceOf(TimeoutError);
  });
});

describe('configuration', () => {
  const withEndpoint = (endpoint: string) => () => new Paradime({ endpoint, credentials });

  test.each([
    ['not a url', /not a URL/],
    ['http://api.paradime.io/api/v1/company-token/graphql', /unencrypted/],
    ['http://127.evil.example/graphql', /unencrypted/],
    ['http://localhost.evil.example/graphql', /unencrypted/],
    ['ftp://127.0.0.1/graphql', /unencrypted/],
    ['http://evillocalhost/graphql', /unencrypted/],
    ['http://127.0.0.1.evil.example/graphql', /unencrypted/],
    ['https://:pass@api.paradime.io/graphql', /user name or password/],
    ['https://user:pass@api.paradime.io/graphql', /user name or password/],
  ])('the endpoint %s', (endpoint, message) => {
    expect(withEndpoint(endpoint)).toThrow(ConfigurationError);
    expect(withEndpoint(endpoint)).toThrow(message);
    expect(withEndpoint(endpoint)).not.toThrow(/company-token|pass@/);
  });

  test.each([
    'http://localhost:1/a',
    'http://127.0.0.1/a',
    'http://127.9.9.9/a',
    'http://[::1]:1/a',
    'https://a.example/b',
  ])('the endpoint %s will do', (endpoint) => {
    expect(withEndpoint(endpoint)).not.toThrow();
  });

  test.each([0, -1, Number.NaN, 2 ** 31, Number.POSITIVE_INFINITY])('timeoutMs: %d', (timeoutMs) => {
    expect(() => new Paradime({ endpoint: 'https://a.example', credentials, timeoutMs })).toThrow(/timeoutMs/);
  });

  test('a document that cannot be run', async () => {
    const { parse } = await import('graphql');
    const paradime = new Paradime({ endpoint: 'https://a.example', credentials });
    await expect(paradime.execute(parse('{ a } query B { b }'), {})).rejects.toThrow(
      /exactly one operation \(it has 2\)/,
    );
    await expect(paradime.execute(parse('fragment F on A { a }'), {})).rejects.toThrow(
      /exactly one operation \(it has 0\)/,
    );
    await expect(paradime.execute(parse('subscription { a }'), {})).rejects.toMatchObject({ code: 'CONFIGURATION' });
    await expect(paradime.execute('{ a }' as never, {})).rejects.toThrow(/Not a GraphQL document/);
  });

  test('no options', () => {
    expect(() => new Paradime(undefined as never)).toThrow(ConfigurationError);
  });

  test('a browser is refused unless it is allowed', () => {
    Object.assign(globalThis, { window: {}, document: {} });
    try {
      expect(withEndpoint('https://a.example')).toThrow(/browser/);
      expect(
        () => new Paradime({ endpoint: 'https://a.example', credentials, dangerouslyAllowBrowser: true }),
      ).not.toThrow();
    } finally {
      Reflect.deleteProperty(globalThis, 'window');
      Reflect.deleteProperty(globalThis, 'document');
    }
  });
});
