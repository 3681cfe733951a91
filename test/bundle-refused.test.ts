import { join } from 'node:path';
import { InvalidFileError, readIntegration } from 'paradime-integrations/files';
import { describe, expect, test } from 'vitest';
import { types, utf16 } from './support/bundle.js';
import { type Files, withFiles } from './support/files.js';

const deep = '['.repeat(100_000);
const nest = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
const bomb = `name: a\nx0: &x0 [a,a,a,a,a,a,a,a,a,a]\n${Array.from({ length: 9 }, (_, n) => `x${n + 1}: &x${n + 1} [${Array(10).fill(`*x${n}`)}]\n`).join('')}`;
const withNode = (node: string): string => `{${types},"nodes":[{"nodeType":"T","name":"n"},\n{${node}}]}`;

describe('what is refused', () => {
  test.each<[string, string, Files[string], RegExp]>([
    ['broken JSON', 'a.json', '{"name":"a",\n "nodeTypes" {}}', /a\.json:2:14: is not valid JSON: colon expected$/],
    ['JSON with a comment', 'a.json', '{"name":"a"} // x', /a\.json:1:14: is not valid JSON/],
    ['JSON that ends early', 'a.json', '{"name":"a"', /a\.json:1:12: is not valid JSON: close brace expected/],
    [
      'JSON nested too deeply',
      'a.json',
      `${deep}${deep.replaceAll('[', ']')}`,
      /a\.json:1:1: is nested more than 200 levels deep$/,
    ],
    ['broken YAML', 'a.yaml', 'name: a\nnodeTypes: {', /a\.yaml:2:13: is not valid YAML/],
    ['YAML with a wrong indent', 'a.yaml', 'name: a\n  nodeTypes: b', /a\.yaml:\d:\d+: is not valid YAML/],
    [
      'YAML of several documents',
      'a.yaml',
      'name: a\n---\nname: b',
      /a\.yaml:2:1: contains multiple documents; it must contain only one/,
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
      /a\.yaml:2:12: is nested more than 200 levels deep, or an alias refers to a collection that contains it/,
    ],
    [
      'YAML keys that differ in their form alone',
      'a.yaml',
      'name: a\nnodeTypes: { 1: { kind: chart }, "1": { kind: dashboard } }\nnodes: []',
      /a\.yaml:2:\d+: nodeTypes\["?1"?\] appears twice|nodeTypes\.1 appears twice/,
    ],
    [
      'a YAML key that is a map',
      'a.yaml',
      'name: a\nnodeTypes: { T: {}, { a: b }: {} }\nnodes: []',
      /is not a valid key: it must be a string/,
    ],
    [
      'a node type without a name',
      'a.json',
      '{"name":"a","nodeTypes":{" ":{}},"nodes":[]}',
      /nodeTypes\[" "\] is not a valid name: it must not be empty/,
    ],
    [
      'a reference of a kind in capitals',
      'a.json',
      withNode('"nodeType":"T","name":"x","upstream":[{"kind":"DBT"}]'),
      /must be one of dbt, native, custom; found "DBT"; did you mean "dbt"\?/,
    ],
    [
      'a YAML bomb',
      'a.yaml',
      bomb,
      /a\.yaml:8:22: is an alias too many: all aliases together stand for more than 100 million/,
    ],
    ['an alias to nothing', 'a.yaml', 'name: *a', /a\.yaml.*: cannot be read as YAML: Unresolved alias/],
    ['a folder', 'a.json', null, /a\.json: does not contain an integration/],
    ['a missing file', 'a.json', undefined, /a\.json: does not exist/],
    ['an empty file', 'a.yaml', '', /a\.yaml: is empty/],
    ['YAML with nothing but a comment', 'a.yaml', '# later\n', /a\.yaml:\d:\d: must be an object; found null/],
    ['null', 'a.json', 'null', /a\.json:1:1: must be an object; found null/],
    ['a list', 'a.json', '[]', /a\.json:1:1: must be an object; found a list/],
    ['a text', 'a.yaml', 'name', /a\.yaml:1:1: must be an object; found "name"/],
    ['UTF-16', 'a.json', utf16, /a\.json: is UTF-16; save it as UTF-8/],
    ['UTF-16 with its bytes swapped', 'a.json', Buffer.from(utf16).swap16(), /a\.json: is UTF-16; save it as UTF-8/],
    ['UTF-16 without a mark', 'a.json', utf16.subarray(2), /a\.json: is UTF-16; save it as UTF-8/],
    ['Latin-1', 'a.json', Buffer.from('{"name":"caf\xe9"}', 'latin1'), /a\.json: is not UTF-8; save it as UTF-8/],
    ['another kind of file', 'a.csv', 'name', /a\.csv: must have the extension \.json, \.yaml, \.yml or \.jsonl/],
    ['nodes alone', 'a.jsonl', '{}', /a\.jsonl: contains only nodes; give the bundle/],
    [
      'a key that appears twice',
      'a.json',
      `{${types},"nodes":[],\n"name":"b"}`,
      /a\.json:2:1: name appears twice; only one/,
    ],
    [
      'a key that appears twice in a node',
      'a.json',
      withNode('"nodeType":"T","name":"x","name":"y"'),
      /a\.json:2:28: T "[xy]" \(node 2\), name: appears twice/,
    ],
    ['a key that appears twice in YAML', 'a.yaml', 'name: a\nname: b', /a\.yaml:2:1: .*unique/],
    [
      '__proto__',
      'a.json',
      `{"__proto__":{"x":1},${types},"nodes":[]}`,
      /a\.json:1:2: __proto__ is not allowed as a name/,
    ],
    [
      '__proto__ as a node type',
      'a.json',
      '{"name":"a","nodes":[],"nodeTypes":{"T":{},"__proto__":{}}}',
      /a\.json:1:44: nodeTypes\.__proto__ is not allowed as a name/,
    ],
    [
      '__proto__ in YAML',
      'a.yaml',
      'name: a\nnodeTypes:\n  __proto__: {}\nnodes: []',
      /a\.yaml:3:3: nodeTypes\.__proto__ is not allowed as a name/,
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
      /a\.json:1:56: nodes must be a list of nodes, or the paths of files with nodes; found an object/,
    ],
    ['a node that is none', 'a.json', `{${types},"nodes":[7]}`, /node 1: must be an object; found 7/],
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
      /a\.json:2:24: node 2\)?, name: must be a string; found 7/,
    ],
    [
      'a misspelt property',
      'a.json',
      withNode('"nodeType":"T","name":"x","ownr":"y"'),
      /a\.json:2:28: T "[xy]" \(node 2\), ownr: is unknown: a chart may have .*; did you mean "owner"\?/,
    ],
    [
      'a property of another kind',
      'a.json',
      withNode('"nodeType":"T","name":"x","table":"y"'),
      /node 2\)?, table: is unknown: a chart may have/,
    ],
    [
      'a misspelt node type',
      'a.json',
      withNode('"nodeType":"TT","name":"x"'),
      /a\.json:2:13: TT "x" \(node 2\), nodeType: must be a node type that the integration "a" declares: "T" \(got "TT"\)$/,
    ],
    [
      'a misspelt node_typ',
      'a.json',
      withNode('"node_typ":"T","name":"x"'),
      /node 2\)?, node_typ: is unknown: a node may have .*; did you mean "nodeType"\?/,
    ],
    [
      'an unknown kind',
      'a.json',
      withNode('"kind":"Chart","nodeType":"T","name":"x"'),
      /node 2\)?, kind: must be one of chart, dashboard, datasource; found "Chart"; did you mean "chart"\?/,
    ],
    [
      'no kind at all',
      'a.json',
      '{"name":"a","nodeTypes":{"T":{}},"nodes":[{"nodeType":"T","name":"x"}]}',
      /T "x" \(node 1\): has no kind, and neither has its node type "T": set "kind" of either/,
    ],
    [
      'a reference of an unknown kind',
      'a.json',
      withNode('"nodeType":"T","name":"x","upstream":[{"kind":"table"}]'),
      /T "x" \(node 2\), upstream\[0\]\.kind: must be one of dbt, native, custom; found "table"/,
    ],
    [
      'an unknown native node type',
      'a.json',
      withNode('"nodeType":"T","name":"x","upstream":[{"kind":"native","nodeType":"LookerLok","id":"1"}]'),
      /T "x" \(node 2\), upstream\[0\]\.nodeType: must be one of FivetranConnector, .*; did you mean "LookerLook"\?/,
    ],
    [
      'an integration that is none',
      'a.json',
      withNode('"nodeType":"T","name":"x","upstream":[{"kind":"custom","nodeType":"T","integration":7}]'),
      /T "x" \(node 2\), upstream\[0\]\.integration: must be an integration's name, or \{ uid, name \}; found 7/,
    ],
    [
      'a time without an offset',
      'a.json',
      withNode('"nodeType":"T","name":"x","createdAt":"2024-05-01T09:00:00"'),
      /node 2\)?, createdAt: must have an offset, .*\(got "2024-05-01T09:00:00"\)/,
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
});

