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
  const { nodes } = await readIntegration(folder, { nodes: join(folder, 'nodes.json') });
  expect(nodes).toHaveLength(4);
});

const good = { 'integration.json': '{"name":"a"}', 'node_types.json': '[{"node_type":"T"}]', 'nodes.json': '[]' };

async function failureOf(files: Readonly<Record<string, string | undefined>>): Promise<InvalidFileError> {
  const path = await mkdtemp(join(tmpdir(), 'paradime-integrations-'));
  try {
    for (const [name, text] of Object.entries({ ...good, ...files })) {
      if (text !== undefined) await writeFile(join(path, name), text);
    }
    const error = await readIntegration(path).then(
      () => expect.unreachable('no error'),
      (reason: unknown) => reason,
    );
    if (!(error instanceof InvalidFileError)) throw error;
    return error;
  } finally {
    await rm(path, { recursive: true });
  }
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
