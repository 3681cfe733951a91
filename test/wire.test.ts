// What goes over the wire equals what the official Python client 6.6.0 was recorded to send for the same input.

import { custom, dbt, defineIntegration, native, Paradime, stableId } from 'paradime-integrations';
import { expect, test } from 'vitest';
import recorded from './fixtures/official-client.json' with { type: 'json' };
import { type Received, startApi, type TestServer } from './support/server.js';

const credentials = { apiKey: 'key-1', apiSecret: 'secret-1' };
const uid = 'uuid-422324';
const name = 'MyParadimeIntegration';
const nodeTypes = {
  ParaDatasource: { kind: 'datasource', icon: 'database', color: 'ORANGE' },
  ParaChart: { kind: 'chart', icon: 'pie-chart', color: 'TEAL' },
  ParaDashboard: { kind: 'dashboard' },
} as const;
const integration = defineIntegration({ name, nodeTypes });

function recordingServer(): Promise<TestServer> {
  return startApi({
    addCustomIntegration: { ok: true, integrationUid: uid },
    updateCustomIntegration: { ok: true },
    listCustomIntegrations: { ok: true, integrations: [] },
    addCustomIntegrationNodes: { ok: true, snapshotId: 99 },
  });
}

/** The headers that the recording has: the ones that mean something to the API. */
function apiHeaders({ headers }: Received): Record<string, unknown> {
  const names = ['content-type', 'authorization', 'x-api-key', 'x-api-secret', 'x-paradime-workspace'];
  return Object.fromEntries(
    names.flatMap((header) => (headers[header] === undefined ? [] : [[header, headers[header]]])),
  );
}

function expectRecorded(
  received: Received | undefined,
  { field, variables }: { field: string; variables: object },
): void {
  const body = JSON.parse(received?.body ?? '{}');
  expect(body.query).toContain(`${field}(`);
  expect(body.variables).toStrictEqual(variables);
  expect(received && apiHeaders(received)).toStrictEqual({
    'content-type': 'application/json',
    'x-api-key': 'key-1',
    'x-api-secret': 'secret-1',
  });
}

test('create with a logo', async () => {
  await using server = await recordingServer();
  const { customIntegrations } = new Paradime({ endpoint: server.endpoint, credentials });
  await customIntegrations.create({ name, logoUrl: 'https://example.com/logo.png', nodeTypes });
  expectRecorded(server.received[0], recorded.createWithLogo);
});

test('create without a logo: null is sent where null is recorded', async () => {
  await using server = await recordingServer();
  const { customIntegrations } = new Paradime({ endpoint: server.endpoint, credentials });
  await customIntegrations.create({ name, nodeTypes });
  expectRecorded(server.received[0], recorded.createWithoutLogo);
});

test('update of the state alone', async () => {
  await using server = await recordingServer();
  const { customIntegrations } = new Paradime({ endpoint: server.endpoint, credentials });
  await customIntegrations.update(uid, { active: false });
  expectRecorded(server.received[0], recorded.updateActiveOnly);
});

test('update of name and node types, these as a definition has them and as list() returns them', async () => {
  await using server = await recordingServer();
  const { customIntegrations } = new Paradime({ endpoint: server.endpoint, credentials });
  await customIntegrations.update(uid, { name: 'Renamed', nodeTypes });
  await customIntegrations.update(uid, {
    name: 'Renamed',
    nodeTypes: [
      { nodeType: 'ParaDatasource', iconName: 'database', color: 'ORANGE' },
      { nodeType: 'ParaChart', iconName: 'pie-chart', color: 'TEAL' },
      { nodeType: 'ParaDashboard' },
    ],
  });
  expectRecorded(server.received[0], recorded.updateNameAndNodeTypes);
  expectRecorded(server.received[1], recorded.updateNameAndNodeTypes);
});

test('three nodes that refer to each other', async () => {
  await using server = await recordingServer();
  const paradime = new Paradime({ endpoint: server.endpoint, credentials });
  const datasource = integration.node('ParaDatasource', {
    name: 'My Datasource 1',
    description: 'This is my first datasource',
    upstream: [dbt('order_items')],
  });
  const dashboard = integration.node('ParaDashboard', {
    name: 'My Dashboard 1',
    description: 'This is my first dashboard',
  });
  const chart = integration.node('ParaChart', {
    name: 'My Chart 1',
    description: 'This is my first chart',
    upstream: [datasource],
    downstream: [dashboard],
  });
  await paradime.publishNodes(uid, [datasource, chart, dashboard]);
  expectRecorded(server.received[0], recorded.addThreeNodes);
});

