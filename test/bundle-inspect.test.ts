// Everything that is wrong with files, in one list.

import { join } from 'node:path';
import fc from 'fast-check';
import { type Finding, InvalidFileError, inspectIntegration, readIntegration } from 'paradime-integrations/files';
import { describe, expect, test } from 'vitest';
import { types } from './support/bundle.js';
import { type Files, withFiles } from './support/files.js';

/** The findings in short: line, column, code and message. */
async function inspect(files: Files, options?: Parameters<typeof inspectIntegration>[1]): Promise<readonly string[]> {
  return await withFiles(files, async (folder) => {
    const { findings } = await inspectIntegration(folder, options);
    return findings.map((finding) => inShort(finding, folder));
  });
}

function inShort({ code, message, location }: Finding, folder: string): string {
  const file = location?.file.slice(folder.length + 1);
  return `${file}:${location?.line}:${location?.column} ${code} ${message}`;
}

const codesOf = (lines: readonly string[]): readonly string[] => lines.map((line) => line.split(' ')[1] ?? '');

describe('all findings of all files', () => {
  const nasty = `name: M
nodeTypes:
  Q: { kind: chart, icon: databse }
  P: { kind: chart, colour: TEAL }
nodes:
  - { nodeType: Q, name: A, createdAt: 2024-05-01 }
  - { nodeType: Q, name: A, url: x }
  - { nodeType: Q, name: B, upstream: [{ kind: custom, integration: M, nodeType: Q, name: A }] }
  - { nodeType: Q, name: D, upstream: [{ kind: custom, integration: M, nodeType: Q, name: Bb }, { kind: dbt }] }
  - { nodeType: P, name: C, downstream: [{ kind: custom, integration: M, nodeType: P, name: c c }] }
`;

  test('form errors, duplicates and lineage are listed together, in the order of lines', async () => {
    expect(await inspect({ 'integration.yaml': nasty })).toStrictEqual([
      'integration.yaml:3:27 unknown-icon the icon "databse" is not in Blueprint\'s library; did you mean "database"?',
      'integration.yaml:4:21 invalid-file nodeTypes.P.colour is unknown: a node type may have kind, icon, color; did you mean "color"?',
      'integration.yaml:6:40 invalid-timestamp Q "A" (node 1), createdAt: must have an offset, such as 2024-05-01T09:00:00Z or 2024-05-01T11:00:00+02:00 (got "2024-05-01")',
      'integration.yaml:7:5 duplicate-stable-id Q "A" (node 2), id: has the same stable id as Q "A" (node 1). Without an `id` it is derived from the name alone: give one of the two an `id` or another name',
      'integration.yaml:7:34 invalid-url Q "A" (node 2), url: should be an http or https address (got "x")',
      'integration.yaml:9:40 dangling-reference Q "D" (node 4), upstream[0]: refers to the Q "Bb", which is not among the nodes',
      'integration.yaml:9:97 incomplete-reference Q "D" (node 4), upstream[1].table: is missing; a dbt reference must have a table, a model or a source',
      'integration.yaml:10:42 dangling-reference P "C" (node 5), downstream[0]: refers to the P "c c", which is not among the nodes',
    ]);
  });

  test('the definition comes first, then the nodes in another file', async () => {
    const files = {
      'integration.json': '{"name":"M",\n"nodeTypes":{"Q":{"kind":"chart","icon":"databse","x":1}}}',
      'nodes.jsonl': '{"nodeType":"Q","name":"A","tags":1}\n{"nodeType":"Q",\n{"nodeType":"Q","name":"A"}',
    };
    expect(codesOf(await inspect(files))).toStrictEqual([
      'unknown-icon',
      'invalid-file',
      'invalid-attribute',
      'invalid-file',
      'duplicate-stable-id',
    ]);
  });

  test.each([
    ['a node whose name cannot be read', '{"nodeType":"T","nam":"B"}', ['unknown-attribute', 'empty-name']],
    ['a node whose type cannot be read', '{"nodeTyp":"T","name":"B"}', ['unknown-node-type', 'unknown-attribute']],
    ['a node with another error', '{"nodeType":"T","name":"B","tags":1}', ['invalid-attribute']],
    ['a node with an unreadable id', '{"nodeType":"T","name":"B","id":1}', ['invalid-attribute']],
    ['a node with an unreadable kind', '{"nodeType":"T","name":"B","kind":"x"}', ['kind-mismatch']],
  ])('a reference to %s is not called dangling', async (_, node, codes) => {
    const by = (what: string) => `{"kind":"custom","integration":"a","nodeType":"T",${what}}`;
    const other = `{"nodeType":"T","name":"A","upstream":[${by('"name":"B"')}]}`;
    for (const files of asFiles([other, node])) {
      const found = codesOf(await inspect(files));
      expect(found.toSorted()).toStrictEqual(codes.toSorted());
    }
  });

  test.each([
    ['a node type of an unknown kind', '"nodeTypes":{"T":{"kind":"char"}}', ['invalid-file']],
    ['node types that are a list', '"nodeTypes":["T"]', ['invalid-file']],
    ['an identity that does not exist', '"nodeTypes":{"T":{"kind":"chart"}},"identity":"type"', ['invalid-file']],
  ])('%s: no errors of nodes follow from it', async (_, head, codes) => {
    const nodes = '[{"nodeType":"T","name":"A"},{"nodeType":"T","name":"B"}]';
    expect(codesOf(await inspect({ 'integration.json': `{"name":"a",${head},"nodes":${nodes}}` }))).toStrictEqual(
      codes,
    );
  });

  test('node types of the official layout of which one cannot be read', async () => {
    const files = {
      'integration.json': '{"name":"a"}',
      'node_types.json': '[{"node_type":"T","kind":"chart"},{"node_type":"U","colour":1}]',
      'nodes.json':
        '[{"name":"x","node_type":"U","attributes":{"created_at":"now","owne":"a"}},{"name":"x","node_type":"T"},{"name":"y","node_type":"V"}]',
    };
    expect(codesOf(await inspect(files))).toStrictEqual([
      'invalid-file',
      'invalid-timestamp',
      'unknown-attribute',
      'duplicate-stable-id',
      'unknown-node-type',
    ]);
  });

  test('a list without nodes, unless it is allowed', async () => {
    const message = 'no-nodes has no nodes; publishing it would remove every node that Paradime shows';
    const empty = { 'integration.json': `{${types},\n"nodes":[]}` };
    expect(await inspect(empty)).toStrictEqual([`integration.json:2:9 ${message}`]);
    expect(await inspect(empty, { allowEmpty: true })).toStrictEqual([]);
    const lines = { 'integration.json': `{${types}}`, 'nodes.jsonl': '\n' };
    expect(await inspect(lines)).toStrictEqual([`nodes.jsonl:undefined:undefined ${message}`]);
    expect(codesOf(await inspect({ 'integration.json': `{${types},"nodes":{}}` }))).toStrictEqual(['invalid-file']);
    expect(codesOf(await inspect({ 'integration.json': `{${types}}` }))).toStrictEqual(['invalid-file']);
  });

  test('readIntegration throws the form errors, in the same order and with the same codes', async () => {
    await withFiles({ 'integration.yaml': nasty }, async (folder) => {
      const error: unknown = await readIntegration(folder).catch((reason: unknown) => reason);
      if (!(error instanceof InvalidFileError)) throw error;
      expect(error.problems.map(({ code, path, place }) => [code, path, place])).toStrictEqual([
        ['invalid-file', ['nodeTypes', 'P', 'colour'], undefined],
        ['invalid-timestamp', ['nodes', 0, 'createdAt'], 'Q "A" (node 1), createdAt'],
        ['incomplete-reference', ['nodes', 3, 'upstream', 1, 'table'], 'Q "D" (node 4), upstream[1].table'],
      ]);
      expect(error.message).toContain('integration.yaml:6:40: Q "A" (node 1), createdAt: must have an offset');
    });
  });

  test.each([
    ['"createdAt":true', 'invalid-timestamp'],
    ['"lastModifiedAt":"now"', 'invalid-timestamp'],
    ['"ownr":"x"', 'unknown-attribute'],
    ['"owner":1', 'invalid-attribute'],
    ['"fields":[{}]', 'invalid-attribute'],
    ['"fields":[{"name":"x","typ":"y"}]', 'unknown-attribute'],
    ['"tags":["x",1]', 'invalid-attribute'],
    ['"id":1', 'invalid-attribute'],
    ['"name":1', 'empty-name'],
    ['"nodeType":1', 'unknown-node-type'],
    ['"nodeType":"TT"', 'unknown-node-type'],
    ['"kind":"x"', 'kind-mismatch'],
    ['"upstream":{}', 'incomplete-reference'],
    ['"upstream":[1]', 'incomplete-reference'],
    ['"upstream":[{"kind":"x"}]', 'incomplete-reference'],
    ['"upstream":[{"kind":"dbt","table":"x","schema":1}]', 'invalid-attribute'],
    ['"upstream":[{"kind":"dbt","table":"x","tabel":1}]', 'unknown-attribute'],
    ['"upstream":[{"kind":"native","nodeType":"x","id":"x"}]', 'unknown-native-node-type'],
    ['"upstream":[{"kind":"custom","nodeType":"T","name":"x","integration":1}]', 'incomplete-reference'],
  ])('%s has the code of the check: %s', async (attribute, code) => {
    const node = attribute.startsWith('"name"') ? '"nodeType":"T"' : '"nodeType":"T","name":"x"';
    const given = attribute.startsWith('"nodeType"') ? '"name":"x"' : node;
    const { head, tail } = { head: '"name":"a","nodeTypes":{"T":{"kind":"chart"}}', tail: `{${given},${attribute}}` };
    expect(codesOf(await inspect({ 'integration.json': `{${head},"nodes":[${tail}]}` }))).toStrictEqual([code]);
    expect(codesOf(await inspect({ 'integration.json': `{${head}}`, 'nodes.jsonl': tail }))).toStrictEqual([code]);
  });

  test('a path without files', async () => {
    await withFiles({}, async (folder) => {
      const path = join(folder, 'nowhere');
      expect(await inspectIntegration(path)).toStrictEqual({
        findings: [
          {
            severity: 'error',
            code: 'invalid-file',
            message: 'does not exist',
            location: { file: path, line: undefined, column: undefined },
          },
        ],
        issues: [],
      });
    });
  });
});

