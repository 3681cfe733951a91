import { Agent, get } from 'node:http';
import { networkInterfaces } from 'node:os';
import { AddCustomIntegrationDocument, Paradime, PermissionError } from 'paradime-integrations';
import { type Sandbox, startSandbox } from 'paradime-integrations/sandbox';
import { describe, expect, test } from 'vitest';
import { send } from './support/inspection.js';
import { metabase, questions } from './support/metabase.js';

async function post(sandbox: Sandbox, body: object, headers: Record<string, string> = {}) {
  const { apiKey = '', apiSecret = '' } = sandbox.credentials;
  const response = await fetch(sandbox.endpoint, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-API-KEY': apiKey, 'X-API-SECRET': apiSecret, ...headers },
    body: JSON.stringify(body),
  });
  // biome-ignore lint/suspicious/noExplicitAny: whatever the sandbox says
  const answer: any = await response.json();
  return { status: response.status, ...answer };
}

// As Paradime's documentation prints them.
describe('requests of Paradime’s documentation', () => {
  test('addCustomIntegration with everything inline', async () => {
    await using sandbox = await startSandbox();
    const query = `
mutation {
  addCustomIntegration(
    logoUrl: "https://example.com/logo.png"
    name: "Sample Integration"
    nodeTypes: [
      {
        nodeType: "Type1"
        iconName: "icon1"
        color: CYAN
      }
      {
        nodeType: "Type2"
        iconName: "icon2"
        color: VIOLET
      }
    ]
  ) {
    ok
    integrationUid
  }
}
  `;
    const answer = await post(sandbox, { query });
    const [integration] = sandbox.integrations();
    expect(answer).toStrictEqual({
      status: 200,
      data: { addCustomIntegration: { ok: true, integrationUid: integration?.uid } },
    });
    expect(integration).toMatchObject({
      name: 'Sample Integration',
      logoUrl: 'https://example.com/logo.png',
      isActive: true,
      nodeTypes: [
        { nodeType: 'Type1', iconName: 'icon1', color: 'CYAN' },
        { nodeType: 'Type2', iconName: 'icon2', color: 'VIOLET' },
      ],
    });
  });

  test('addCustomIntegration with variables, under the type name of the documentation', async () => {
    await using sandbox = await startSandbox();
    const answer = await post(sandbox, {
      query:
        'mutation AddCustomIntegration($logoUrl: String!, $name: String!, $nodeTypes: [NodeTypeInput!]!) { addCustomIntegration(logoUrl: $logoUrl, name: $name, nodeTypes: $nodeTypes) { ok integrationUid } }',
      variables: {
        logoUrl: 'https://example.com/logo.png',
        name: 'Sample Integration',
        nodeTypes: [
          { nodeType: 'Type1', iconName: 'icon1', color: 'CYAN' },
          { nodeType: 'Type2', iconName: 'icon2', color: 'VIOLET' },
        ],
      },
    });
    expect(answer).toMatchObject({ status: 200, data: { addCustomIntegration: { ok: true } } });
    expect(answer.errors).toBeUndefined();
  });

  test('listCustomIntegrations with the logo', async () => {
    await using sandbox = await startSandbox();
    await new Paradime(sandbox).customIntegrations.upsert(metabase);
    const query =
      '{ listCustomIntegrations { ok integrations { uid name logoBase64 isActive nodeTypes { nodeType iconName color } } } }';
    const { data } = await post(sandbox, { query });
    expect(data.listCustomIntegrations).toMatchObject({
      ok: true,
      integrations: [{ name: 'Metabase', logoBase64: null }],
    });
  });
});

