import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { custom, dbt, defineIntegration, native, Paradime } from 'paradime-integrations';
import { type Sandbox, startSandbox } from 'paradime-integrations/sandbox';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { inspectionOf, send } from './support/inspection.js';
import { metabase, questions } from './support/metabase.js';
import { withPackage } from './support/package.js';
import { start } from './support/program.js';

const orders = metabase.node('Model', {
  name: 'Orders',
  database: 'wh',
  schema: 'marts',
  table: 'orders',
  fields: [{ name: 'id', type: 'column', dataType: 'int' }],
  upstream: [dbt({ schema: 'marts', table: 'orders' })],
});
const revenue = metabase.node('Question', {
  name: 'Revenue',
  owner: 'finance',
  tags: ['daily', 'board'],
  createdAt: '2024-05-01T09:00:00Z',
  upstream: [orders, metabase.ref('Model', 'Gone')],
});
const sales = metabase.node('Dashboard', {
  name: 'Sales',
  upstream: [revenue, native('TableauWorkbook', { name: 'Plan' })],
});

async function publish(sandbox: Sandbox, ...args: Parameters<Paradime['publish']>): Promise<string> {
  const { integration } = await new Paradime(sandbox).publish(...args);
  return integration.uid;
}

describe('the data of the sandbox', () => {
  test('lists integrations, published or only registered', async () => {
    await using sandbox = await startSandbox();
    const { overview } = inspectionOf(sandbox.url);
    expect(await overview()).toStrictEqual({ integrations: [], requests: [] });
    const uid = await publish(sandbox, metabase, [orders, revenue, sales]);
    const paradime = new Paradime(sandbox);
    const other = await paradime.customIntegrations.upsert({ ...metabase, name: 'Old' });
    await paradime.customIntegrations.update(other.integration.uid, { active: false });
    expect((await overview()).integrations).toStrictEqual([
      { uid, name: 'Metabase', isActive: true, isPublished: true, nodeCount: 3 },
      { uid: other.integration.uid, name: 'Old', isActive: false, isPublished: true, nodeCount: 0 },
    ]);
    expect(await inspectionOf(sandbox.url).lineage('none')).toBeNull();
  });

  test('has lineage as a graph with issues', async () => {
    await using sandbox = await startSandbox();
    const uid = await publish(sandbox, metabase, [orders, revenue, sales]);
    const { nodes, edges, issues, nodeTypes, problems } = (await inspectionOf(sandbox.url).lineage(uid)) ?? {};
    const label = new Map(nodes?.map((node) => [node.id, node.label]));
    expect(nodes?.map(({ role, label, nodeType, kind }) => [role, label, nodeType, kind]).toSorted()).toStrictEqual([
      ['MISSING', 'Gone', 'Model', null],
      ['NATIVE', 'Plan', 'TableauWorkbook', null],
      ['NODE', 'Orders', 'Model', 'DATASOURCE'],
      ['NODE', 'Revenue', 'Question', 'CHART'],
      ['NODE', 'Sales', 'Dashboard', 'DASHBOARD'],
      ['TABLE', 'marts.orders', null, null],
    ]);
    expect(edges?.map(({ from, to }) => `${label.get(from)} > ${label.get(to)}`).toSorted()).toStrictEqual([
      'Gone > Revenue',
      'Orders > Revenue',
      'Plan > Sales',
      'Revenue > Sales',
      'marts.orders > Orders',
    ]);
    const [first] = issues ?? [];
    expect(issues).toHaveLength(1);
    expect([first?.severity, first?.code, first?.location]).toStrictEqual(['WARNING', 'dangling-reference', null]);
    expect(first?.path).toMatch(/^upstream\[\d\]$/);
    expect(label.get(`${first?.nodeId}`)).toBe('Revenue');
    expect(nodeTypes).toStrictEqual([
      { name: 'Model', icon: 'database', color: 'ORANGE' },
      { name: 'Question', icon: 'pie-chart', color: 'TEAL' },
      { name: 'Dashboard', icon: null, color: null },
    ]);
    expect(problems).toStrictEqual([]);
  });

  test('has the details of a node', async () => {
    await using sandbox = await startSandbox();
    const uid = await publish(sandbox, metabase, [orders, revenue, sales]);
    const { lineage, node } = inspectionOf(sandbox.url);
    const { nodes = [] } = (await lineage(uid)) ?? {};
    const detail = (label: string) => node(uid, `${nodes.find((one) => one.label === label)?.id}`);
    const sent = sandbox.nodes(uid).find(({ name }) => name === 'Revenue');
    const { wire, ...shown } = (await detail('Revenue')) ?? { wire: null };
    expect(shown).toStrictEqual({
      id: nodes.find(({ label }) => label === 'Revenue')?.id,
      kind: 'CHART',
      nodeType: 'Question',
      name: 'Revenue',
      stableId: sent?.stableId,
      attributes: [
        { name: 'createdAt', value: '2024-05-01T09:00:00.000Z' },
        { name: 'owner', value: 'finance' },
        { name: 'tags', value: 'daily, board' },
      ],
      fields: [],
    });
    const { kind: _, ...wireForm } = sent ?? { kind: undefined };
    expect(JSON.parse(`${wire}`)).toStrictEqual(wireForm);
    expect(wire).toContain('\n  "');
    expect((await detail('Orders'))?.fields).toStrictEqual([
      { name: 'id', description: null, type: 'column', dataType: 'int' },
    ]);
    expect(await detail('marts.orders')).toBeNull();
    expect(await node(uid, 'n99')).toBeNull();
  });

  test('lists the latest 200 requests, latest first, without those of the page itself', async () => {
    await using sandbox = await startSandbox();
    const { customIntegrations } = new Paradime(sandbox);
    for (let count = 0; count < 201; count++) await customIntegrations.list();
    await fetch(sandbox.endpoint, { method: 'POST', body: 'no JSON' });
    const { overview } = inspectionOf(sandbox.url);
    await overview();
    const { requests } = await overview();
    expect(requests).toHaveLength(200);
    expect(requests[0]).toMatchObject({ operationName: null, status: 401, bytes: 7 });
    expect(requests[1]).toMatchObject({ operationName: 'ListCustomIntegrations', status: 200 });
    expect(requests[1]?.startedAt).toMatch(/^\d{4}-\d{2}-\d{2}T.*Z$/);
    expect(sandbox.requests()).toHaveLength(202);
  });

  test('is not affected by faults, latency or the limit on request bodies', async () => {
    const faults = [{ effect: { type: 'reset' } }] as const;
    await using sandbox = await startSandbox({ faults, latencyMs: 30_000, maxBodyBytes: 1 });
    expect(await inspectionOf(sandbox.url).overview()).toStrictEqual({ integrations: [], requests: [] });
  });

  test('can hold 5,000 nodes with 15,000 edges', { timeout: 30_000 }, async () => {
    await using sandbox = await startSandbox();
    const nodes = Array.from({ length: 5_000 }, (_, index) =>
      metabase.node('Question', {
        name: `Question ${index}`,
        upstream: Array.from({ length: index > 3 ? 3 : 0 }, (_, back) =>
          metabase.ref('Question', `Question ${index - 1 - back}`),
        ),
      }),
    );
    const uid = await publish(sandbox, metabase, nodes, { batch: { initial: 500 } });
    const { lineage, node } = inspectionOf(sandbox.url);
    expect((await lineage(uid))?.edges).toHaveLength(3 * 4_996);
    expect((await node(uid, 'n4999'))?.name).toBe('Question 4999');
  });
});

