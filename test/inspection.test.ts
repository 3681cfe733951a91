import { cpSync, mkdtempSync, symlinkSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { dbt, defineIntegration, Paradime } from 'paradime-integrations';
import { type Sandbox, startSandbox } from 'paradime-integrations/sandbox';
import { describe, expect, test } from 'vitest';
import {
  IntegrationsDocument,
  LineageDocument,
  NodeDetailDocument,
  RevisionDocument,
} from '../src/generated/sandbox.js';
import { metabase } from './support/metabase.js';

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends a request as it is: `fetch` lets nobody choose the Host. */
function send(
  sandbox: Sandbox,
  { method = 'POST', path = '/sandbox/graphql', headers, body }: Sent,
): Promise<Received> {
  const { port } = new URL(sandbox.url);
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, method, path, headers: { 'content-type': 'application/json', ...headers } },
      (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      },
    );
    sent.on('error', reject);
    sent.end(body === undefined ? '' : JSON.stringify(body));
  });
}

/** Asks as the page does. */
async function ask<Data>(
  sandbox: Sandbox,
  document: { readonly __apiType?: (variables: never) => Data; readonly definitions: unknown },
  variables: object = {},
): Promise<Data> {
  const { print } = await import('graphql');
  const { status, text } = await send(sandbox, { body: { query: print(document as never), variables } });
  expect(status).toBe(200);
  const { data, errors } = JSON.parse(text);
  expect(errors).toBeUndefined();
  return data;
}

const airflow = defineIntegration({ name: 'Airflow', nodeTypes: { Dag: { kind: 'dashboard', icon: 'flows' } } });
const load = airflow.node('Dag', { name: 'load' });
const orders = metabase.node('Model', {
  name: 'Orders',
  createdAt: new Date('2026-01-02T03:04:05Z'),
  schema: 'public',
  fields: [{ name: 'id', type: 'column' }],
  upstream: [
    dbt({ schema: 'marts', table: 'orders' }),
    load,
    airflow.ref('Dag', 'gone'),
    metabase.ref('Model', 'Lost'),
  ],
});
const revenue = metabase.node('Question', { name: 'Revenue', owner: 'finance', tags: ['a', 'b'], upstream: [orders] });

async function publishedSandbox(): Promise<Sandbox> {
  const sandbox = await startSandbox();
  const paradime = new Paradime(sandbox);
  await paradime.publish(airflow, [load]);
  await paradime.publish(metabase, [orders, revenue]);
  return sandbox;
}

async function uidOf(sandbox: Sandbox, name: string): Promise<string> {
  const { integrations } = await ask(sandbox, IntegrationsDocument);
  return integrations.find((integration) => integration.name === name)?.uid ?? '';
}

