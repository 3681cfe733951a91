import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, lstat, readFile, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { type Definition, type Node, stableId } from 'paradime-integrations';
import { checkIntegration, InvalidFileError, readIntegration, writeIntegration } from 'paradime-integrations/files';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { anyIntegration } from './support/any-integration.js';
import { allNodes, type Files, withFiles } from './support/files.js';

const yaml = `
# What the estate looks like
name: Metabase
logoUrl: https://example.com/metabase.svg
nodeTypes:
  Model: { kind: datasource, icon: database, color: ORANGE }
  Question: { kind: chart }
  Board: {}
nodes:
  - nodeType: Model
    name: Orders
    table: orders
    description:
    upstream: &orders
      - { kind: dbt, table: order_items }
  - nodeType: Question
    name: Revenue
    createdAt: 2024-05-01T09:00:00Z
    upstream:
      - { kind: custom, integration: Metabase, nodeType: Model, name: Orders }
  - nodeType: Board
    kind: dashboard
    name: Sales
    upstream: *orders
`;

const json = JSON.stringify(parse(yaml));

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

const deep = '['.repeat(100_000);
const nest = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
const bomb = `name: a\nx0: &x0 [a,a,a,a,a,a,a,a,a,a]\n${Array.from({ length: 9 }, (_, n) => `x${n + 1}: &x${n + 1} [${Array(10).fill(`*x${n}`)}]\n`).join('')}`;
const types = '"name":"a","nodeTypes":{"T":{"kind":"chart"}}';
const withNode = (node: string): string => `{${types},"nodes":[{"nodeType":"T","name":"n"},\n{${node}}]}`;
const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(json, 'utf16le')]);

