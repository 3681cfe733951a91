// A bundle whose nodes are in several files.

import { join } from 'node:path';
import { inspectIntegration, readIntegration } from 'paradime-integrations/files';
import { expect, test } from 'vitest';
import { allNodes, type Files, withFiles } from './support/files.js';

const bundle = (nodes: string): string =>
  `name: A\nnodeTypes: { T: { kind: chart }, U: { kind: chart } }\nnodes: ${nodes}\n`;

const files: Files = {
  'nodes/a.yaml': '- { nodeType: T, name: one }\n- { nodeType: T, name: two, upstream: [{ node: three }] }\n',
  'nodes/b.jsonl': '{"nodeType":"U","name":"three"}\n',
  'nodes/c.json': '[{"nodeType":"T","name":"four"}]',
  'nodes/notes.txt': 'not nodes',
};

test.each([
  ['nodes/*', ['one', 'two', 'three', 'four']],
  ['"nodes/*.{yaml,json}"', ['one', 'two', 'four']],
  ['[nodes/c.json, nodes/a.yaml, nodes/c.json]', ['four', 'one', 'two']],
])('nodes: %s', async (nodes, names) => {
  const alone = '- { nodeType: T, name: one }\n- { nodeType: T, name: two }\n';
  const all = {
    ...files,
    'lineage.yaml': bundle(nodes),
    ...(names.includes('three') ? {} : { 'nodes/a.yaml': alone }),
  };
  await withFiles(all, async (folder) => {
    const integration = await readIntegration(join(folder, 'lineage.yaml'));
    const read = await allNodes(integration);
    expect(read.map(({ name }) => name)).toStrictEqual(names);
    expect(integration.nodeCount).toBe(names.length);
    const { findings, files: found } = await inspectIntegration(join(folder, 'lineage.yaml'));
    expect(findings).toStrictEqual([]);
    expect(found?.[0]).toBe(join(folder, 'lineage.yaml'));
  });
});

test('findings are located in each file, and count the nodes of all', async () => {
  const all = {
    'lineage.yaml': bundle('[a.yaml, b.jsonl, c.yaml]'),
    'a.yaml': '- { nodeType: T, name: one }\n- { nodeType: T, name: two, ownr: x }\n',
    'b.jsonl': '{"nodeType":"T","name":"three","url":"x"}\n{"nodeType":"T"}\n',
    'c.yaml': '- { nodeType: U, name: one }\n',
  };
  await withFiles(all, async (folder) => {
    const { findings } = await inspectIntegration(join(folder, 'lineage.yaml'));
    expect(
      findings.map(({ code, message, location }) => [
        location?.file.slice(folder.length + 1),
        location?.line,
        code,
        message.split(/[,:] /)[0],
      ]),
    ).toStrictEqual([
      ['a.yaml', 2, 'unknown-attribute', 'T "two" (node 2)'],
      ['b.jsonl', 1, 'invalid-url', 'T "three" (node 3)'],
      ['b.jsonl', 2, 'empty-name', 'node 4'],
      ['c.yaml', 1, 'duplicate-stable-id', 'U "one" (node 5)'],
    ]);
  });
});

test.each([
  [
    'nodes/*.yaml',
    'nodes names files with nodes, but "nodes/*.yaml" matches no .json, .yaml or .jsonl file',
    'lineage.yaml',
  ],
  ['nowhere.yaml', 'does not exist', 'nowhere.yaml'],
  ['3', 'nodes must be a list of nodes, or the paths of files with nodes; found 3', 'lineage.yaml'],
])('nodes: %s is an error', async (nodes, message, file) => {
  await withFiles({ 'lineage.yaml': bundle(nodes) }, async (folder) => {
    const { findings } = await inspectIntegration(join(folder, 'lineage.yaml'));
    expect(findings[0]).toMatchObject({ severity: 'error', message, location: { file: join(folder, file) } });
  });
});