describe('what the sandbox tells about itself', () => {
  test('its integrations, and the requests it saw, the latest first', async () => {
    await using sandbox = await publishedSandbox();
    const { integrations, requests } = await ask(sandbox, IntegrationsDocument);
    expect(integrations).toMatchObject([
      { name: 'Airflow', isActive: true, isPublished: true, nodeCount: 1 },
      { name: 'Metabase', isActive: true, isPublished: true, nodeCount: 2 },
    ]);
    expect(requests).toHaveLength(sandbox.requests().length);
    expect(requests[0]).toMatchObject({ operationName: 'AddCustomIntegrationNodes', status: 200 });
    expect(Date.parse(requests[0]?.startedAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
  });

  test('lineage, references resolved to edges: own nodes, tables, nodes elsewhere, and what is missing', async () => {
    await using sandbox = await publishedSandbox();
    const { integration } = await ask(sandbox, LineageDocument, { uid: await uidOf(sandbox, 'Metabase') });
    const airflowUid = await uidOf(sandbox, 'Airflow');
    const nodes = integration?.nodes ?? [];
    expect(nodes.map(({ role, label, integrationUid }) => [role, label, integrationUid])).toStrictEqual([
      ['NODE', 'Revenue', null],
      ['NODE', 'Orders', null],
      ['TABLE', 'marts.orders', null],
      ['CUSTOM', 'load', airflowUid],
      ['MISSING', 'gone', airflowUid],
      ['MISSING', 'Lost', null],
    ]);
    const labelOf = (id: string) => nodes.find((node) => node.id === id)?.label;
    expect(integration?.edges.map(({ from, to }) => `${labelOf(from)} > ${labelOf(to)}`).toSorted()).toStrictEqual(
      ['Lost > Orders', 'Orders > Revenue', 'gone > Orders', 'load > Orders', 'marts.orders > Orders'].toSorted(),
    );
    expect(integration?.issues).toMatchObject([
      { severity: 'WARNING', code: 'dangling-reference', path: 'upstream[3]' },
    ]);
    expect(labelOf(integration?.issues[0]?.nodeId ?? '')).toBe('Orders');
    expect(integration?.nodeTypes).toContainEqual({ name: 'Model', icon: 'database', color: 'ORANGE' });
  });

  test('a node in full, with what was sent', async () => {
    await using sandbox = await publishedSandbox();
    const uid = await uidOf(sandbox, 'Metabase');
    const { integration } = await ask(sandbox, NodeDetailDocument, { uid, id: 'n1' });
    expect(integration?.node).toMatchObject({
      kind: 'DATASOURCE',
      nodeType: 'Model',
      name: 'Orders',
      fields: [{ name: 'id', description: null, type: 'column', dataType: null }],
    });
    expect(integration?.node?.attributes).toStrictEqual([
      { name: 'createdAt', value: '2026-01-02T03:04:05.000Z' },
      { name: 'schema', value: 'public' },
    ]);
    const { kind: _, ...sent } = sandbox.nodes(uid)[1] ?? { kind: '' };
    expect(JSON.parse(integration?.node?.wire ?? '')).toStrictEqual(JSON.parse(JSON.stringify(sent)));
    const nothing = await ask(sandbox, NodeDetailDocument, { uid, id: 'x0' });
    expect(nothing.integration?.node).toBeNull();
    expect((await ask(sandbox, LineageDocument, { uid: 'none' })).integration).toBeNull();
  });

  test('a revision, which changes with what is published', async () => {
    await using sandbox = await publishedSandbox();
    const { revision } = await ask(sandbox, RevisionDocument);
    expect((await ask(sandbox, RevisionDocument, { after: revision - 1 })).revision).toBe(revision);
    const next = ask(sandbox, RevisionDocument, { after: revision });
    await new Paradime(sandbox).customIntegrations.list();
    expect((await next).revision).toBeGreaterThan(revision);
    expect(
      (await ask(sandbox, LineageDocument, { uid: await uidOf(sandbox, 'Metabase') })).integration?.nodes,
    ).toHaveLength(6);
    await new Paradime(sandbox).publish(metabase, [revenue], { checks: { ignore: ['dangling-reference'] } });
    expect(
      (await ask(sandbox, LineageDocument, { uid: await uidOf(sandbox, 'Metabase') })).integration?.nodes,
    ).toHaveLength(2);
  });

  test('close ends what waits for a change', async () => {
    const sandbox = await publishedSandbox();
    const { revision } = await ask(sandbox, RevisionDocument);
    const waiting = ask(sandbox, RevisionDocument, { after: revision }).catch(() => 'cut');
    await sandbox.close();
    expect(await waiting).toBe('cut');
  });
});

describe('who may ask', () => {
  const body = { query: '{ integrations { name } }' };

  test('this machine, by any of its names, and its own page', async () => {
    await using sandbox = await publishedSandbox();
    const { port } = new URL(sandbox.url);
    for (const host of ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${port}`)) {
      expect((await send(sandbox, { headers: { host }, body })).status).toBe(200);
      expect((await send(sandbox, { headers: { host, origin: `http://${host}` }, body })).status).toBe(200);
    }
  });

  test.each([
    ['a page of another site', { origin: 'https://evil.example' }],
    ['a page of another port', { origin: 'http://127.0.0.1:1' }],
    ['a page without an origin of its own', { origin: 'null' }],
    ['a name that was made to lead here', { host: 'evil.example' }],
    ['such a name with the port', { host: 'evil.example:PORT', origin: 'http://evil.example:PORT' }],
  ])('not %s: neither the data nor the page', async (_, foreign) => {
    await using sandbox = await publishedSandbox();
    const { port } = new URL(sandbox.url);
    const headers = Object.fromEntries(
      Object.entries(foreign).map(([name, value]) => [name, value.replaceAll('PORT', port)]),
    );
    for (const sent of [{ body }, { method: 'GET', path: '/' }, { method: 'GET', path: '/explorer.js' }]) {
      const received = await send(sandbox, { ...sent, headers });
      expect(received.status).toBe(403);
      expect(received.text).not.toContain('Metabase');
      expect(received.headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  test('nothing is changed: no mutation, no GET, no form of another site', async () => {
    await using sandbox = await publishedSandbox();
    const mutation = await send(sandbox, {
      body: { query: 'mutation { addCustomIntegration(name: "x", nodeTypes: []) { ok } }' },
    });
    expect(mutation.text).toContain('not configured to execute mutation');
    expect(JSON.parse(mutation.text).data).toBeNull();
    expect((await send(sandbox, { method: 'GET', path: '/sandbox/graphql?query={integrations{name}}' })).status).toBe(
      405,
    );
    expect((await send(sandbox, { method: 'OPTIONS' })).status).toBe(405);
    expect((await send(sandbox, { headers: { 'content-type': 'text/plain' }, body })).status).toBe(415);
    expect((await send(sandbox, { body: { query: ' '.repeat(200_000) } })).status).toBe(413);
    expect(sandbox.integrations()).toHaveLength(2);
  });

  test('no credential can be asked for, and what is asked is not among the requests', async () => {
    await using sandbox = await startSandbox({ credentials: { apiKey: 'the-key', apiSecret: 'the-secret' } });
    await new Paradime(sandbox).publish(metabase, [revenue], { checks: { ignore: ['dangling-reference'] } });
    const seen = sandbox.requests().length;
    const texts = [
      (await send(sandbox, { method: 'GET', path: '/' })).text,
      JSON.stringify(await ask(sandbox, IntegrationsDocument)),
      JSON.stringify(await ask(sandbox, LineageDocument, { uid: await uidOf(sandbox, 'Metabase') })),
      (await send(sandbox, { body: { query: '{ __schema { types { name fields { name } } } }' } })).text,
    ].join();
    expect(texts).not.toMatch(/the-key|the-secret|credential/i);
    expect(sandbox.requests()).toHaveLength(seen);
  });
});

test('a sandbox without the built page says how to build it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'unbuilt-'));
  cpSync('.test-build', join(folder, 'dist'), { recursive: true });
  for (const name of ['schema', 'src', 'package.json', 'node_modules']) symlinkSync(resolve(name), join(folder, name));
  const module: typeof import('paradime-integrations/sandbox') = await import(join(folder, 'dist/sandbox/index.js'));
  await using sandbox = await module.startSandbox();
  const { text, headers } = await send(sandbox, { method: 'GET', path: '/' });
  expect(headers['content-type']).toContain('text/plain');
  expect(text).toContain(sandbox.endpoint);
  expect(text).toContain('npm run build:explorer');
  expect((await send(sandbox, { method: 'GET', path: '/explorer.js' })).status).toBe(404);
});
