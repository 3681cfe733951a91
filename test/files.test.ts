import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkNodes, type Node } from 'paradime-integrations';
import { checkIntegration, type FileIntegration, InvalidFileError, readIntegration } from 'paradime-integrations/files';
import { expect, test } from 'vitest';
import { allNodes, type Files, withFiles } from './support/files.js';

const folder = fileURLToPath(new URL('fixtures/official-folder', import.meta.url));

test('a folder in the layout of the official client', async () => {
  const integration = await readIntegration(folder);
  const { definition, nodes, nodeCount, warnings } = integration;
  expect(nodeCount).toBe(4);
  expect(definition).toStrictEqual({
    name: 'Streamlit',
    nodeTypes: {
      App: { icon: 'application', color: 'CORAL' },
      Page: {},
      Extract: {},
      Portal: { kind: 'dashboard' },
    },
  });
  expect(nodes).toStrictEqual([
    {
      kind: 'chart',
      nodeType: 'App',
      name: 'churn',
      description: 'Who leaves',
      url: 'https://apps.example.com/churn',
      createdAt: 1_718_798_255,
      lastModifiedAt: 1_718_862_959,
      tags: ['ml'],
      fields: [{ name: 'score', type: 'measure', dataType: 'numeric' }],
      upstream: [
        { kind: 'dbt', table: 'dim_customers', schema: 'marts' },
        { kind: 'native', nodeType: 'TableauWorkbook', name: 'Customers' },
        { kind: 'custom', integration: 'Streamlit', nodeType: 'Extract', name: 'events' },
        { kind: 'custom', integration: { uid: 'uuid-9' }, nodeType: 'Task', id: 'load' },
      ],
    },
    { kind: 'chart', nodeType: 'Page', name: 'churn.overview', id: 'page-1' },
    { kind: 'datasource', nodeType: 'Extract', name: 'events', database: 'raw', schema: 'web', table: 'events' },
    { kind: 'dashboard', nodeType: 'Portal', name: 'home', tags: [] },
  ]);
  expect(await checkIntegration(integration)).toStrictEqual([]);
  expect(
    warnings.map((warning) => warning.match(/"(\w+)" has no kind, so its nodes are published as (\w+)/)?.slice(1)),
  ).toStrictEqual([
    ['App', 'charts'],
    ['Page', 'charts'],
    ['Extract', 'datasources'],
  ]);
});

test('its integration.json stands for the folder', async () => {
  expect((await readIntegration(join(folder, 'integration.json'))).nodeCount).toBe(4);
});

test('nodes that lie elsewhere', async () => {
  const elsewhere = fileURLToPath(new URL('fixtures/twins/nodes.json', import.meta.url));
  const { nodes } = await readIntegration(folder, { nodes: elsewhere });
  expect(nodes).toHaveLength(3);
});

/** Reads a folder with these files; the others are as small as they can be. */
async function read(files: Files): Promise<FileIntegration & { readonly nodes: readonly Node[] }> {
  const integration = await withFiles({ ...good, ...files }, (path) => readIntegration(path));
  const { nodes } = integration;
  return typeof nodes === 'function' ? expect.unreachable('a stream') : { ...integration, nodes };
}

test('a node’s own kind decides, then that of its type; one type may then have nodes of several kinds', async () => {
  const { definition, nodes, warnings } = await read({
    'integration.json': '{"name":"a","logo_url":"https://a.example/l"}',
    'node_types.json': '[{"node_type":"T","kind":"chart"},{"node_type":"U"}]',
    'nodes.json': JSON.stringify([
      { name: 'a', node_type: 'T' },
      { name: 'b', node_type: 'T', kind: 'dashboard' },
      { name: 'c', node_type: 'U', attributes: { table_name: 't' } },
      {
        name: 'd',
        node_type: 'U',
        lineage: {
          upstream_dependencies: [{ integration_uid: 'u', integration_name: 'n', node_type: 'T', node_name: 'x' }],
        },
      },
    ]),
  });
  expect(nodes.map(({ kind }) => kind)).toStrictEqual(['chart', 'dashboard', 'datasource', 'chart']);
  expect(nodes[3]?.upstream).toMatchObject([{ integration: { uid: 'u', name: 'n' } }]);
  expect(definition).toStrictEqual({ name: 'a', logoUrl: 'https://a.example/l', nodeTypes: { T: {}, U: {} } });
  expect(checkNodes(definition, nodes)).toStrictEqual([]);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain('datasources or charts');
});

