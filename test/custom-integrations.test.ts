import { type Definition, Paradime } from 'paradime-integrations';
import { startSandbox } from 'paradime-integrations/sandbox';
import { describe, expect, test } from 'vitest';
import { metabase, questions } from './support/metabase.js';
import { startApi } from './support/server.js';

const nodeTypes = {
  Chart: { kind: 'chart', icon: 'pie-chart', color: 'TEAL' },
  Table: { kind: 'datasource' },
} as const;
const definition: Definition = { name: 'Metabase', nodeTypes };

async function start() {
  const sandbox = await startSandbox();
  const { customIntegrations } = new Paradime(sandbox);
  const mutations = () =>
    sandbox.requests().flatMap(({ operationName }) => (operationName?.startsWith('List') ? [] : [operationName]));
  return { sandbox, customIntegrations, mutations, [Symbol.asyncDispose]: () => sandbox.close() };
}

test('list, get and getByName', async () => {
  await using context = await start();
  const { customIntegrations } = context;
  const { uid } = await customIntegrations.create({ name: 'Metabase', nodeTypes });
  const { uid: inactive } = await customIntegrations.create({ name: 'Airflow', nodeTypes });
  await customIntegrations.update(inactive, { active: false });

  const metabase = {
    uid,
    name: 'Metabase',
    isActive: true,
    nodeTypes: [
      { nodeType: 'Chart', iconName: 'pie-chart', color: 'TEAL' },
      { nodeType: 'Table', iconName: null, color: null },
    ],
  };
  expect(await customIntegrations.list()).toStrictEqual([
    metabase,
    { ...metabase, uid: inactive, name: 'Airflow', isActive: false },
  ]);
  expect(await customIntegrations.list({ includeInactive: false })).toStrictEqual([metabase]);
  expect(await customIntegrations.list({ includeInactive: false, includeLogo: true })).toStrictEqual([
    { ...metabase, logoBase64: null },
  ]);
  expect(await customIntegrations.get(uid)).toStrictEqual(metabase);
  expect(await customIntegrations.get('another')).toBeUndefined();
  expect(await customIntegrations.getByName('Airflow')).toMatchObject({ uid: inactive, isActive: false });
  expect(await customIntegrations.getByName('metabase')).toBeUndefined();
});

test('the plain list does not ask for logos', async () => {
  await using context = await start();
  await context.customIntegrations.list();
  await context.customIntegrations.list({ includeLogo: true });
  const names = context.sandbox.requests().map(({ operationName }) => operationName);
  expect(names).toStrictEqual(['ListCustomIntegrations', 'ListCustomIntegrationsWithLogos']);
});