describe('nodes of other integrations', () => {
  const airflow = defineIntegration({ name: 'Airflow', nodeTypes: { Task: { kind: 'datasource' } } });
  const load = airflow.node('Task', { name: 'load', id: 'task-1' });
  const reading = (reference: Parameters<typeof custom>[0]) => [
    metabase.node('Question', { name: 'Revenue', upstream: [custom(reference)] }),
  ];
  const ends = async (sandbox: Sandbox, uid: string) =>
    (await inspectionOf(sandbox.url).lineage(uid))?.nodes
      .filter(({ role }) => role !== 'NODE')
      .map(({ role, integration, integrationUid }) => [role, integration, integrationUid]);

  test('are found once their integration is published, and missing when it no longer has them', async () => {
    await using sandbox = await startSandbox();
    const uid = await publish(sandbox, metabase, reading({ integration: 'Airflow', nodeType: 'Task', name: 'load' }));
    expect(await ends(sandbox, uid)).toStrictEqual([['CUSTOM', 'Airflow', null]]);
    const other = await publish(sandbox, airflow, [load]);
    expect(await ends(sandbox, uid)).toStrictEqual([['CUSTOM', 'Airflow', other]]);
    await publish(sandbox, airflow, [airflow.node('Task', { name: 'extract' })]);
    expect(await ends(sandbox, uid)).toStrictEqual([['MISSING', 'Airflow', other]]);
  });

  test('are found by uid, and by id before name', async () => {
    await using sandbox = await startSandbox();
    const other = await publish(sandbox, airflow, [load]);
    const task = { integration: { uid: other }, nodeType: 'Task' };
    const endsOf = async (node: { readonly name: string; readonly id?: string }) =>
      ends(sandbox, await publish(sandbox, metabase, reading({ ...task, ...node })));
    expect(await endsOf({ name: 'load' })).toStrictEqual([['CUSTOM', 'Airflow', other]]);
    expect(await endsOf({ name: 'formerly named so', id: 'task-1' })).toStrictEqual([['CUSTOM', 'Airflow', other]]);
    expect(await endsOf({ name: 'load', id: 'task-2' })).toStrictEqual([['MISSING', 'Airflow', other]]);
  });

  test('are those of the active one of two integrations with the same name', async () => {
    await using sandbox = await startSandbox();
    const { customIntegrations } = new Paradime(sandbox);
    const nodeTypes = [{ nodeType: 'Task' }];
    const first = await customIntegrations.create({ name: 'Airflow', nodeTypes });
    await customIntegrations.update(first.uid, { active: false });
    const second = await customIntegrations.create({ name: 'Airflow', nodeTypes });
    const uid = await publish(sandbox, metabase, reading({ integration: 'Airflow', nodeType: 'Task', name: 'load' }));
    expect(await ends(sandbox, uid)).toStrictEqual([['MISSING', 'Airflow', second.uid]]);
  });

  test('are looked up when there are thousands of each', { timeout: 30_000 }, async () => {
    await using sandbox = await startSandbox();
    const names = Array.from({ length: 8_000 }, (_, index) => `task ${index}`);
    await publish(
      sandbox,
      airflow,
      names.map((name) => airflow.node('Task', { name })),
    );
    const upstream = names.map((name) => custom({ integration: 'Airflow', nodeType: 'Task', name: `${name}?` }));
    const uid = await publish(sandbox, metabase, [metabase.node('Question', { name: 'All', upstream })]);
    expect(await ends(sandbox, uid)).toHaveLength(names.length);
  });
});

