import { getEventListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type Credentials,
  ListCustomIntegrationsDocument,
  Paradime,
  type ParadimeEvent,
  UpdateCustomIntegrationDocument,
} from 'paradime-integrations';
import { expect, test } from 'vitest';
import { startApi, startServer } from './support/server.js';

const credentials = { apiKey: 'key-1', apiSecret: 'secret-1' };
const emptyList = { listCustomIntegrations: { ok: true, integrations: [] } };

test('queries and mutations are posted, serialised as they are given', async () => {
  await using server = await startApi({ ...emptyList, updateCustomIntegration: { ok: true } });
  const paradime = new Paradime({ endpoint: server.endpoint, credentials });
  await paradime.execute(ListCustomIntegrationsDocument);
  await paradime.execute(UpdateCustomIntegrationDocument, { name: 'b', integrationUid: 'a' });
  expect(server.received.map(({ method }) => method)).toStrictEqual(['POST', 'POST']);
  const [query, mutation] = server.received.map(({ body }) => JSON.parse(body));
  expect(query).toMatchObject({ operationName: 'ListCustomIntegrations', variables: {} });
  expect(mutation.operationName).toBe('UpdateCustomIntegration');
  expect(Object.keys(mutation.variables)).toStrictEqual(['name', 'integrationUid']);
});

test('equal queries in flight are requests of their own: aborting one leaves the other', async () => {
  const controller = new AbortController();
  await using server = await startServer(async (_received, response) => {
    if (server.received.length === 2) controller.abort('enough');
    await delay(50);
    response.end(JSON.stringify({ data: emptyList }));
  });
  const { customIntegrations } = new Paradime({ endpoint: server.endpoint, credentials });
  const aborted = customIntegrations.list({ signal: controller.signal });
  const kept = customIntegrations.list();
  await expect(aborted).rejects.toBe('enough');
  await expect(kept).resolves.toStrictEqual([]);
  expect(server.received).toHaveLength(2);
});

test('an abort rejects with the reason of the signal, ends the request and leaves nothing behind', async () => {
  let closed: () => void = () => {};
  const requestClosed = new Promise<void>((resolve) => {
    closed = resolve;
  });
  await using server = await startServer((_received, response) => {
    response.write('{"data":'); // The signal covers the whole body.
    response.on('close', closed);
  });
  const { customIntegrations } = new Paradime({ endpoint: server.endpoint, credentials });
  const controller = new AbortController();
  const reason = new Error('no longer needed');
  const call = customIntegrations.list({ signal: controller.signal });
  setTimeout(() => controller.abort(reason), 30);
  await expect(call).rejects.toBe(reason);
  await requestClosed;
  expect(getEventListeners(controller.signal, 'abort')).toStrictEqual([]);
});

test('a signal that is aborted already: nothing is sent', async () => {
  await using server = await startApi(emptyList);
  const { customIntegrations } = new Paradime({ endpoint: server.endpoint, credentials });
  const call = customIntegrations.list({ signal: AbortSignal.abort(null) });
  await expect(call).rejects.toBeNull();
  expect(server.received).toStrictEqual([]);
});

test('a call that succeeds leaves no listener behind', async () => {
  await using server = await startApi(emptyList);
  const { signal } = new AbortController();
  await new Paradime({ endpoint: server.endpoint, credentials }).customIntegrations.list({ signal });
  expect(getEventListeners(signal, 'abort')).toStrictEqual([]);
});

test('a listener that throws changes nothing: its error surfaces as an uncaught one', async () => {
  await using server = await startApi(emptyList);
  const uncaught: unknown[] = [];
  const before = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  process.on('uncaughtException', (error) => uncaught.push(error));
  try {
    const cause = new Error('a bug in a listener');
    const onEvent = () => {
      throw cause;
    };
    const { customIntegrations } = new Paradime({ endpoint: server.endpoint, credentials, onEvent });
    expect(await customIntegrations.list()).toStrictEqual([]);
    expect(uncaught).toStrictEqual([cause, cause]);
  } finally {
    process.removeAllListeners('uncaughtException');
    for (const listener of before) process.on('uncaughtException', listener);
  }
});

test('the end of a request that fails tells why', async () => {
  const events: ParadimeEvent[] = [];
  await using server = await startServer((_received, response) => {
    response.writeHead(400).end();
  });
  const onEvent = (event: ParadimeEvent) => events.push(event);
  const { customIntegrations } = new Paradime({ endpoint: server.endpoint, credentials, onEvent });
  await expect(customIntegrations.list()).rejects.toThrow();
  expect(events.at(-1)).toMatchObject({ type: 'request-end', status: 400, error: { code: 'HTTP' } });
});