test('an unknown uid is the server’s error', async () => {
  await using context = await start();
  const failure = context.customIntegrations.update('nowhere', { active: true });
  await expect(failure).rejects.toMatchObject({ code: 'GRAPHQL', errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  await expect(failure).rejects.toThrow(/no integration with the uid "nowhere"/);
});

test('addNodesToSnapshot sends one request, as it is', async () => {
  await using context = await start();
  const { customIntegrations, sandbox } = context;
  const { uid: integrationUid } = await customIntegrations.create(definition);
  const node = (name: string) => ({ kind: 'chart', nodeType: 'Chart', name }) as const;
  const request = { integrationUid, snapshotHasMoreNodes: true };
  const { snapshotId } = await customIntegrations.addNodesToSnapshot({ ...request, nodes: [node('a')] });
  expect(sandbox.nodes(integrationUid)).toStrictEqual([]);
  const rest = { integrationUid, snapshotId, snapshotHasMoreNodes: false, nodes: [node('b')] };
  expect(await customIntegrations.addNodesToSnapshot(rest)).toStrictEqual({ snapshotId });
  expect(sandbox.nodes(integrationUid).map(({ name }) => name)).toStrictEqual(['a', 'b']);
});

describe('upsert', () => {
  test('creates', async () => {
    await using context = await start();
    const { integration, outcome } = await context.customIntegrations.upsert(definition);
    expect(outcome).toBe('created');
    expect(await context.customIntegrations.get(integration.uid)).toStrictEqual(integration);
  });

  test.each([
    ['the same', definition],
    ['another order', { ...definition, nodeTypes: { Table: nodeTypes.Table, Chart: nodeTypes.Chart } }],
    [
      'defaults written out',
      {
        ...definition,
        nodeTypes: { ...nodeTypes, Table: { kind: 'datasource', icon: 'intersection', color: 'ORANGE' } },
      },
    ],
  ] as [string, Definition][])('is quiet when all agrees: %s', async (_what, again) => {
    await using context = await start();
    const { integration } = await context.customIntegrations.upsert(definition);
    expect(await context.customIntegrations.upsert(again)).toMatchObject({
      integration: { uid: integration.uid },
      outcome: 'unchanged',
    });
    expect(context.mutations()).toStrictEqual(['AddCustomIntegration']);
  });

  test.each([
    ['a colour', { ...definition, nodeTypes: { ...nodeTypes, Chart: { color: 'LEAF' } } }],
    ['an icon', { ...definition, nodeTypes: { ...nodeTypes, Chart: { icon: 'database', color: 'TEAL' } } }],
    ['a new type', { ...definition, nodeTypes: { ...nodeTypes, Dashboard: {} } }],
    ['a dropped type', { ...definition, nodeTypes: { Chart: nodeTypes.Chart } }],
    ['a logo, which cannot be compared', { ...definition, logoUrl: 'https://a.example/logo.svg' }],
  ] as [string, Definition][])('updates for %s', async (_what, again) => {
    await using context = await start();
    await context.customIntegrations.upsert(definition);
    const { integration, outcome } = await context.customIntegrations.upsert(again);
    expect(outcome).toBe('updated');
    expect(await context.customIntegrations.get(integration.uid)).toStrictEqual(integration);
    expect(context.sandbox.integrations()).toMatchObject([{ logoUrl: again.logoUrl ?? null }]);
    expect(context.mutations()).toStrictEqual(['AddCustomIntegration', 'UpdateCustomIntegration']);
  });

  test('an empty icon is none, and a logo is registered', async () => {
    const integrations = [
      { uid: 'u', name: 'A', isActive: true, nodeTypes: [{ nodeType: 'T', iconName: '', color: null }] },
    ];
    await using server = await startApi({ listCustomIntegrations: { ok: true, integrations } });
    const { customIntegrations } = new Paradime({ endpoint: server.endpoint, credentials: { token: 't' } });
    expect(await customIntegrations.upsert({ name: 'A', nodeTypes: { T: {} } })).toMatchObject({
      outcome: 'unchanged',
    });

    await using context = await start();
    await context.customIntegrations.upsert({ ...definition, logoUrl: 'https://a.example/logo.svg' });
    expect(context.sandbox.integrations()).toMatchObject([{ logoUrl: 'https://a.example/logo.svg' }]);
  });

  test('reactivates', async () => {
    await using context = await start();
    const { integration } = await context.customIntegrations.upsert(definition);
    await context.customIntegrations.update(integration.uid, { active: false });
    expect(await context.customIntegrations.upsert(definition)).toStrictEqual({ integration, outcome: 'reactivated' });
    expect(context.sandbox.integrations()).toHaveLength(1);
  });

  test('an active integration wins over an inactive one of its name', async () => {
    await using context = await start();
    const { customIntegrations } = context;
    const { uid: old } = await customIntegrations.create(definition);
    await customIntegrations.update(old, { active: false });
    const { uid } = await customIntegrations.create(definition);
    expect(await customIntegrations.upsert(definition)).toMatchObject({ integration: { uid }, outcome: 'unchanged' });
  });

  test('two active integrations of one name are an error that lists both', async () => {
    await using context = await start();
    const { customIntegrations } = context;
    const { uid: one } = await customIntegrations.create(definition);
    const { uid: two } = await customIntegrations.create(definition);
    const failure = customIntegrations.upsert(definition);
    await expect(failure).rejects.toMatchObject({ code: 'CONFIGURATION' });
    await expect(failure).rejects.toThrow(`${one} and ${two}`);
    await expect(customIntegrations.getByName('Metabase')).rejects.toThrow(`${one} and ${two}`);
  });

  test('a definition that cannot be registered: nothing is sent', async () => {
    await using context = await start();
    const failure = context.customIntegrations.upsert({ name: ' ', nodeTypes });
    await expect(failure).rejects.toThrow(/no name/);
    expect(context.sandbox.requests()).toStrictEqual([]);
  });
});

test('a server that leaves node types out', async () => {
  const integrations = [{ uid: 'u', name: 'Metabase', isActive: true, nodeTypes: null }];
  await using server = await startApi({ listCustomIntegrations: { ok: true, integrations } });
  const { customIntegrations } = new Paradime({ endpoint: server.endpoint, credentials: { token: 't' } });
  expect(await customIntegrations.list()).toStrictEqual([{ ...integrations[0], nodeTypes: [] }]);
});

test('a server that leaves the list out is not taken for one without integrations', async () => {
  await using server = await startApi({ listCustomIntegrations: { ok: true, integrations: null } });
  const { customIntegrations } = new Paradime({ endpoint: server.endpoint, credentials: { token: 't' }, retry: false });
  await expect(customIntegrations.upsert(definition)).rejects.toThrow(/has no integrations/);
});

test.each([
  ['no name', { name: '', nodeTypes }, /no name/],
  [
    'an unknown colour',
    { name: 'a', nodeTypes: { T: { color: 'PURPLE' } } },
    /must be one of CORAL, .*\(got "PURPLE"\)/,
  ],
  ['a node type without a name', { name: 'a', nodeTypes: [{ nodeType: '' }] }, /empty name/],
])('create with %s: nothing is sent', async (_what, input, message) => {
  await using context = await start();
  await expect(context.customIntegrations.create(input as never)).rejects.toThrow(message);
  expect(context.sandbox.requests()).toStrictEqual([]);
});

test('two first publications at once register the integration once', async () => {
  await using sandbox = await startSandbox({ latencyMs: 10 });
  const paradime = new Paradime(sandbox);
  const publications = [1, 2, 3].map(() => paradime.publish(metabase, questions(3)));
  const reports = await Promise.all(publications);
  expect(sandbox.integrations()).toHaveLength(1);
  expect(reports.map(({ integration }) => integration.outcome)).toStrictEqual(['created', 'unchanged', 'unchanged']);
});

test('an abort of one registration does not let the next one begin early', async () => {
  await using sandbox = await startSandbox({ latencyMs: 30 });
  const { customIntegrations } = new Paradime(sandbox);
  const first = customIntegrations.upsert(metabase);
  const second = customIntegrations.upsert(metabase, { signal: AbortSignal.timeout(5) });
  await expect(second).rejects.toMatchObject({ name: 'TimeoutError' });
  const third = customIntegrations.upsert(metabase);
  await Promise.all([first, third]);
  expect(sandbox.integrations()).toHaveLength(1);
});