describe('values that YAML shares by aliases', () => {
  const head = 'name: M\nnodeTypes: { Q: { kind: chart } }\nnodes:\n';
  const fields = (count: number): string =>
    Array.from({ length: count }, (_, index) => `{ name: f${index} }`).join(', ');
  const repeat = (count: number, node: string): string =>
    Array.from({ length: count }, (_, index) => `  - { nodeType: Q, name: n${index}, ${node} }\n`).join('');

  test.each([
    ['a list', `  - { nodeType: Q, name: n, fields: &f [${fields(4_000)}] }\n${repeat(2_000, 'fields: *f')}`],
    ['merged keys', `  - &b { nodeType: Q, name: n, tags: [${'tag, '.repeat(20_000)}] }\n${repeat(500, '<<: *b')}`],
    [
      'a long string',
      `  - { nodeType: Q, name: n, description: &d ${'x'.repeat(100_000)} }\n${repeat(1_001, 'description: *d')}`,
    ],
  ])('are refused where they would take gigabytes: %s', async (_, nodes) => {
    await withFiles({ 'a.yaml': head + nodes }, async (folder) => {
      await expect(readIntegration(join(folder, 'a.yaml'))).rejects.toThrow(
        /a\.yaml:\d+:\d+: is an alias too many: all aliases together stand for more than 100 million characters/,
      );
    });
  });

  test('are read in ordinary use', async () => {
    const nodes = `  - { nodeType: Q, name: n, fields: &f [${fields(20)}] }\n${repeat(500, 'fields: *f')}`;
    await withFiles({ 'a.yaml': head + nodes }, async (folder) => {
      expect(await readIntegration(join(folder, 'a.yaml'))).toMatchObject({ nodeCount: 501 });
    });
  });
});