describe('what is refused', () => {
  test.each<[string, string, Files[string], RegExp]>([
    ['broken JSON', 'a.json', '{"name":"a",\n "nodeTypes" {}}', /a\.json:2:14: is no JSON: colon expected$/],
    ['JSON with a comment', 'a.json', '{"name":"a"} // x', /a\.json:1:14: is no JSON/],
    ['JSON that ends early', 'a.json', '{"name":"a"', /a\.json:1:12: is no JSON: close brace expected/],
    [
      'JSON nested too deeply',
      'a.json',
      `${deep}${deep.replaceAll('[', ']')}`,
      /a\.json:1:1: is nested more than 200 levels deep$/,
    ],
    ['broken YAML', 'a.yaml', 'name: a\nnodeTypes: {', /a\.yaml:2:13: is no YAML/],
    ['YAML with a wrong indent', 'a.yaml', 'name: a\n  nodeTypes: b', /a\.yaml:\d:\d+: is no YAML/],
    [
      'YAML of several documents',
      'a.yaml',
      'name: a\n---\nname: b',
      /a\.yaml:2:1: is no YAML that can be used here: .*multiple documents/,
    ],
    ['YAML with a tag', 'a.yaml', 'name: !!js/function a', /a\.yaml:1:7: .*Unresolved tag/],
    [
      'JSON nested deeper than there is need for',
      'a.json',
      `{${types},"nodes":[],"x":${nest(300)}}`,
      /a\.json:1:1: is nested more than 200 levels deep$/,
    ],
    [
      'YAML nested deeper than there is need for',
      'a.yaml',
      `name: a\nx: ${nest(300)}`,
      /a\.yaml:2:\d+: is nested more than 200 levels deep/,
    ],
    ['YAML nested too deeply', 'a.yaml', `name: ${nest(20_000)}`, /a\.yaml.*: is nested more than 200 levels deep/],
    [
      'an alias within its own anchor',
      'a.yaml',
      'name: a\nx: &x { y: *x }',
      /a\.yaml:2:12: is nested more than 200 levels deep, or an alias stands for what it is in/,
    ],
    [
      'YAML keys that differ in their form alone',
      'a.yaml',
      'name: a\nnodeTypes: { 1: { kind: chart }, "1": { kind: dashboard } }\nnodes: []',
      /a\.yaml:2:\d+: nodeTypes\["?1"?\] comes twice|nodeTypes\.1 comes twice/,
    ],
    [
      'a YAML key that is a map',
      'a.yaml',
      'name: a\nnodeTypes: { T: {}, { a: b }: {} }\nnodes: []',
      /is no text, which a key must be/,
    ],
    [
      'a node type without a name',
      'a.json',
      '{"name":"a","nodeTypes":{" ":{}},"nodes":[]}',
      /nodeTypes\[" "\] is a name that must not be empty/,
    ],
    [
      'a reference of a kind in capitals',
      'a.json',
      withNode('"nodeType":"T","name":"x","upstream":[{"kind":"DBT"}]'),
      /must be one of dbt, native, custom; found "DBT"; did you mean "dbt"\?/,
    ],
    ['a YAML bomb', 'a.yaml', bomb, /a\.yaml: .*Excessive alias count/],
    ['an alias to nothing', 'a.yaml', 'name: *a', /a\.yaml.*: is no YAML that can be used here: Unresolved alias/],
    ['a folder', 'a.json', null, /a\.json: holds no integration/],
    ['a missing file', 'a.json', undefined, /a\.json: does not exist/],
    ['an empty file', 'a.yaml', '', /a\.yaml: is empty/],
    ['YAML with nothing but a comment', 'a.yaml', '# later\n', /a\.yaml:\d:\d: must be an object; found null/],
    ['null', 'a.json', 'null', /a\.json:1:1: must be an object; found null/],
    ['a list', 'a.json', '[]', /a\.json:1:1: must be an object; found a list/],
    ['a text', 'a.yaml', 'name', /a\.yaml:1:1: must be an object; found "name"/],
    ['UTF-16', 'a.json', utf16, /a\.json: is UTF-16; save it as UTF-8/],
    ['UTF-16 with its bytes swapped', 'a.json', Buffer.from(utf16).swap16(), /a\.json: is UTF-16; save it as UTF-8/],
    ['UTF-16 without a mark', 'a.json', utf16.subarray(2), /a\.json: is UTF-16; save it as UTF-8/],
    ['Latin-1', 'a.json', Buffer.from('{"name":"caf\xe9"}', 'latin1'), /a\.json: is no UTF-8; save it as UTF-8/],
    [
      'another kind of file',
      'a.csv',
      'name',
      /a\.csv: has a name that does not say what it holds; it must end in \.json, \.yaml, \.yml or \.jsonl/,
    ],
    ['nodes alone', 'a.jsonl', '{}', /a\.jsonl: has nodes only; give the bundle/],
    [
      'a key that comes twice',
      'a.json',
      `{${types},"nodes":[],\n"name":"b"}`,
      /a\.json:2:1: name comes twice; only one/,
    ],
    [
      'a key that comes twice in a node',
      'a.json',
      withNode('"nodeType":"T","name":"x","name":"y"'),
      /a\.json:2:28: nodes\[1\]\.name comes twice/,
    ],
    ['a key that comes twice in YAML', 'a.yaml', 'name: a\nname: b', /a\.yaml:2:1: .*unique/],
    [
      '__proto__',
      'a.json',
      `{"__proto__":{"x":1},${types},"nodes":[]}`,
      /a\.json:1:2: __proto__ is a name that nothing can have/,
    ],
    [
      '__proto__ as a node type',
      'a.json',
      '{"name":"a","nodes":[],"nodeTypes":{"T":{},"__proto__":{}}}',
      /a\.json:1:44: nodeTypes\.__proto__ is a name/,
    ],
    [
      '__proto__ in YAML',
      'a.yaml',
      'name: a\nnodeTypes:\n  __proto__: {}\nnodes: []',
      /a\.yaml:3:3: nodeTypes\.__proto__ is a name/,
    ],
    [
      'an unknown property',
      'a.json',
      `{${types},"node":[]}`,
      /a\.json:1:48: node is unknown: a bundle may have \$schema, name, .*; did you mean "nodes"\?/,
    ],
    [
      'no nodes',
      'a.json',
      `{${types}}`,
      /a\.json:1:1: nodes are missing; list them here, or write them to nodes\.jsonl/,
    ],
    [
      'nodes that are no list',
      'a.json',
      `{${types},"nodes":{}}`,
      /a\.json:1:56: nodes must be a list; found an object/,
    ],
    ['a node that is none', 'a.json', `{${types},"nodes":[7]}`, /nodes\[0\] must be an object; found 7/],
    [
      'no node types',
      'a.json',
      '{"name":"a","nodeTypes":{},"nodes":[]}',
      /a\.json:1:25: nodeTypes must declare at least one node type/,
    ],
    [
      'an unknown colour',
      'a.yaml',
      'name: a\nnodeTypes:\n  T:\n    color: BLUE\nnodes: []',
      /a\.yaml:4:12: nodeTypes\.T\.color must be one of CORAL, CYAN, GREEN, LEAF, MANDY, ORANGE, TEAL, VIOLET; found "BLUE"$/,
    ],
    [
      'a colour in small letters',
      'a.json',
      '{"name":"a","nodeTypes":{"My T":{"color":"teal"}},"nodes":[]}',
      /nodeTypes\["My T"\]\.color must be .*; found "teal"; did you mean "TEAL"\?/,
    ],
    [
      'a wrong type',
      'a.json',
      withNode('"nodeType":"T","name":7'),
      /a\.json:2:24: nodes\[1\]\.name must be a text; found 7/,
    ],
    [
      'a misspelt property',
      'a.json',
      withNode('"nodeType":"T","name":"x","ownr":"y"'),
      /a\.json:2:28: nodes\[1\]\.ownr is unknown: a chart may have .*; did you mean "owner"\?/,
    ],
    [
      'a property of another kind',
      'a.json',
      withNode('"nodeType":"T","name":"x","table":"y"'),
      /nodes\[1\]\.table is unknown: a chart may have/,
    ],
    [
      'a misspelt node type',
      'a.json',
      withNode('"nodeType":"TT","name":"x"'),
      /a\.json:2:13: nodes\[1\]\.nodeType the node type "TT" is not declared in the integration "a"; it has "T"$/,
    ],
    [
      'a misspelt node_typ',
      'a.json',
      withNode('"node_typ":"T","name":"x"'),
      /nodes\[1\]\.node_typ is unknown: a node may have .*; did you mean "nodeType"\?/,
    ],
    [
      'an unknown kind',
      'a.json',
      withNode('"kind":"Chart","nodeType":"T","name":"x"'),
      /nodes\[1\]\.kind must be one of chart, dashboard, datasource; found "Chart"; did you mean "chart"\?/,
    ],
    [
      'no kind at all',
      'a.json',
      '{"name":"a","nodeTypes":{"T":{}},"nodes":[{"nodeType":"T","name":"x"}]}',
      /nodes\[0\] states no kind, nor does its node type "T": give one of them a kind/,
    ],
    [
      'a reference of an unknown kind',
      'a.json',
      withNode('"nodeType":"T","name":"x","upstream":[{"kind":"table"}]'),
      /upstream\[0\]\.kind must be one of dbt, native, custom; found "table"/,
    ],
    [
      'an unknown native node type',
      'a.json',
      withNode('"nodeType":"T","name":"x","upstream":[{"kind":"native","nodeType":"LookerLok","id":"1"}]'),
      /upstream\[0\]\.nodeType must be one of FivetranConnector, .*; did you mean "LookerLook"\?/,
    ],
    [
      'an integration that is none',
      'a.json',
      withNode('"nodeType":"T","name":"x","upstream":[{"kind":"custom","nodeType":"T","integration":7}]'),
      /upstream\[0\]\.integration must be an integration's name, or \{ uid, name \}; found 7/,
    ],
    [
      'a time without an offset',
      'a.json',
      withNode('"nodeType":"T","name":"x","createdAt":"2024-05-01T09:00:00"'),
      /nodes\[1\]\.createdAt is "2024-05-01T09:00:00", which has no offset/,
    ],
  ])('%s', async (_, name, content, message) => {
    await withFiles({ [name]: content }, async (folder) => {
      const error = await readIntegration(join(folder, name)).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(InvalidFileError);
      if (!(error instanceof InvalidFileError)) return;
      expect(error.message).toMatch(message);
      expect(error.message).not.toContain('\n    at ');
      expect(error.problems[0]?.file).toBe(join(folder, name));
    });
  });

  test.each<[string, string | Uint8Array, RegExp]>([
    ['a broken line', '{"nodeType":"T","name":"x"}\n\n{"nodeType":"T",,}', /nodes\.jsonl:3:17: is no JSON/],
    [
      'a wrong line',
      '{"nodeType":"T","name":"x"}\n{"nodeType":"T","name":"x","tags":"y"}',
      /nodes\.jsonl:2:35: tags must be a list; found "y"/,
    ],
    ['a key that comes twice', '{"nodeType":"T","name":"x","name":"y"}', /nodes\.jsonl:1:28: name comes twice/],
    ['a list', '[]', /nodes\.jsonl:1:1: must be an object; found a list/],
    ['null', 'null', /nodes\.jsonl:1:1: must be an object; found null/],
    ['UTF-16', utf16, /nodes\.jsonl: is UTF-16/],
    [
      'a letter cut in two',
      Buffer.from('{"nodeType":"T","name":"x"}\n"é"').subarray(0, -2),
      /nodes\.jsonl: is no UTF-8/,
    ],
    [
      'a line over 10 MB',
      `{"nodeType":"T","name":"x"}\n{"nodeType":"T","name":"${'x'.repeat(10_000_000)}"}\n`,
      /nodes\.jsonl:2:1: is longer than 10000000 characters/,
    ],
    ['a line over 10 MB without an end', 'x'.repeat(11_000_000), /nodes\.jsonl:1:1: is longer/],
  ])('in nodes.jsonl: %s', async (_, content, message) => {
    await withFiles({ 'integration.json': `{${types}}`, 'nodes.jsonl': content }, async (folder) => {
      await expect(readIntegration(folder)).rejects.toThrow(message);
    });
  });

  test.each<[string, Files, string, RegExp]>([
    [
      'nodes in two places',
      { 'a.yaml': yaml, 'nodes.jsonl': '' },
      'a.yaml',
      /a\.yaml:9:1: nodes are given here, and .*nodes\.jsonl has nodes too/,
    ],
    [
      'two bundles',
      { 'integration.yaml': yaml, 'integration.json': json },
      '',
      /has integration\.yaml and integration\.json; say which/,
    ],
    [
      'a folder of lines',
      { 'integration.json': `{${types}}`, 'nodes.jsonl': null },
      '',
      /nodes\.jsonl: is no regular file/,
    ],
  ])('%s', async (_, files, path, message) => {
    await withFiles(files, async (folder) => {
      await expect(readIntegration(join(folder, path))).rejects.toThrow(message);
    });
  });

  test('all problems of a file are told, also those of a thousand lines', async () => {
    const lines = Array.from({ length: 1_500 }, () => '{"nodeType":"T"}').join('\n');
    await withFiles({ 'integration.json': `{${types}}`, 'nodes.jsonl': lines }, async (folder) => {
      const error = await readIntegration(folder).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ problems: { length: 1_000 } });
      expect(String(error)).toMatch(/and 980 more, in `problems`$/);
    });
    const bad = `{"name":"a","nodeTypes":{"T":{"color":"RED"},"U":{"kind":"x"}},"nodes":[{"nodeType":"T"},{"name":1}]}`;
    await withFiles({ 'a.json': bad }, async (folder) => {
      const error = await readIntegration(join(folder, 'a.json')).catch((reason: unknown) => reason);
      expect(error).toMatchObject({
        problems: [
          { path: ['nodeTypes', 'T', 'color'] },
          { path: ['nodeTypes', 'U', 'kind'] },
          { path: ['nodes', 0, 'name'] },
          { path: ['nodes', 1, 'nodeType'] },
          { path: ['nodes', 1, 'name'] },
        ],
      });
    });
  });

  test('a pipe in place of lines, which nobody writes to', async () => {
    await withFiles({ 'integration.json': `{${types}}` }, async (folder) => {
      execFileSync('mkfifo', [join(folder, 'nodes.jsonl')]);
      await expect(readIntegration(folder)).rejects.toThrow(/nodes\.jsonl: is no regular file/);
    });
  });

  test.skipIf(!existsSync('/proc/self/fd'))(
    'files are closed, also those that were not read to their end',
    async () => {
      const files = { 'integration.json': `{${types}}`, 'nodes.jsonl': '{"nodeType":"T","name":"x"}\n'.repeat(20_000) };
      await withFiles(files, async (folder) => {
        const open = () => readdirSync('/proc/self/fd').length;
        const { nodes } = await readIntegration(folder);
        const before = open();
        for (let round = 0; round < 20; round++) {
          for await (const _ of typeof nodes === 'function' ? nodes() : expect.unreachable()) break;
        }
        expect(open() - before).toBeLessThan(10);
      });
    },
  );

  test('lines that change while they are used', async () => {
    const { writeFile } = await import('node:fs/promises');
    await withFiles(
      { 'integration.json': `{${types}}`, 'nodes.jsonl': '{"nodeType":"T","name":"x"}' },
      async (folder) => {
        const integration = await readIntegration(folder);
        await writeFile(join(folder, 'nodes.jsonl'), '{"nodeType":"T","name":"x"}\n{"nodeType":"T"}');
        await expect(allNodes(integration)).rejects.toThrow(/nodes\.jsonl:2:1: name is missing/);
      },
    );
  });
});