test('every attribute and reference', async () => {
  await using server = await recordingServer();
  const { customIntegrations } = new Paradime({ endpoint: server.endpoint, credentials });
  await customIntegrations.addNodesToSnapshot({
    integrationUid: uid,
    snapshotId: 7,
    snapshotHasMoreNodes: false,
    nodes: [
      integration.node('ParaChart', {
        name: 'Revenue',
        id: 'chart-7',
        description: 'Monthly revenue',
        url: 'https://bi.example.com/c/7',
        owner: 'ana@example.com',
        tags: ['finance', 'kpi'],
        createdAt: new Date(1_700_000_000_000),
        lastModifiedAt: '2023-11-14T23:21:40+01:00',
        fields: [
          { name: 'month', type: 'dimension', dataType: 'date' },
          { name: 'revenue', description: 'EUR', type: 'measure', dataType: 'numeric' },
        ],
        upstream: [
          dbt({ database: 'analytics', schema: 'marts', table: 'fct_orders' }),
          native('TableauWorkbook', { name: 'Finance' }),
          native('PowerBIDataset', { id: 'ds-1' }),
        ],
        downstream: [custom({ integration: { uid: 'uuid-9' }, nodeType: 'Board', id: 'board-1' })],
      }),
      integration.node('ParaDashboard', {
        name: 'Board',
        description: 'All',
        url: 'https://bi.example.com/b/1',
        owner: 'ana@example.com',
        tags: ['finance'],
        createdAt: 1_700_000_000,
        lastModifiedAt: 1_700_000_900,
      }),
      integration.node('ParaDatasource', {
        name: 'Orders',
        description: 'Orders table',
        url: 'https://bi.example.com/d/1',
        createdAt: 1_700_000_000,
        database: 'analytics',
        schema: 'marts',
        table: 'fct_orders',
        fields: [{ name: 'id', description: 'key', type: 'column', dataType: 'bigint' }],
      }),
    ],
  });
  expectRecorded(server.received[0], recorded.everyAttributeAndReference);
});

test('25 nodes in batches of 10: the same three requests', async () => {
  await using server = await recordingServer();
  const paradime = new Paradime({ endpoint: server.endpoint, credentials });
  const nodes = Array.from({ length: 25 }, (_, index) => integration.node('ParaChart', { name: `Chart ${index}` }));
  await paradime.publishNodes(uid, nodes, { batch: { initial: 10, max: 10 } });
  const sent = server.received.map(({ body }) => JSON.parse(body).variables);
  expect(
    sent.map(({ chartLikeNodes, snapshotId, snapshotHasMoreNodes }) => [
      chartLikeNodes.length,
      snapshotId,
      snapshotHasMoreNodes,
    ]),
  ).toStrictEqual([
    [10, null, true],
    [10, 99, true],
    [5, 99, false],
  ]);
  const sentNames = sent.flatMap(({ chartLikeNodes }) => chartLikeNodes.map((node: { name: string }) => node.name));
  expect(sentNames).toStrictEqual(nodes.map((node) => node.name));
});

test('list: no variables', async () => {
  await using server = await recordingServer();
  await new Paradime({ endpoint: server.endpoint, credentials }).customIntegrations.list();
  expect(JSON.parse(server.received[0]?.body ?? '').variables).toStrictEqual({});
});

test.each([
  [{ token: 'prdm_wsp_abc' }, { authorization: 'Bearer prdm_wsp_abc' }],
  [
    { token: 'prdm_cmp_abc', workspaceUid: 'ws-1' },
    { authorization: 'Bearer prdm_cmp_abc', 'x-paradime-workspace': 'ws-1' },
  ],
  [
    { apiKey: 'k', apiSecret: 's', workspaceUid: 'ws-1' },
    { 'x-api-key': 'k', 'x-api-secret': 's', 'x-paradime-workspace': 'ws-1' },
  ],
])('headers of %o', async (mode, headers) => {
  await using server = await recordingServer();
  await new Paradime({ endpoint: server.endpoint, credentials: mode }).customIntegrations.list();
  const [received] = server.received;
  expect(received && apiHeaders(received)).toStrictEqual({ 'content-type': 'application/json', ...headers });
});

test.each([
  ['My Datasource 1', 'b83c1e29-51d2-5d45-b505-c864f795d843'],
  ['My Chart 1', '52131778-1915-56bc-a3f7-7da964133ad0'],
  ['', '4ebd0208-8328-5d69-8c44-ec50939c0967'],
  ['naïve café', 'dc334883-483e-5bc6-a2c3-40b9718e0d73'],
])('the stable id of %j', (nodeName, id) => {
  expect(stableId(nodeName)).toBe(id);
});