describe('revision', () => {
  afterEach(() => void vi.useRealTimers());

  test('waits for a change', async () => {
    await using sandbox = await startSandbox();
    const { revision } = inspectionOf(sandbox.url);
    const first = await revision();
    expect(await revision()).toBe(first);
    expect(await revision(first - 1)).toBe(first);
    let isAnswered = false;
    const next = revision(first).finally(() => {
      isAnswered = true;
    });
    await delay(100);
    expect(isAnswered).toBe(false);
    await new Paradime(sandbox).customIntegrations.upsert(metabase);
    expect(await next).toBeGreaterThan(first);
  });

  test('answers the same after 20 seconds without a change', async () => {
    await using sandbox = await startSandbox();
    const { revision } = inspectionOf(sandbox.url);
    const first = await revision();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: false });
    const next = revision(first);
    while (vi.getTimerCount() === 0) await new Promise((resolve) => setImmediate(resolve));
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await next).toBe(first);
  });

  test('does not keep the sandbox from closing', async () => {
    const sandbox = await startSandbox();
    const { revision } = inspectionOf(sandbox.url);
    const cut = expect(revision(await revision())).rejects.toThrow(/socket hang up|ECONNRESET/);
    await delay(50);
    await sandbox.close();
    await cut;
  });
});

describe('access', () => {
  const query = JSON.stringify({ query: '{ integrations { uid } }' });
  const ask = (
    sandbox: Sandbox,
    headers: Readonly<Record<string, string>>,
    { method = 'POST', path = '/sandbox/graphql', body = query } = {},
  ) =>
    send(sandbox.url, {
      path,
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(method === 'POST' && { body }),
    });

  test('is granted under the names of the loopback interface, and to pages of the sandbox', async () => {
    await using sandbox = await startSandbox();
    const { port } = new URL(sandbox.url);
    for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
      const host = `${name}:${port}`;
      expect((await ask(sandbox, { host })).status).toBe(200);
      expect((await ask(sandbox, { host, origin: `http://${host}` })).status).toBe(200);
      expect((await ask(sandbox, { host }, { method: 'GET', path: '/' })).status).toBe(200);
    }
  });

  test('is refused under another name, which another site may have resolved to this machine', async () => {
    await using sandbox = await startSandbox();
    const { port } = new URL(sandbox.url);
    for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1', `127.0.0.1:${port}.evil.example`]) {
      const { status, text } = await ask(sandbox, { host });
      expect([host, status, JSON.parse(text).data]).toStrictEqual([host, 403, undefined]);
      for (const path of ['/', '/explorer.js', '/explorer.css']) {
        expect((await ask(sandbox, { host }, { method: 'GET', path })).status).toBe(403);
      }
    }
  });

  test('is refused to pages of another site', async () => {
    await using sandbox = await startSandbox();
    const { origin } = new URL(sandbox.url);
    const foreign = ['https://evil.example', 'null', origin.replace('http:', 'https:'), 'http://127.0.0.1:1', ''];
    for (const other of foreign) {
      const { status, headers } = await ask(sandbox, { origin: other });
      expect([other, status]).toStrictEqual([other, 403]);
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toStrictEqual([]);
    }
    const preflight = await ask(
      sandbox,
      { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
      { method: 'OPTIONS' },
    );
    expect(preflight.status).toBe(403);
  });

  test('needs POST and JSON, which a form on another site cannot send', async () => {
    await using sandbox = await startSandbox();
    const get = await ask(sandbox, {}, { method: 'GET', path: '/sandbox/graphql?query={integrations{uid}}' });
    expect([get.status, get.headers['allow']]).toStrictEqual([405, 'POST']);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', '']) {
      expect((await ask(sandbox, { 'content-type': type })).status).toBe(415);
    }
    expect((await ask(sandbox, { 'content-type': 'application/json; charset=utf-8' })).status).toBe(200);
  });

  test('is refused to large bodies', async () => {
    await using sandbox = await startSandbox();
    const body = JSON.stringify({ query: `{ integrations { uid } } #${'x'.repeat(200_000)}` });
    expect((await ask(sandbox, {}, { body })).status).toBe(413);
  });

  test('is read-only', async () => {
    await using sandbox = await startSandbox();
    const uid = await publish(sandbox, metabase, questions(1));
    for (const mutation of [
      'mutation { revision }',
      `mutation { updateCustomIntegration(integrationUid: "${uid}", active: false) { ok } }`,
      'subscription { revision }',
    ]) {
      const { text } = await ask(sandbox, {}, { body: JSON.stringify({ query: mutation }) });
      const { data, errors } = JSON.parse(text);
      expect(data ?? null).toBeNull();
      expect(errors).toHaveLength(1);
    }
    expect(sandbox.integrations()[0]?.isActive).toBe(true);
    const { text } = await ask(
      sandbox,
      {},
      {
        body: JSON.stringify({
          query: '{ __schema { queryType { name } mutationType { name } subscriptionType { name } } }',
        }),
      },
    );
    expect(JSON.parse(text).data.__schema).toStrictEqual({
      queryType: { name: 'Query' },
      mutationType: null,
      subscriptionType: null,
    });
  });

  test('never reveals a credential', async () => {
    const credentials = { apiKey: 'key-4711', apiSecret: 'secret-4711', workspaceUid: 'workspace-4711' };
    await using sandbox = await startSandbox({ credentials });
    const uid = await publish(sandbox, metabase, [orders, revenue]);
    await fetch(sandbox.endpoint, { method: 'POST', headers: { 'X-API-KEY': 'wrong-4711' }, body: '{}' });
    const { overview, lineage, node, revision } = inspectionOf(sandbox.url);
    const answers = [await overview(), await lineage(uid), await node(uid, 'n0'), await revision()];
    for (const path of ['/', '/explorer.js', '/explorer.css']) {
      const { text, headers } = await send(sandbox.url, { path });
      expect(JSON.stringify([text, headers])).not.toContain('4711');
    }
    expect(JSON.stringify(answers)).not.toContain('4711');
  });

  test('continues after a client disconnects in the middle of a request, here and at the API', async () => {
    await using sandbox = await startSandbox();
    await sendHalf(new URL('/sandbox/graphql', sandbox.url));
    await sendHalf(new URL(sandbox.endpoint));
    expect((await ask(sandbox, {})).status).toBe(200);
    expect(await new Paradime(sandbox).customIntegrations.list()).toStrictEqual([]);
    expect(sandbox.requests()).toHaveLength(2);
  });
});