const good = { 'integration.json': '{"name":"a"}', 'node_types.json': '[{"node_type":"T"}]', 'nodes.json': '[]' };

async function failureOf(files: Files): Promise<InvalidFileError> {
  const error = await read(files).then(
    () => expect.unreachable('no error'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof InvalidFileError)) throw error;
  return error;
}

test.each([
  ['a file that is missing', { 'nodes.json': undefined }, /nodes\.json: does not exist/],
  ['broken JSON', { 'nodes.json': '[{]' }, /nodes\.json:1:3: is not valid JSON: property name expected/],
  ['an empty file', { 'nodes.json': '' }, /nodes\.json: is empty/],
  ['an object where a list is due', { 'nodes.json': '{}' }, /nodes\.json:1:1: must be a list of nodes/],
  ['null', { 'integration.json': 'null' }, /integration\.json:1:1: must be an object; found null/],
  [
    'a misspelt key',
    { 'nodes.json': '[{"name":"a","node_typ":"T"}]' },
    /nodes\.json:1:14: node 1, node_typ: is unknown: a node may have name, node_type, .*; did you mean "node_type"\?/,
  ],
  ['a missing key', { 'nodes.json': '[{"name":"a"}]' }, /node 1, node_type: is missing; it must be a string/],
  [
    'a wrong type',
    { 'nodes.json': '[{"name":"a","node_type":"T","attributes":{"created_at":"now"}}]' },
    /T "a" \(node 1\), attributes\.created_at: must be a date with an offset, such as 2024-05-01T09:00:00Z \(got "now"\)/,
  ],
  ['no name', { 'integration.json': '{}' }, /integration\.json:1:1: name is missing/],
  ['a blank name', { 'integration.json': '{"name":" "}' }, /integration\.json:1:9: name must not be empty/],
  ['no node types', { 'node_types.json': '[]' }, /node_types\.json:1:1: must declare at least one node type/],
  [
    'node types that are no list',
    { 'node_types.json': '{"T":{}}' },
    /node_types\.json:1:1: must be a list of node types/,
  ],
  [
    'a node type that appears twice',
    { 'node_types.json': '[{"node_type":"T"},{"node_type":"T"}]' },
    /node_types\.json:1:33: \[1\]\.node_type repeats the node type "T"/,
  ],
  [
    'a chart with a table',
    { 'nodes.json': '[{"name":"a","node_type":"T","kind":"chart","attributes":{"table_name":"b"}}]' },
    /T "a" \(node 1\), attributes\.table_name: belongs to a datasource, but the node is a chart/,
  ],
  [
    'a dashboard with fields',
    { 'nodes.json': '[{"name":"a","node_type":"T","kind":"dashboard","attributes":{"fields":[]}}]' },
    /fields: belongs to a chart or datasource, but the node is a dashboard/,
  ],
  [
    'a datasource with an owner',
    { 'nodes.json': '[{"name":"a","node_type":"T","kind":"datasource","attributes":{"owner":"b"}}]' },
    /owner: belongs to a chart or dashboard, but the node is a datasource/,
  ],
  [
    'a table that is a node, too',
    { 'nodes.json': nodeWith('{"table_name":"b","node_type":"T"}') },
    /upstream_dependencies\[0\]\.node_type: is unknown: a dependency on a table may have table_name, schema_name/,
  ],
  [
    'a native node of an integration',
    { 'nodes.json': nodeWith('{"node_type":"LookerLook","node_id":"1","integration_name":"n"}') },
    /integration_name: is unknown: a dependency on a native node may have/,
  ],
  ['a dependency on nothing', { 'nodes.json': nodeWith('{}') }, /upstream_dependencies\[0\]\.table_name: is missing/],
  [
    'a dependency that is a text',
    { 'nodes.json': nodeWith('"b"') },
    /upstream_dependencies\[0\]: must be an object; found "b"/,
  ],
  [
    'an unknown colour',
    { 'node_types.json': '[{"node_type":"T","color":"BLUE"}]' },
    /node_types\.json:1:27: \[0\]\.color must be one of CORAL, CYAN.*; found "BLUE"/,
  ],
  [
    'nodes in two files',
    { 'nodes.jsonl': '' },
    /contains both nodes\.json and nodes\.jsonl; remove one of them, or give one/,
  ],
])('%s', async (_what, files, message) => {
  expect((await failureOf(files)).message).toMatch(message);
});