describe('access', () => {
  const list = { query: '{ listCustomIntegrations { ok } }' };

  test.each([
    ['no credentials', { 'X-API-KEY': '', 'X-API-SECRET': '' }, 401],
    ['a wrong secret', { 'X-API-SECRET': 'wrong' }, 401],
    ['a token that is not known', { 'X-API-KEY': '', 'X-API-SECRET': '', Authorization: 'Bearer no' }, 401],
  ])('%s', async (_what, headers, status) => {
    await using sandbox = await startSandbox();
    expect(await post(sandbox, list, headers)).toMatchObject({
      status,
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
  });

  test('several credentials, with their capabilities', async () => {
    const admin = { token: 'prdm_cmp_a', workspaceUid: 'w' };
    const reader = { apiKey: 'reader', apiSecret: 'r' };
    await using sandbox = await startSandbox({ credentials: [admin, { ...reader, capabilities: ['Read'] }] });
    expect(sandbox.credentials).toStrictEqual(admin);
    expect(await new Paradime(sandbox).customIntegrations.list()).toStrictEqual([]);
    const forbidden = new Paradime({ ...sandbox, credentials: reader }).customIntegrations.list();
    await expect(forbidden).rejects.toBeInstanceOf(PermissionError);
    const elsewhere = new Paradime({ ...sandbox, credentials: { ...admin, workspaceUid: 'x' } });
    await expect(elsewhere.customIntegrations.list()).rejects.toMatchObject({ code: 'AUTHENTICATION' });
  });

  test('one credential', async () => {
    await using sandbox = await startSandbox({ credentials: { token: 'prdm_wsp_a' } });
    expect(await new Paradime(sandbox).customIntegrations.list()).toStrictEqual([]);
  });

  test('it listens on loopback only', async () => {
    await using sandbox = await startSandbox();
    const { port } = new URL(sandbox.url);
    const addresses = Object.values(networkInterfaces()).flatMap((list = []) =>
      list.filter(({ internal }) => !internal),
    );
    for (const { address, family } of addresses) {
      if (family !== 'IPv4') continue;
      await expect(fetch(`http://${address}:${port}/`)).rejects.toThrow('fetch failed');
    }
  });
});

describe('errors of its own', () => {
  test.each([
    ['an unknown uid', { integrationUid: 'nowhere' }, 'NOT_FOUND', /no integration with the uid "nowhere"/],
    ['an unknown snapshot', { snapshotId: 99 }, 'NOT_FOUND', /no snapshot 99/],
    ['a snapshot that is complete', { snapshotId: 1 }, 'SNAPSHOT_CLOSED', /committed and accepts no more nodes/],
    ['a snapshot of another integration', { snapshotId: 2 }, 'FOREIGN_SNAPSHOT', /another integration/],
    [
      'an unregistered node type',
      { nodes: [{ kind: 'chart', nodeType: 'Modle', name: 'a' }] },
      'UNKNOWN_NODE_TYPE',
      /"Modle".*Model, Question/,
    ],
  ] as const)('%s', async (_what, change, code, message) => {
    await using sandbox = await startSandbox();
    const paradime = new Paradime(sandbox);
    const { integration } = await paradime.publish(metabase, questions(1));
    const { uid: other } = await paradime.customIntegrations.create({ ...metabase, name: 'Other' });
    const open = { integrationUid: other, nodes: [], snapshotHasMoreNodes: true };
    await paradime.customIntegrations.addNodesToSnapshot(open);
    const request = { integrationUid: integration.uid, nodes: questions(1), snapshotHasMoreNodes: false };
    const failure = paradime.customIntegrations.addNodesToSnapshot({ ...request, ...change });
    await expect(failure).rejects.toMatchObject({ code: 'GRAPHQL', errors: [{ extensions: { code } }] });
    await expect(failure).rejects.toThrow(message);
  });

  test('real validation: a field that there is not', async () => {
    await using sandbox = await startSandbox();
    const { errors } = await post(sandbox, { query: '{ listCustomIntegrations { okay } }' });
    expect(errors[0].message).toMatch(/Cannot query field "okay"/);
  });

  test('a document that is none', async () => {
    await using sandbox = await startSandbox();
    expect((await post(sandbox, { query: '{ listCustomIntegrations' })).errors[0].message).toMatch(/Syntax Error/);
    expect(await post(sandbox, { no: 'query' })).toMatchObject({ status: 400 });
  });

  test('real validation: a variable of the wrong shape', async () => {
    await using sandbox = await startSandbox();
    const variables = { name: 'a', nodeTypes: [{ nodeType: 'T', color: 'BLUE' as never }] };
    const failure = new Paradime(sandbox).execute(AddCustomIntegrationDocument, variables);
    await expect(failure).rejects.toMatchObject({ code: 'GRAPHQL' });
    await expect(failure).rejects.toThrow(/"BLUE" does not exist in "IntegrationNodeColor" enum/);
  });

  test('introspection can be off', async () => {
    const query = '{ __schema { queryType { name } } }';
    await using open = await startSandbox();
    expect(await post(open, { query })).toMatchObject({ data: { __schema: { queryType: { name: 'Query' } } } });
    await using closed = await startSandbox({ introspection: false });
    expect((await post(closed, { query })).errors[0].message).toMatch(/introspection/);
  });

  test('a body that is too large', async () => {
    await using sandbox = await startSandbox({ maxBodyBytes: 1000 });
    const failure = new Paradime(sandbox).publishNodes('uid', questions(10));
    await expect(failure).rejects.toMatchObject({ cause: { code: 'INVALID_NODES', cause: { status: 413 } } });
  });

  test('another path', async () => {
    await using sandbox = await startSandbox();
    expect((await fetch(`${sandbox.url}graphql`)).status).toBe(404);
    expect(await (await fetch(sandbox.url)).text()).toContain(sandbox.endpoint);
  });

  test('a path that is none', async () => {
    await using sandbox = await startSandbox();
    const { port } = new URL(sandbox.url);
    const status = await new Promise((resolve) =>
      get({ port, path: '//' }, (response) => resolve(response.statusCode)),
    );
    expect(status).toBe(404);
  });

  test('nodes of an integration that there is not', async () => {
    await using sandbox = await startSandbox();
    expect(() => sandbox.nodes('nowhere')).toThrow(/no integration/);
  });
});

test('snapshots replace what is shown at once, the last commit wins', async () => {
  await using sandbox = await startSandbox();
  const { customIntegrations } = new Paradime(sandbox);
  const { uid: integrationUid } = await customIntegrations.create(metabase);
  const add = (nodes: ReturnType<typeof questions>, more: boolean, snapshotId?: number) =>
    customIntegrations.addNodesToSnapshot({ integrationUid, nodes, snapshotHasMoreNodes: more, snapshotId });
  const count = () => sandbox.nodes(integrationUid).length;

  const { snapshotId: one } = await add(questions(2), true);
  const { snapshotId: two } = await add(questions(5), true);
  expect(count()).toBe(0);
  await add(questions(3), false, two);
  expect(count()).toBe(8); // stored twice, as they were sent twice
  await add([], false, one);
  expect(count()).toBe(2);
});

test('requests are told with operation, size, time and connection, and nothing of what was in them', async () => {
  await using sandbox = await startSandbox({ latencyMs: 30 });
  await new Paradime(sandbox).publish(metabase, questions(1));
  expect(sandbox.requests()).toMatchObject([
    { operationName: 'ListCustomIntegrations', fields: ['listCustomIntegrations'], status: 200 },
    { operationName: 'AddCustomIntegration', fields: ['addCustomIntegration'], status: 200 },
    { operationName: 'AddCustomIntegrationNodes', fields: ['addCustomIntegrationNodes'], status: 200 },
  ]);
  for (const { bytes, durationMs, startedAt, connection } of sandbox.requests()) {
    expect(bytes).toBeGreaterThan(100);
    expect(durationMs).toBeGreaterThan(29);
    expect(Math.abs(startedAt - Date.now())).toBeLessThan(10_000);
    expect(connection).toBeGreaterThan(0);
  }
  const { apiSecret = 'none' } = sandbox.credentials;
  expect(JSON.stringify(sandbox.requests())).not.toContain(apiSecret);
});

test('an update leaves what it does not give, and of two node types of one name the later counts', async () => {
  await using sandbox = await startSandbox();
  const { customIntegrations } = new Paradime(sandbox);
  const twice = [{ nodeType: 'T' }, { nodeType: 'T', color: 'LEAF' }] as const;
  const { uid } = await customIntegrations.create({ name: 'a', logoUrl: 'https://a.example/l', nodeTypes: twice });
  await customIntegrations.update(uid, { name: 'b' });
  expect(sandbox.integrations()).toMatchObject([
    { name: 'b', logoUrl: 'https://a.example/l', isActive: true, nodeTypes: [{ nodeType: 'T', color: 'LEAF' }] },
  ]);
  expect(sandbox.integrations()[0]?.nodeTypes).toHaveLength(1);
  const variables = { name: ' ', nodeTypes: [] };
  const failure = new Paradime(sandbox).execute(AddCustomIntegrationDocument, variables);
  await expect(failure).rejects.toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
});

test('connections are counted', async () => {
  await using sandbox = await startSandbox();
  const { customIntegrations } = new Paradime(sandbox);
  for (let call = 0; call < 10; call++) await customIntegrations.list();
  expect(sandbox.connections()).toBeLessThan(3);
  expect(Math.max(...sandbox.requests().map(({ connection }) => connection))).toBe(sandbox.connections());
});

describe('the API answers', () => {
  const query = JSON.stringify({ query: '{ listCustomIntegrations { ok integrations { name } } }' });
  async function ask(sandbox: Sandbox, headers: Readonly<Record<string, string>>, method = 'POST') {
    const { apiKey = '', apiSecret = '' } = sandbox.credentials;
    return send(sandbox.url, {
      path: new URL(sandbox.endpoint).pathname,
      method,
      headers: { 'content-type': 'application/json', 'x-api-key': apiKey, 'x-api-secret': apiSecret, ...headers },
      ...(method === 'POST' && { body: query }),
    });
  }

  test('under the names of the loopback interface', async () => {
    await using sandbox = await startSandbox();
    const { port } = new URL(sandbox.url);
    for (const name of ['127.0.0.1', 'localhost', 'LocalHost', '[::1]']) {
      const host = `${name}:${port}`;
      expect((await ask(sandbox, { host })).status).toBe(200);
      expect((await ask(sandbox, { host, origin: `http://${host.toLowerCase()}` })).status).toBe(200);
    }
  });

  test('not under another name, and not to pages of another site, though they know the key', async () => {
    await using sandbox = await startSandbox();
    const { port, origin } = new URL(sandbox.url);
    await new Paradime(sandbox).publish(metabase, questions(1));
    const own = `127.0.0.1:${port}`;
    const foreign: Readonly<Record<string, string>>[] = [
      { host: 'evil.example' },
      { host: `evil.example:${port}` },
      { host: `${own}.evil.example` },
      { host: '127.0.0.1' },
      { host: `evil.example:${port}`, origin: `http://evil.example:${port}` },
      { origin: 'https://evil.example' },
      { origin: 'http://localhost:1' },
      { origin: origin.replace('http:', 'https:') },
      { origin: 'null' },
      { origin: '' },
    ];
    for (const headers of foreign) {
      const { status, text, headers: answered } = await ask(sandbox, headers);
      expect([headers, status]).toStrictEqual([headers, 403]);
      const { data, errors } = JSON.parse(text);
      expect([data, errors.length, errors[0].extensions]).toStrictEqual([undefined, 1, { code: 'FORBIDDEN' }]);
      expect(Object.keys(answered).filter((name) => name.startsWith('access-control'))).toStrictEqual([]);
    }
    expect((await ask(sandbox, { origin: 'https://evil.example' }, 'OPTIONS')).status).toBe(403);
    expect(sandbox.nodes(sandbox.integrations()[0]?.uid ?? '')).toHaveLength(1);
  });
});

test('a port can be chosen, and one that is taken is an error', async () => {
  const first = await startSandbox();
  const port = Number(new URL(first.url).port);
  await expect(startSandbox({ port })).rejects.toThrow(/EADDRINUSE/);
  await first.close();
  await using again = await startSandbox({ port });
  expect(again.url).toBe(`http://127.0.0.1:${port}/`);
});

test('close cuts connections that are kept open', async () => {
  const sandbox = await startSandbox();
  const agent = new Agent({ keepAlive: true });
  await new Promise((resolve) => get(sandbox.url, { agent }, (response) => response.resume().on('end', resolve)));
  await sandbox.close();
  agent.destroy();
  await expect(fetch(sandbox.url)).rejects.toThrow('fetch failed');
});

describe('faults', () => {
  const effect = { type: 'status', status: 429 } as const;

  /** Which of twenty calls failed. */
  async function failures(options: Parameters<typeof startSandbox>[0]): Promise<readonly number[]> {
    await using sandbox = await startSandbox(options);
    const { customIntegrations } = new Paradime({ ...sandbox, retry: false });
    const calls = Array.from({ length: 20 }, (_, index) => index + 1);
    const failed: number[] = [];
    for (const call of calls) await customIntegrations.list().catch(() => failed.push(call));
    return failed;
  }

  test('the nth call, several, or those that a function picks', async () => {
    expect(await failures({ faults: [{ call: 3, effect }] })).toStrictEqual([3]);
    expect(await failures({ faults: [{ call: [3, 5], effect }] })).toStrictEqual([3, 5]);
    expect(await failures({ faults: [{ call: ({ call }) => call > 17, effect }] })).toStrictEqual([18, 19, 20]);
    expect(await failures({ faults: [{ operation: 'UpdateCustomIntegration', effect }] })).toStrictEqual([]);
  });

  test('a probability: the same calls for the same seed', async () => {
    const faults = [{ probability: 0.3, effect }];
    const once = await failures({ faults, seed: 7 });
    expect(once.length).toBeGreaterThan(1);
    expect(once.length).toBeLessThan(14);
    expect(await failures({ faults, seed: 7 })).toStrictEqual(once);
    expect(await failures({ faults, seed: 8 })).not.toStrictEqual(once);
  });
});