describe('positions of issues', () => {
  test.each([
    ['a.yaml', yaml.replaceAll('Orders }', 'Ordres }'), [[20, 9]]],
    ['a.json', JSON.stringify(parse(yaml.replaceAll('Orders }', 'Ordres }')), undefined, 1), [[33, 5]]],
  ])('in %s', async (name, text, positions) => {
    await withFiles({ [name]: text }, async (folder) => {
      const issues = await checkIntegration(await readIntegration(join(folder, name)));
      expect(issues.map(({ code }) => code)).toStrictEqual(['dangling-reference']);
      expect(issues.map(({ location }) => [location?.line, location?.column])).toStrictEqual(positions);
    });
  });

  test('both nodes of a pair, in lines too; codes set aside; codes that count more', async () => {
    const line = '{"nodeType":"T","name":"x"}';
    const files = {
      'integration.json': `{${types}}`,
      'nodes.jsonl': `${line}\n\n{"nodeType":"T","name":"y","url":"y"}\n${line}\n`,
    };
    await withFiles(files, async (folder) => {
      const integration = await readIntegration(folder);
      const file = join(folder, 'nodes.jsonl');
      expect(await checkIntegration(integration, { treatAsError: ['invalid-url'] })).toMatchObject([
        { code: 'invalid-url', severity: 'error', location: { file, line: 3, column: 34 } },
        {
          code: 'duplicate-stable-id',
          location: { file, line: 4, column: 1 },
          otherLocation: { file, line: 1, column: 1 },
        },
      ]);
      expect(await checkIntegration(integration, { ignore: ['invalid-url', 'duplicate-stable-id'] })).toStrictEqual([]);
    });
  });

  test('very many issues of one line, and of one node', async () => {
    const references = Array.from({ length: 30_000 }, () => '{"kind":"dbt","table":"ORDERS"}').join(',');
    const node = `{"nodeType":"T","name":"x","upstream":[${references}]}`;
    await withFiles({ 'integration.json': `{${types}}`, 'nodes.jsonl': node }, async (folder) => {
      const issues = await checkIntegration(await readIntegration(folder));
      expect(issues).toHaveLength(10_001); // The most warnings that are told of lines, and the size.
      expect(issues.at(-1)?.location?.line).toBe(1);
    });
    await withFiles({ 'a.json': `{${types},"nodes":[${node}]}` }, async (folder) => {
      const issues = await checkIntegration(await readIntegration(join(folder, 'a.json')), {
        ignore: ['node-too-large'],
      });
      expect(issues).toHaveLength(30_000);
    });
  });

  test('errors after very many warnings, and after issues that are set aside, are found', async () => {
    const lines = Array.from({ length: 10_500 }, (_, n) => `{"nodeType":"T","name":"n${n}","url":"x"}`);
    const text = [...lines, '{"nodeType":"T","name":"n0"}', '{"nodeType":"T","name":""}'].join('\n');
    await withFiles({ 'integration.json': `{${types}}`, 'nodes.jsonl': text }, async (folder) => {
      const integration = await readIntegration(folder);
      const errors = ['duplicate-stable-id', 'empty-name'];
      expect((await checkIntegration(integration, { ignore: ['invalid-url'] })).map(({ code }) => code)).toStrictEqual(
        errors,
      );
      const all = await checkIntegration(integration);
      expect(all.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toStrictEqual(errors);
      expect(all).toHaveLength(10_002);
    });
  });

  test('a node that no request can hold is told before anything is sent', async () => {
    const node = (letters: number) => `{"nodeType":"T","name":"x","description":"${'é'.repeat(letters)}"}`;
    await withFiles({ 'integration.json': `{${types}}`, 'nodes.jsonl': node(530_000) }, async (folder) => {
      expect(await checkIntegration(await readIntegration(folder))).toMatchObject([
        { code: 'node-too-large', severity: 'error', location: { line: 1 } },
      ]);
    });
    await withFiles({ 'integration.json': `{${types}}`, 'nodes.jsonl': node(500_000) }, async (folder) => {
      expect(await checkIntegration(await readIntegration(folder))).toStrictEqual([]);
    });
  });

  test('an issue of a node that cannot be told from others has no place', async () => {
    await withFiles({ 'a.yaml': yaml }, async (folder) => {
      const { locate } = await readIntegration(join(folder, 'a.yaml'));
      const issue = {
        severity: 'error',
        code: 'node-too-large',
        message: '',
        node: { nodeType: 'Model', name: 'Orders' },
        path: [],
      } as const;
      expect(await locate([issue])).toStrictEqual([issue]);
    });
  });

  test('an icon that Blueprint does not have', async () => {
    const bundle = `{"name":"a","nodeTypes":{"T":{"kind":"chart",\n"icon":"databse"}},"nodes":[{"nodeType":"T","name":"x"}]}`;
    await withFiles({ 'a.json': bundle }, async (folder) => {
      expect(await checkIntegration(await readIntegration(join(folder, 'a.json')))).toMatchObject([
        {
          code: 'unknown-icon',
          severity: 'warning',
          message: 'the icon "databse" is not in Blueprint\'s library; did you mean "database"?',
          location: { line: 2, column: 8 },
        },
      ]);
    });
  });
});

describe('writing', () => {
  const asLines = (nodes: readonly Node[]): string => nodes.map((node) => `${JSON.stringify(node)}\n`).join('');

  test('any integration reads back as it was written, and the formats agree', async () => {
    await withFiles({ 'lines/x': null }, async (folder) => {
      const { mkdir, writeFile } = await import('node:fs/promises');
      await fc.assert(
        fc.asyncProperty(anyIntegration, async ({ definition, nodes }) => {
          for (const name of ['a.json', 'a.yaml']) {
            await writeIntegration(join(folder, name), { definition, nodes });
            const read = await readIntegration(join(folder, name));
            expect(read.definition).toStrictEqual(definition);
            expect(read.nodes).toStrictEqual(nodes);
          }
          await mkdir(join(folder, 'lines'), { recursive: true });
          await writeIntegration(join(folder, 'lines.json'), { definition, nodes: [] });
          await writeFile(join(folder, 'lines.jsonl'), asLines(nodes));
          const streamed = await readIntegration(join(folder, 'lines.json'), { nodes: join(folder, 'lines.jsonl') });
          expect(await allNodes(streamed)).toStrictEqual(nodes);
          expect(streamed.definition).toStrictEqual(definition);
        }),
        { numRuns: 200 },
      );
    });
  });

  test('what nodes share is written in full', async () => {
    const upstream = [{ kind: 'dbt' as const, table: 'orders' }];
    const node = { kind: 'chart' as const, nodeType: 'T', name: 'a', upstream };
    await withFiles({}, async (folder) => {
      const file = join(folder, 'a.yaml');
      await writeIntegration(file, {
        definition: { name: 'a', nodeTypes: { T: {} } },
        nodes: [node, { ...node, name: 'b' }],
      });
      expect(await readFile(file, 'utf8')).not.toMatch(/[&*]a1/);
    });
  });

  test('what was read can be written, in the other format', async () => {
    await withFiles({ 'a.yaml': yaml }, async (folder) => {
      const integration = await readIntegration(join(folder, 'a.yaml'));
      await writeIntegration(join(folder, 'b.json'), integration);
      const again = await readIntegration(join(folder, 'b.json'));
      expect([again.definition, again.nodes]).toStrictEqual([integration.definition, integration.nodes]);
    });
  });

  test('a link and the mode of a file stay as they are, and what could not be read back is not written', async () => {
    const definition: Definition = { name: 'a', nodeTypes: { T: { kind: 'chart' } } };
    await withFiles({ 'real/a.json': '' }, async (folder) => {
      const [file, link] = [join(folder, 'real/a.json'), join(folder, 'link.json')];
      await chmod(file, 0o600);
      await symlink(file, link);
      await writeIntegration(link, { definition, nodes: [] });
      expect((await lstat(link)).isSymbolicLink()).toBe(true);
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      expect((await readIntegration(file)).definition).toStrictEqual(definition);
      const written = await readFile(file, 'utf8');
      await expect(writeIntegration(file, { definition: { name: ' ', nodeTypes: {} }, nodes: [] })).rejects.toThrow(
        /has no name/,
      );
      expect(await readFile(file, 'utf8')).toBe(written);
    });
  });

  test('a name without a format, and a place that there is not', async () => {
    const definition: Definition = { name: 'a', nodeTypes: { T: { kind: 'chart' } } };
    await withFiles({}, async (folder) => {
      const write = (name: string) => writeIntegration(join(folder, name), { definition, nodes: [] });
      await expect(write('a.txt')).rejects.toThrow(
        /a\.txt: has a name that does not say the format; it must end in \.json/,
      );
      await expect(write('nowhere/a.json')).rejects.toThrow(/a\.json: cannot be written \(ENOENT/);
    });
  });
});

describe('the JSON Schema for editors', async () => {
  const schema = fileURLToPath(new URL('../schema/integration.schema.json', import.meta.url));
  const isValid = new Ajv({ strict: false }).compile(JSON.parse(await readFile(schema, 'utf8')));

  test('accepts every integration that can be written', () => {
    fc.assert(
      fc.property(anyIntegration, ({ definition, nodes }) => {
        expect(isValid(JSON.parse(JSON.stringify({ ...definition, nodes })))).toBe(true);
      }),
    );
    expect(isValid(parse(yaml.replace('    description:\n', '')))).toBe(true);
  });

  test.each([
    ['a misspelt property', yaml.replace('table: orders', 'tabel: orders')],
    ['an unknown colour', yaml.replace('ORANGE', 'BLUE')],
    ['a property of another kind', yaml.replace('kind: dashboard', 'kind: dashboard\n    table: x')],
    ['no node types', yaml.replace('nodeTypes:', 'nodeType:')],
    ['a reference of an unknown kind', yaml.replace('kind: dbt', 'kind: table')],
  ])('refuses %s', (_, text) => {
    expect(isValid(parse(text))).toBe(false);
  });
});