function nodeWith(dependency: string): string {
  return `[{"name":"a","node_type":"T","lineage":{"upstream_dependencies":[${dependency}]}}]`;
}

test('all that is wrong in all files is told at once', async () => {
  const { file, problems, message } = await failureOf({
    'integration.json': '{"nam":"a"}',
    'node_types.json': '[{"node_type":"T","icon":"x"},{}]',
    'nodes.json': '[\n{"name":1,"node_type":"T"},\n{"name":"b","node_type":"T","kind":"char"}]',
  });
  const seen = problems.map(({ file: name, line, column, path }) => [name.split('/').at(-1), line, column, path]);
  expect(seen).toStrictEqual([
    ['integration.json', 1, 1, ['name']],
    ['integration.json', 1, 2, ['nam']],
    ['node_types.json', 1, 19, [0, 'icon']],
    ['node_types.json', 1, 31, [1, 'node_type']],
    ['nodes.json', 2, 9, [0, 'name']],
    ['nodes.json', 3, 36, [1, 'kind']],
  ]);
  expect(file).toBe(problems[0]?.file);
  expect(message).toMatch(/^6 errors in the files:\n {2}\S+integration\.json:1:1: name is missing/);
});

test('a broken file does not hide what is wrong in the others', async () => {
  const { problems } = await failureOf({ 'integration.json': '{', 'nodes.json': '[{"name":1,"node_type":"T"}]' });
  expect(problems.map(({ file }) => file.split('/').at(-1))).toStrictEqual(['integration.json', 'nodes.json']);
});

test('the nodes may be in nodes.jsonl instead', async () => {
  const lines = '{"name":"a","node_type":"T"}\n{"name":"b","node_type":"U","attributes":{"table_name":"c"}}\n';
  const { nodes, warnings, nodeCount } = await withFiles(
    {
      ...good,
      'node_types.json': '[{"node_type":"T","kind":"dashboard"},{"node_type":"U"}]',
      'nodes.json': undefined,
      'nodes.jsonl': lines,
    },
    async (path) => {
      const integration = await readIntegration(path);
      return { ...integration, nodes: await allNodes(integration) };
    },
  );
  expect(nodes).toStrictEqual([
    { kind: 'dashboard', nodeType: 'T', name: 'a' },
    { kind: 'datasource', nodeType: 'U', name: 'b', table: 'c' },
  ]);
  expect(nodeCount).toBe(2);
  expect(warnings).toHaveLength(1);
});

test('issues are located where the layout has what we call otherwise', async () => {
  const located = await withFiles(
    {
      ...good,
      'node_types.json': '[{"node_type":"T","kind":"chart"},\n{"node_type":"U","icon_name":"share-2"}]',
      'nodes.json': `[{"name":"a","node_type":"T","attributes":{"url":"b",\n"created_at":1718798255000},"lineage":{
        "upstream_dependencies":[{"table_name":"c"},
        {"schema_name":"d","table_name":"E"}],
        "downstream_dependencies":[{"node_type":"T",
        "node_name":"x"}]}}]`,
    },
    async (path) => checkIntegration(await readIntegration(path)),
  );
  expect(
    located.map(({ code, location }) => [code, location?.file.split('/').at(-1), location?.line, location?.column]),
  ).toStrictEqual([
    ['unknown-icon', 'node_types.json', 2, 30],
    ['invalid-url', 'nodes.json', 1, 50],
    ['timestamp-out-of-range', 'nodes.json', 2, 14],
    ['mixed-case-table', 'nodes.json', 4, 41],
    ['incomplete-reference', 'nodes.json', 5, 36],
  ]);
});

test('a path that there is not, and a folder without an integration', async () => {
  await expect(readIntegration('nowhere')).rejects.toThrow('nowhere: does not exist');
  await expect(withFiles({ 'readme.md': '' }, (path) => readIntegration(path))).rejects.toThrow(
    /does not contain an integration/,
  );
});
