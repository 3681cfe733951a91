// References in files that leave out what the file itself says.

import { inspectIntegration, readIntegration } from 'paradime-integrations/files';
import { expect, test } from 'vitest';
import { allNodes, type Files, withFiles } from './support/files.js';

const head = `name: Metabase
nodeTypes: { Model: { kind: datasource }, Question: { kind: chart } }
`;
const orders = '{ nodeType: Model, name: Orders }';

/** The bundle with a question that has this reference, with its nodes in the bundle and in lines. */
const layouts = (reference: string, nodes: readonly string[] = [orders]): readonly Files[] => {
  const all = [`{ nodeType: Question, name: Revenue, upstream: [${reference}] }`, ...nodes];
  const quoted = all.map((node) => node.replace(/([{[,:] ?)([\w.]+)(?=[ :,}\]])/g, '$1"$2"'));
  return [
    { 'integration.yaml': `${head}nodes:\n${all.map((node) => `  - ${node}\n`).join('')}` },
    { 'integration.yaml': head, 'nodes.jsonl': quoted.join('\n') },
  ];
};

test.each([
  ['{ node: Orders }', { kind: 'custom', integration: 'Metabase', nodeType: 'Model', name: 'Orders' }],
  [
    '{ node: Orders, nodeType: Question }',
    { kind: 'custom', integration: 'Metabase', nodeType: 'Question', name: 'Orders' },
  ],
  [
    '{ kind: custom, nodeType: Model, name: Orders }',
    { kind: 'custom', integration: 'Metabase', nodeType: 'Model', name: 'Orders' },
  ],
  ['{ dbt: orders }', { kind: 'dbt', table: 'orders' }],
])('%s', async (reference, expected) => {
  for (const files of layouts(reference)) {
    await withFiles(files, async (folder) => {
      const [node] = await allNodes(await readIntegration(folder));
      expect(node?.upstream).toStrictEqual([expected]);
    });
  }
});

const twins = [orders, '{ nodeType: Question, name: Orders, id: other }'];

test.each([
  [
    '{ node: Ordres }',
    [orders],
    'upstream[0].node: no node has the name "Ordres", so its type is unknown; did you mean "Orders"?',
  ],
  [
    '{ node: Orders }',
    twins,
    'upstream[0].node: nodes of the types "Model", "Question" have the name "Orders"; add the nodeType of the one that is meant',
  ],
  [
    '{ node: Orders, nodeTyp: Model }',
    [orders],
    'upstream[0].nodeTyp: is unknown: a reference to a node may have node, nodeType; did you mean "nodeType"?',
  ],
  ['{ node: [] }', [orders], 'upstream[0].node: must be a string; found a list'],
  ['{ dbt: orders, table: x }', [orders], 'upstream[0].table: is unknown: a reference to a table may have dbt'],
  ['{ table: orders }', [orders], 'upstream[0].kind: is missing; it must be one of dbt, native, custom'],
])('%s is an error at its place', async (reference, nodes, message) => {
  for (const files of layouts(reference, nodes)) {
    await withFiles(files, async (folder) => {
      const { findings } = await inspectIntegration(folder);
      expect(findings).toMatchObject([
        {
          severity: 'error',
          message: `Question "Revenue" (node 1), ${message}`,
          location: { line: 'nodes.jsonl' in files ? 1 : 4 },
        },
      ]);
      expect(findings[0]?.location?.column).toBeGreaterThan(30);
    });
  }
});

test('a dotted name of a table is the warning of every table, without a dbt project', async () => {
  for (const files of layouts('{ dbt: marts.orders }')) {
    await withFiles(files, async (folder) => {
      const { findings } = await inspectIntegration(folder);
      expect(findings).toMatchObject([{ severity: 'warning', code: 'table-name' }]);
    });
  }
});
