// Servers, proxies and `fetch` implementations that answer otherwise than any GraphQL server should.

import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { ListCustomIntegrationsDocument, Paradime } from 'paradime-integrations';
import { describe, expect, test } from 'vitest';
import { metabase, questions } from './support/metabase.js';
import { startApi, startServer, startServerWith } from './support/server.js';

const credentials = { apiKey: 'key', apiSecret: 'secret' };
const retry = { maxAttempts: 2, initialDelayMs: 1 };

function publishTo(endpoint: string, options: object = {}) {
  const paradime = new Paradime({ endpoint, credentials, retry });
  return paradime.publishNodes('uid', questions(25), { batch: { initial: 10 }, maxRestarts: 0, ...options });
}

describe('an answer to nodes', () => {
  test.each([
    ['no snapshotId', { ok: true }],
    ['a snapshotId that is null', { ok: true, snapshotId: null }],
    ['a snapshotId that is not a number', { ok: true, snapshotId: { toString: 1 } }],
    ['a snapshotId with a fraction', { ok: true, snapshotId: 1.5 }],
  ])('with %s ends the publication', async (_, addCustomIntegrationNodes) => {
    await using server = await startApi({ addCustomIntegrationNodes });
    const cause = { code: 'PROTOCOL', message: 'The response to AddCustomIntegrationNodes has no snapshotId.' };
    await expect(publishTo(server.endpoint)).rejects.toMatchObject({ code: 'PUBLISH', committed: 'no', cause });
    expect(server.received).toHaveLength(1);
  });

  test('that is nested more deeply than the stack may hide a commit', async () => {
    const depth = 100_000;
    const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    const body = `{"data":{"addCustomIntegrationNodes":{"ok":true,"snapshotId":1}},"errors":[{"message":"late","extensions":{"deep":${deep}}}]}`;
    await using server = await startServerWith(200, body);
    const failure = publishTo(server.endpoint, { batch: { initial: 100 } });
    await expect(failure).rejects.toMatchObject({ code: 'PUBLISH', committed: 'unknown' });
  });
});

describe('a list of integrations', () => {
  test.each([
    ['is left out', { ok: true }],
    ['is not a list', { ok: true, integrations: 5 }],
    ['has an entry that is null', { ok: true, integrations: [null] }],
    ['has an entry without a uid', { ok: true, integrations: [{ name: 'Metabase', isActive: true }] }],
    ['has an entry with an empty uid', { ok: true, integrations: [{ uid: '', name: 'Metabase', isActive: true }] }],
  ])('that %s is a protocol error', async (_, listCustomIntegrations) => {
    await using server = await startApi({ listCustomIntegrations });
    const paradime = new Paradime({ endpoint: server.endpoint, credentials, retry: false });
    await expect(paradime.publish(metabase, questions(1))).rejects.toMatchObject({ code: 'PROTOCOL' });
  });

  test('with node types that are not a list is taken without them', async () => {
    const integrations = [{ uid: 'u', name: 'Metabase', isActive: true, nodeTypes: 5 }];
    await using server = await startApi({ listCustomIntegrations: { ok: true, integrations } });
    const paradime = new Paradime({ endpoint: server.endpoint, credentials });
    await expect(paradime.customIntegrations.list()).resolves.toMatchObject([{ uid: 'u', nodeTypes: [] }]);
  });
});

test('a `fetch` whose answers have no headers and no body is enough', async () => {
  const answer = {
    ok: true,
    status: 200,
    text: async () => '{"data":{"listCustomIntegrations":{"ok":true,"integrations":[]}}}',
  };
  const { fetch }: { fetch: typeof globalThis.fetch } = Object({ fetch: async () => answer });
  const paradime = new Paradime({ endpoint: 'https://example.com/graphql', credentials, fetch });
  await expect(paradime.execute(ListCustomIntegrationsDocument)).resolves.toMatchObject({ listCustomIntegrations: {} });
});

test('whatever fails while an answer is read counts as if the request may have been carried out', async () => {
  const headers = {
    get: () => {
      throw new TypeError('no headers here');
    },
  };
  const answer = {
    ok: true,
    status: 200,
    headers,
    text: async () => '{"data":{"addCustomIntegrationNodes":{"ok":true,"snapshotId":1}}}',
  };
  const { fetch }: { fetch: typeof globalThis.fetch } = Object({ fetch: async () => answer });
  const paradime = new Paradime({ endpoint: 'https://example.com/graphql', credentials, fetch, retry });
  const failure = paradime.publishNodes('uid', questions(1), { maxRestarts: 0 });
  await expect(failure).rejects.toMatchObject({ code: 'PUBLISH', committed: 'unknown', cause: { code: 'PROTOCOL' } });
});

test('an answer that unfolds to more than 6 MiB is not read to its end', async () => {
  const bomb = gzipSync(Buffer.alloc(200_000_000));
  await using server = await startServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(bomb);
  });
  const before = process.memoryUsage().rss;
  const failure = new Paradime({ endpoint: server.endpoint, credentials, retry: false }).customIntegrations.list();
  await expect(failure).rejects.toMatchObject({ code: 'PROTOCOL', message: /more than 6291456 bytes/ });
  expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
});

describe('Retry-After', () => {
  test.each(['foo 5', 'soon', '5 minutes'])('%j does not say that a commit was not processed', async (value) => {
    await using server = await startServerWith(503, '', { 'retry-after': value });
    const failure = publishTo(server.endpoint, { batch: { initial: 100 } });
    await expect(failure).rejects.toMatchObject({ committed: 'unknown' });
  });
});

describe('a connection that was never made', () => {
  test('because the port is one that fetch refuses', async () => {
    const paradime = new Paradime({ endpoint: 'http://127.0.0.1:6000/graphql', credentials, retry: false });
    await expect(paradime.customIntegrations.list()).rejects.toMatchObject({ code: 'NETWORK', isUnsent: true });
  });

  test('because the server ends the TLS handshake', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const paradime = new Paradime({ endpoint: `https://127.0.0.1:${port}/graphql`, credentials, retry: false });
    await expect(paradime.customIntegrations.list()).rejects.toMatchObject({ code: 'NETWORK', isUnsent: true });
    server.close();
  });
});

test('logos may be larger than any other answer', async () => {
  const integrations = [
    { uid: 'u', name: 'Metabase', isActive: true, logoBase64: 'A'.repeat(7_000_000), nodeTypes: [] },
  ];
  await using server = await startApi({ listCustomIntegrations: { ok: true, integrations } });
  const { customIntegrations } = new Paradime({ endpoint: server.endpoint, credentials, retry: false });
  await expect(customIntegrations.list({ includeLogo: true })).resolves.toHaveLength(1);
  await expect(customIntegrations.list()).rejects.toMatchObject({ code: 'PROTOCOL' });
});