/** Sends the beginning of a request, then closes the connection. */
async function sendHalf({ host, hostname, port, pathname }: URL): Promise<void> {
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write(
    `POST ${pathname} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{`,
  );
  await delay(50);
  socket.destroy();
  await delay(50);
}

describe('the page', () => {
  const built = {
    'index.html': '<!doctype html><head><script type="module" src="./explorer.js"></script></head>',
    'explorer.js': 'document.title = "é";',
    'explorer.css': 'body { margin: 0 }',
    'licenses.md': '# Licenses',
  };

  async function withSandbox<T>(program: string, use: (url: string) => Promise<T>): Promise<T> {
    const { child, ended, until } = start(['sandbox', '--json'], { program });
    try {
      return await use(JSON.parse(await until(/\n/)).url);
    } finally {
      child.kill('SIGINT');
      await ended;
    }
  }

  test('is served with its two files, and may load nothing else', async () => {
    await withPackage(built, (main) =>
      withSandbox(main, async (url) => {
        const page = await send(url);
        expect(page.text).toContain('src="./explorer.js"');
        const script = await send(url, { path: '/explorer.js' });
        const style = await send(url, { path: '/explorer.css?v=1' });
        expect([script.text, style.text]).toStrictEqual([built['explorer.js'], built['explorer.css']]);
        expect([page, script, style].map(({ headers }) => headers['content-type'])).toStrictEqual([
          'text/html; charset=utf-8',
          'text/javascript; charset=utf-8',
          'text/css; charset=utf-8',
        ]);
        for (const { status, headers } of [page, script, style]) {
          expect(status).toBe(200);
          expect(headers).toMatchObject({
            'cache-control': 'no-store',
            'cross-origin-resource-policy': 'same-origin',
            'referrer-policy': 'no-referrer',
            'x-content-type-options': 'nosniff',
          });
          const policy = `${headers['content-security-policy']}`.split('; ');
          for (const rule of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'"]) {
            expect(policy).toContain(rule);
          }
          expect(policy).toContain("frame-ancestors 'none'");
        }
        expect((await send(url, { path: '/index.html' })).status).toBe(404);
        expect((await send(url, { path: '/../package.json' })).status).toBe(404);
      }),
    );
  });

  test('is plain text if it has not been built, and says how to build it', async () => {
    await withPackage({}, (main) =>
      withSandbox(main, async (url) => {
        const { status, headers, text } = await send(url);
        expect([status, headers['content-type']]).toStrictEqual([200, 'text/plain; charset=utf-8']);
        expect(text).toContain('/api/v1/sandbox-company/graphql');
        expect(text).toContain('npm run build');
        expect((await send(url, { path: '/explorer.js' })).status).toBe(404);
        expect(await inspectionOf(url).overview()).toMatchObject({ integrations: [] });
      }),
    );
  });
});
