// What the docs show is tried: files are read, published and checked as they stand there.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Paradime } from 'paradime-integrations';
import { checkIntegration, readIntegration } from 'paradime-integrations/files';
import { startSandbox } from 'paradime-integrations/sandbox';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { allNodes, withFiles } from './support/files.js';

async function blocksOf(page: string): Promise<readonly string[]> {
  const text = await readFile(new URL(`../docs/${page}`, import.meta.url), 'utf8');
  return [...text.matchAll(/^```(?:yaml|json)\n(.*?)^```$/gms)].map(([, block = '']) => block);
}

test('docs/files.md: the bundle, the lines, and the node types with kinds', async () => {
  const [bundle = '', , lines = '', nodeTypes = ''] = await blocksOf('files.md');
  await using sandbox = await startSandbox();
  const files = {
    'integration.yaml': bundle,
    'lines/integration.yaml': bundle.slice(0, bundle.indexOf('nodes:\n')),
    'lines/nodes.jsonl': lines,
    'official/integration.json': '{"name":"Metabase"}',
    'official/node_types.json': nodeTypes,
    'official/nodes.json': '[{"node_type":"Dashboard","name":"Sales"}]',
  };
  await withFiles(files, async (folder) => {
    const kinds = [];
    for (const path of ['integration.yaml', 'lines', 'official']) {
      const integration = await readIntegration(join(folder, path));
      expect([integration.warnings, await checkIntegration(integration)]).toStrictEqual([[], []]);
      await new Paradime(sandbox).publish(integration.definition, integration.nodes);
      kinds.push((await allNodes(integration)).map(({ kind }) => kind));
    }
    expect(kinds).toStrictEqual([['datasource', 'chart', 'dashboard'], ['datasource', 'chart'], ['dashboard']]);
  });
});

test('docs/files.md: all codes of checks are listed, each as grave as it is', async () => {
  const text = await readFile(new URL('../docs/files.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| (`[a-z-]+`(?:, `[a-z-]+`)*) \| (error|warning) \|/gm)];
  const listed = rows.flatMap(([, codes = '', severity]) =>
    [...codes.matchAll(/[a-z-]+/g)].map(([code]) => [code, severity]),
  );
  const { severities } = await import('../src/lineage/issue.js');
  const ofFiles = { 'invalid-file': 'error', 'assumed-kind': 'warning' };
  expect(Object.fromEntries(listed)).toStrictEqual({ ...severities, ...ofFiles });
});

test('docs/ci.md: the workflow is YAML with the jobs it names', async () => {
  const [workflow = ''] = await blocksOf('ci.md');
  expect(Object.keys(parse(workflow).jobs)).toStrictEqual(['check', 'publish']);
});
