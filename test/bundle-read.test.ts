import { join } from 'node:path';
import { stableId } from 'paradime-integrations';
import { checkIntegration, readIntegration } from 'paradime-integrations/files';
import { describe, expect, test } from 'vitest';
import { json, yaml } from './support/bundle.js';
import { allNodes, type Files, withFiles } from './support/files.js';

describe('a bundle', () => {
  const nodes = [
    {
      kind: 'datasource',
      nodeType: 'Model',
      name: 'Orders',
      table: 'orders',
      upstream: [{ kind: 'dbt', table: 'order_items' }],
    },
    {
      kind: 'chart',
      nodeType: 'Question',
      name: 'Revenue',
      createdAt: 1_714_554_000,
      upstream: [{ kind: 'custom', integration: 'Metabase', nodeType: 'Model', name: 'Orders' }],
    },
    { kind: 'dashboard', nodeType: 'Board', name: 'Sales', upstream: [{ kind: 'dbt', table: 'order_items' }] },
  ];
  const lines = nodes.map((node) => JSON.stringify(node)).join('\r\n');
  const head = yaml.slice(0, yaml.indexOf('nodes:'));

  test.each<[string, Files, string, string?]>([
    ['in YAML', { 'a.yaml': yaml }, 'a.yaml'],
    ['in JSON', { 'a.JSON': json }, 'a.JSON'],
    ['with a byte order mark', { 'a.json': `\uFEFF${json}` }, 'a.json'],
    ['that says where its schema is', { 'a.json': json.replace('{', '{"$schema":"./schema.json",') }, 'a.json'],
    ['found in its folder', { 'b/integration.yml': yaml }, 'b'],
    [
      'with its nodes beside it, one a line',
      { 'b/integration.yaml': head, 'b/nodes.jsonl': `\uFEFF${lines}\n\n` },
      'b',
    ],
    [
      'with its nodes in another file',
      { 'a.yaml': head, 'c/n.json': `[${lines.replaceAll('\r\n', ',')}]` },
      'a.yaml',
      'c/n.json',
    ],
    [
      'with other nodes than its own',
      { 'a.yaml': yaml.replace('Orders', 'Old'), 'n.ndjson': lines },
      'a.yaml',
      'n.ndjson',
    ],
  ])('%s', async (_, files, path, nodesFile) => {
    await withFiles(files, async (folder) => {
      const integration = await readIntegration(
        join(folder, path),
        nodesFile ? { nodes: join(folder, nodesFile) } : {},
      );
      expect(integration.definition).toStrictEqual({
        name: 'Metabase',
        logoUrl: 'https://example.com/metabase.svg',
        nodeTypes: {
          Model: { kind: 'datasource', icon: 'database', color: 'ORANGE' },
          Question: { kind: 'chart' },
          Board: {},
        },
      });
      expect(await allNodes(integration)).toStrictEqual(nodes);
      expect(await allNodes(integration)).toStrictEqual(nodes);
      expect(integration.nodeCount).toBe(3);
      expect(integration.warnings).toStrictEqual([]);
      expect(await checkIntegration(integration)).toStrictEqual([]);
    });
  });

  test('a node type of which nothing is said, as YAML writes it', async () => {
    const text =
      'name: a\nnodeTypes:\n  T:\n  U: { kind: chart }\nnodes:\n  - { nodeType: T, kind: chart, name: x, createdAt: 1718798255.25 }';
    await withFiles({ 'a.yaml': text }, async (folder) => {
      const { definition, nodes } = await readIntegration(join(folder, 'a.yaml'));
      expect(definition.nodeTypes).toStrictEqual({ T: {}, U: { kind: 'chart' } });
      expect(nodes).toStrictEqual([{ kind: 'chart', nodeType: 'T', name: 'x', createdAt: 1_718_798_255 }]);
    });
  });

  test('its own nodes, though others lie beside it, when they are asked for', async () => {
    await withFiles({ 'a.yaml': yaml, 'nodes.jsonl': '' }, async (folder) => {
      const file = join(folder, 'a.yaml');
      expect((await readIntegration(file, { nodes: file })).nodeCount).toBe(3);
    });
  });

  test('YAML with merge keys, and with an alias repeated often', async () => {
    const merged = 'name: Metabase\nnodeTypes: { Question: { kind: chart } }\nnodes:\n';
    const nodes = Array.from({ length: 3_000 }, (_, n) =>
      n === 0
        ? '  - &q { nodeType: Question, name: n0, owner: ana, tags: &t [a] }'
        : `  - { <<: *q, name: n${n}, tags: *t }`,
    );
    await withFiles({ 'a.yaml': merged + nodes.join('\n') }, async (folder) => {
      const read = await allNodes(await readIntegration(join(folder, 'a.yaml')));
      expect(read).toHaveLength(3_000);
      expect(read[2_999]).toStrictEqual({
        kind: 'chart',
        nodeType: 'Question',
        name: 'n2999',
        owner: 'ana',
        tags: ['a'],
      });
    });
  });

  test('identity: type-and-name gives an id to each node that has none', async () => {
    const bundle = { name: 'a', identity: 'type-and-name', nodeTypes: { T: { kind: 'chart' }, U: { kind: 'chart' } } };
    const twins = [
      { nodeType: 'T', name: 'x' },
      { nodeType: 'U', name: 'x' },
      { nodeType: 'U', name: 'y', id: 'own' },
    ];
    await withFiles({ 'a.json': JSON.stringify({ ...bundle, nodes: twins }) }, async (folder) => {
      const integration = await readIntegration(join(folder, 'a.json'));
      const [first, second, third] = (await allNodes(integration)).map(({ id }) => id);
      expect(first).toMatch(/^[\da-f-]{36}$/);
      expect(new Set([first, second, stableId('x')]).size).toBe(3);
      expect(third).toBe('own');
      expect(await checkIntegration(integration)).toStrictEqual([]);
    });
  });
});