test('connections are kept', async () => {
  const sockets = new Set<unknown>();
  await using server = await startServer((_received, response, request) => {
    sockets.add(request.socket);
    response.end(JSON.stringify({ data: emptyList }));
  });
  const { customIntegrations } = new Paradime({ endpoint: server.endpoint, credentials });
  for (let call = 0; call < 10; call++) await customIntegrations.list();
  expect(sockets.size).toBeLessThan(3); // fetch may open a second one before the first is free again
});

test('events tell of each request, by origin', async () => {
  const events: ParadimeEvent[] = [];
  await using server = await startServer((_received, response) => {
    response.setHeader('x-request-id', 'r-1').end(JSON.stringify({ data: emptyList }));
  });
  const onEvent = (event: ParadimeEvent) => events.push(event);
  await new Paradime({ endpoint: server.endpoint, credentials, onEvent }).customIntegrations.list();
  const about = {
    operationName: 'ListCustomIntegrations',
    attempt: 1,
    origin: server.origin,
    bytes: Buffer.byteLength(server.received[0]?.body ?? ''),
    operationType: 'query',
    callId: expect.stringMatching(/^[\da-f]{16}$/),
  };
  expect(events).toMatchObject([
    { type: 'request-start', ...about },
    { type: 'request-end', ...about, status: 200, requestId: 'r-1', error: undefined },
  ]);
});

test('a fetch of one’s own is used', async () => {
  const paradime = new Paradime({
    endpoint: 'https://a.example/graphql',
    credentials,
    fetch: async () => Response.json({ data: emptyList }),
  });
  expect(await paradime.customIntegrations.list()).toStrictEqual([]);
});

test('credentials from a function are asked for once, and again once they are refused', async () => {
  let valid = 'one';
  let asked = 0;
  await using server = await startServer(({ headers }, response) => {
    response.statusCode = headers.authorization === `Bearer ${valid}` ? 200 : 401;
    response.end(JSON.stringify({ data: emptyList }));
  });
  const { customIntegrations } = new Paradime({
    endpoint: server.endpoint,
    credentials: async (): Promise<Credentials> => {
      asked++;
      await delay(5);
      return { token: valid };
    },
  });
  await customIntegrations.list();
  await customIntegrations.list();
  expect(asked).toBe(1);

  valid = 'two';
  await Promise.all([customIntegrations.list(), customIntegrations.list(), customIntegrations.list()]);
  expect(asked).toBe(2);
});

test('credentials from a function that stay refused: one more try, then the error', async () => {
  let asked = 0;
  await using server = await startServer((_received, response) => {
    response.writeHead(401).end();
  });
  const ask = () => {
    asked++;
    return { token: 'never good' };
  };
  const { customIntegrations } = new Paradime({ endpoint: server.endpoint, credentials: ask });
  await expect(customIntegrations.list()).rejects.toMatchObject({ code: 'AUTHENTICATION', attempts: 2 });
  expect([asked, server.received.length]).toStrictEqual([2, 2]);
});

test('fixed credentials that are refused: the error at once', async () => {
  await using server = await startServer((_received, response) => {
    response.writeHead(401).end();
  });
  const { customIntegrations } = new Paradime({ endpoint: server.endpoint, credentials });
  await expect(customIntegrations.list()).rejects.toMatchObject({ code: 'AUTHENTICATION', attempts: 1 });
  expect(server.received).toHaveLength(1);
});

test('a credentials function that fails: its error is the cause, and the next call asks again', async () => {
  await using server = await startApi(emptyList);
  let sealed = true;
  const { customIntegrations } = new Paradime({
    endpoint: server.endpoint,
    credentials: () => {
      if (sealed) throw new Error('vault is sealed');
      return credentials;
    },
  });
  await expect(customIntegrations.list()).rejects.toMatchObject({
    code: 'AUTHENTICATION',
    cause: { message: 'vault is sealed' },
    attempts: 0,
  });
  sealed = false;
  await expect(customIntegrations.list()).resolves.toStrictEqual([]);
});

test('credentials from a function are checked, too', async () => {
  const { customIntegrations } = new Paradime({
    endpoint: 'https://a.example',
    credentials: () => ({ token: 'with\nnewline' }),
  });
  await expect(customIntegrations.list()).rejects.toMatchObject({ code: 'CONFIGURATION' });
});

test('a credentials function that hangs can be aborted, and times out', async () => {
  const hanging = { endpoint: 'https://a.example', credentials: () => new Promise<never>(() => {}) };
  const controller = new AbortController();
  const call = new Paradime(hanging).customIntegrations.list({ signal: controller.signal });
  controller.abort('enough');
  await expect(call).rejects.toBe('enough');
  const slow = new Paradime({ ...hanging, timeoutMs: 20 }).customIntegrations.list();
  await expect(slow).rejects.toMatchObject({ code: 'TIMEOUT', timeoutMs: 20, attempts: 0 });
});
