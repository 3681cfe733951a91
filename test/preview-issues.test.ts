import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineIntegration, Paradime } from 'paradime-integrations';
import { startSandbox } from 'paradime-integrations/sandbox';
import { describe, expect, test } from 'vitest';
import { inspectionOf } from './support/inspection.js';
import { start } from './support/program.js';

const folder = mkdtempSync(join(tmpdir(), 'preview-issues-'));

function write(name: string, contents: string): string {
  const file = join(folder, name);
  writeFileSync(file, contents);
  return file;
}

const questions = (...rows: readonly string[]): string =>
  `name: Metabase\nnodeTypes: { Question: { kind: chart } }\nnodes:\n${rows.map((row) => `  - ${row}\n`).join('')}`;

const estates: Readonly<Record<string, string>> = {
  duplicates: write(
    'two nodes.yaml',
    questions('{ nodeType: Question, name: Dummy }', '{ nodeType: Question, name: Dummy }'),
  ),
  'several issues': write(
    'several.yaml',
    questions(
      '{ nodeType: Question, name: A, url: nowhere, upstream: [{ kind: dbt, table: Orders }] }',
      '{ nodeType: Question, name: A, upstream: [{ kind: custom, integration: Metabase, nodeType: Question, name: gone }] }',
      '{ nodeType: Question, name: "" }',
    ),
  ),
  'an assumed kind': write(
    'assumed.json',
    JSON.stringify({
      name: 'Airflow',
      node_types: [{ node_type: 'Job', icon_name: 'cog', color: 'TEAL' }],
      nodes: [{ name: 'load', node_type: 'Job' }],
    }),
  ),
  'an unknown attribute': write('unknown.yaml', questions('{ nodeType: Question, name: A, colour: red }')),
  'a file that is not JSON': write('broken.json', '{ "name": "Metabase", '),
};

/** Starts a preview. Returns its summary, and what its page shows. */
async function preview(file: string) {
  const { child, until, ended } = start(['preview', file, '--no-open']);
  const output = await until(/Ctrl-C to stop/);
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+\//.exec(output) ?? [];
  const { overview, lineage } = inspectionOf(url);
  const [summary] = (await overview()).integrations;
  const shown = await lineage(summary?.uid ?? '');
  child.kill();
  await ended;
  return { output, shown };
}

describe('the page and the program', () => {
  test.each(Object.keys(estates))('count the same issues: %s', async (name) => {
    const { output, shown } = await preview(estates[name] ?? '');
    const [, errors, warnings] = /(\d+) errors?, (\d+) warnings?/.exec(output) ?? [];
    const count = (severity: string) => shown?.issues.filter((issue) => issue.severity === severity).length;
    expect([`${count('ERROR')}`, `${count('WARNING')}`]).toStrictEqual([errors, warnings]);
    expect(shown?.issues.length).toBeGreaterThan(0);
  });

  test('name both nodes that conflict, with addresses that open their places in an editor', async () => {
    const { shown } = await preview(estates['duplicates'] ?? '');
    const [issue] = shown?.issues ?? [];
    expect([issue?.nodeId, issue?.other?.nodeId].toSorted()).toStrictEqual(['n0', 'n1']);
    expect(issue?.location).toMatch(/two nodes\.yaml:5:\d+$/);
    expect(issue?.other?.location).toMatch(/two nodes\.yaml:4:\d+$/);
    expect(issue?.editorUrl).toMatch(/^vscode:\/\/file\/.*two%20nodes\.yaml:5:\d+$/);
    expect(issue?.other?.editorUrl).toMatch(/^vscode:\/\/file\/.*two%20nodes\.yaml:4:\d+$/);
  });

  test('give the place of what is wrong with a file that cannot be read', async () => {
    const { shown } = await preview(estates['a file that is not JSON'] ?? '');
    expect(shown).toMatchObject({ isReadable: false, isPublished: false });
    expect(shown?.problems).toHaveLength(1);
    expect(shown?.problems[0]?.location).toMatch(/broken\.json:1:23$/);
    expect(shown?.problems[0]?.editorUrl).toMatch(/^vscode:.*broken\.json:1:23$/);
  });
});

test('a node of another integration in the sandbox that does not exist is an issue', async () => {
  await using sandbox = await startSandbox();
  const paradime = new Paradime(sandbox);
  const airflow = defineIntegration({ name: 'Airflow', nodeTypes: { Dag: { kind: 'dashboard' } } });
  const tool = defineIntegration({ name: 'Tool', nodeTypes: { Report: { kind: 'chart' } } });
  await paradime.publish(airflow, [airflow.node('Dag', { name: 'load', id: 'dag-1' })]);
  const upstream = [airflow.ref('Dag', 'gone'), airflow.ref('Dag', { id: 'dag-1' })];
  const { integration } = await paradime.publish(tool, [tool.node('Report', { name: 'report', upstream })]);
  const shown = await inspectionOf(sandbox.url).lineage(integration.uid);
  expect(shown?.issues).toMatchObject([
    {
      severity: 'WARNING',
      code: 'dangling-reference',
      nodeId: 'n0',
      message: expect.stringContaining('Dag "gone" of Airflow'),
    },
  ]);
  expect(shown?.nodes.map(({ label }) => label).toSorted()).toStrictEqual(['gone', 'load', 'report']);
});