describe('nodes in lines', () => {
  const own = (name: string) => ({ kind: 'custom', integration: 'a', nodeType: 'T', name });

  test('references and cycles are checked, with the names of all nodes', async () => {
    const nodes = [
      { nodeType: 'T', name: 'Revenue', upstream: [own('Orders'), own('Revenu')] },
      { nodeType: 'T', name: 'Orders', upstream: [own('Revenue'), own('Orders')] },
      {
        nodeType: 'T',
        name: 'Other',
        upstream: [
          { ...own('Orders'), nodeType: 'X' },
          { ...own('Orders'), id: 'x' },
        ],
      },
      { nodeType: 'T', name: 'Orders', id: 'other' },
    ].map((node) => JSON.stringify(node));
    const [array, lines] = await Promise.all(asFiles(nodes).map((files) => inspect(files)));
    const withoutPlace = (found: readonly string[] = []) => found.map((line) => line.replace(/^\S+ /, ''));
    expect(withoutPlace(lines)).toStrictEqual(withoutPlace(array));
    expect(withoutPlace(lines)).toStrictEqual([
      'cycle T "Revenue" (node 1): is part of the cycle T "Revenue" -> T "Orders" -> T "Revenue"',
      'dangling-reference T "Revenue" (node 1), upstream[1]: refers to the T "Revenu", which is not among the nodes; did you mean "Revenue"?',
      'self-reference T "Orders" (node 2), upstream[1]: refers to itself',
      'dangling-reference T "Other" (node 3), upstream[0]: refers to the X "Orders", which is not among the nodes: the integration has no node type "X"',
      'dangling-reference T "Other" (node 3), upstream[1]: refers to the T with the id "x", which is not among the nodes: the T of that name has another id',
      'duplicate-node T "Orders" (node 4), name: has the same type and name as T "Orders" (node 2) but a different id, so a reference by name is ambiguous',
    ]);
  });

  test('the same rows have the same findings as in a list', async () => {
    const name = fc.constantFrom('A', 'B', 'BB', 'C', 'D', '');
    const reference = fc.record(
      {
        kind: fc.constantFrom('custom', 'custom', 'custom', 'dbt'),
        integration: fc.constantFrom('a', 'a', 'a', 'other'),
        nodeType: fc.constantFrom('T', 'U', 'V'),
        name,
        id: fc.constantFrom('A', 'x', 1),
      },
      { requiredKeys: ['kind', 'integration', 'nodeType'] },
    );
    const row = fc.record(
      {
        nodeType: fc.constantFrom('T', 'T', 'U', 'W', 7),
        name,
        id: fc.constantFrom('A', 'x', 'y', 1),
        createdAt: fc.constantFrom(1, 'now', 2 ** 40),
        upstream: fc.array(reference, { maxLength: 3 }),
        downstream: fc.array(reference, { maxLength: 2 }),
        owner: fc.constantFrom('o', 3),
        ownr: fc.constant('o'),
        url: fc.constant('u'),
      },
      { requiredKeys: ['nodeType', 'name'] },
    );
    const rows = fc.array(fc.oneof({ arbitrary: row, weight: 9 }, fc.constant(7)), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(rows, async (values) => {
        const texts = values.map((value) => JSON.stringify(value));
        const [array, lines] = await Promise.all(asFiles(texts).map(summary));
        expect(lines).toStrictEqual(array);
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  /** All findings, without the file and the column, which differ. In the list each node has a line of its own. */
  const summary = (files: Files): Promise<readonly unknown[]> =>
    withFiles(files, async (folder) => {
      const { findings, issues } = await inspectIntegration(folder);
      const shift = 'nodes.jsonl' in files ? 1 : 0;
      const line = (of: Finding['location']) => of && (of.line ?? 0) + shift;
      return [
        findings.map(({ location, otherLocation, ...rest }) => [rest, line(location), line(otherLocation)]),
        issues.map(({ location: _, otherLocation: __, ...issue }) => issue),
      ];
    });

  test('warnings that are one too many are counted', async () => {
    const lines = Array.from({ length: 10_500 }, (_, n) => `{"nodeType":"T","name":"n${n}","url":"x"}`).join('\n');
    const found = await inspect({ 'integration.json': `{${types}}`, 'nodes.jsonl': lines });
    expect(found).toHaveLength(10_001);
    expect(found.at(-1)).toBe('nodes.jsonl:undefined:undefined not-listed and 500 more warnings, which are not listed');
  });

  test('errors after which checking stops are reported as such', async () => {
    const lines = Array.from({ length: 10_500 }, (_, n) => `{"nodeType":"T","name":"${n % 2 ? '' : n}"}`);
    const repeated = [...lines, ...lines].join('\n');
    const found = await inspect({ 'integration.json': `{${types}}`, 'nodes.jsonl': repeated });
    expect(found.at(-1)).toMatch(/not-listed and perhaps more: checking stops after 10,000 errors/);
  });
});

/** The same nodes in a list, each on a line, and in lines. */
function asFiles(nodes: readonly string[]): readonly Files[] {
  const head = '"name":"a","nodeTypes":{"T":{"kind":"chart"},"U":{"kind":"datasource"}}';
  return [
    { 'integration.json': `{${head},"nodes":[\n${nodes.join(',\n')}]}` },
    { 'integration.json': `{${head}}`, 'nodes.jsonl': nodes.join('\n') },
  ];
}
