import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkNodes } from 'paradime-integrations';
import { InvalidFileError, readIntegration } from 'paradime-integrations/files';
import { expect, test } from 'vitest';

const folder = fileURLToPath(new URL('fixtures/official-folder', import.meta.url));

test('a folder in the layout of the official client', async () => {
  const { definition, nodes, warnings } = await readIntegration(folder);
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
  expect(checkNodes(definition, nodes)).toStrictEqual([]);
  expect(
    warnings.map((warning) => warning.match(/"(\w+)" states no kind, so its nodes go out as (\w+)/)?.slice(1)),
  ).toStrictEqual([
    ['App', 'charts'],
    ['Page', 'charts'],
    ['Extract', 'datasources'],
  ]);
});

test('nodes that lie elsewhere', async () => {
  const elsewhere = fileURLToPath(new URL('fixtures/twins/nodes.json', import.meta.url));
  const { nodes } = await readIntegration(folder, { nodes: elsewhere });
  expect(nodes).toHaveLength(3);
});

/** Reads a folder with these files; the others are as small as they can be. */
async function read(files: Readonly<Record<string, string | undefined>>) {
  const path = await mkdtemp(join(tmpdir(), 'paradime-integrations-'));
  try {
    for (const [name, text] of Object.entries({ ...good, ...files })) {
      if (text !== undefined) await writeFile(join(path, name), text);
    }
    return await readIntegration(path);
  } finally {
    await rm(path, { recursive: true });
  }
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

async function failureOf(files: Readonly<Record<string, string | undefined>>): Promise<InvalidFileError> {
  const error = await read(files).then(
    () => expect.unreachable('no error'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof InvalidFileError)) throw error;
  return error;
}

test.each([
  ['a file that is missing', { 'nodes.json': undefined }, /nodes\.json: cannot be read .*ENOENT/],
  ['broken JSON', { 'nodes.json': '[{]' }, /nodes\.json: is no JSON/],
  ['an empty file', { 'nodes.json': '' }, /nodes\.json: is no JSON/],
  ['an object where a list is due', { 'nodes.json': '{}' }, /nodes\.json: the document must be a list; found \{\}/],
  ['null', { 'integration.json': 'null' }, /integration\.json: the document must be an object; found null/],
  [
    'a misspelt key',
    { 'nodes.json': '[{"name":"a","node_typ":"T"}]' },
    /\[0\] must be an object without "node_typ"; it may have name, node_type/,
  ],
  ['a missing key', { 'nodes.json': '[{"name":"a"}]' }, /\[0\] must be an object with node_type/],
  [
    'a wrong type',
    { 'nodes.json': '[{"name":"a","node_type":"T","attributes":{"created_at":"now"}}]' },
    /\[0\]\.attributes\.created_at must be a number; found "now"/,
  ],
  ['no name', { 'integration.json': '{}' }, /integration\.json: the document must be an object with name/],
  [
    'a node type that comes twice',
    { 'node_types.json': '[{"node_type":"T"},{"node_type":"T"}]' },
    /\[1\] must be a node type that was not there/,
  ],
  [
    'a chart with a table',
    { 'nodes.json': '[{"name":"a","node_type":"T","kind":"chart","attributes":{"table_name":"b"}}]' },
    /a chart, which has no table/,
  ],
  [
    'a dashboard with fields',
    { 'nodes.json': '[{"name":"a","node_type":"T","kind":"dashboard","attributes":{"fields":[]}}]' },
    /a dashboard, which has no fields/,
  ],
  [
    'a table that is a node, too',
    {
      'nodes.json':
        '[{"name":"a","node_type":"T","lineage":{"upstream_dependencies":[{"table_name":"b","node_type":"T"}]}}]',
    },
    /upstream_dependencies\[0\] must be a table, which has no node_type/,
  ],
  [
    'a native node of an integration',
    {
      'nodes.json':
        '[{"name":"a","node_type":"T","lineage":{"upstream_dependencies":[{"node_type":"LookerLook","node_id":"1","integration_name":"n"}]}}]',
    },
    /native type LookerLook, which has no integration_name/,
  ],
  [
    'an unknown colour',
    { 'node_types.json': '[{"node_type":"T","color":"BLUE"}]' },
    /\[0\]\.color must be one of CORAL, CYAN.*; found "BLUE"/,
  ],
  [
    'an attribute the kind has not',
    { 'nodes.json': '[{"name":"a","node_type":"T","kind":"datasource","attributes":{"owner":"b"}}]' },
    /a datasource, which has no owner/,
  ],
])('%s', async (_what, files, message) => {
  expect((await failureOf(files)).message).toMatch(message);
});

test('a path that there is not, and one that is a file', async () => {
  await expect(readIntegration('nowhere')).rejects.toThrow('nowhere: cannot be found');
  await expect(readIntegration(join(folder, 'nodes.json'))).rejects.toThrow(/is a file\. Give the folder/);
});
