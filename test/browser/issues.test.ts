import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineIntegration } from 'paradime-integrations';
import { describe, expect, test } from 'vitest';
import { start } from '../support/program.js';
import { findingsOf } from './support/axe.js';
import { keepPicture, picture, startBrowser } from './support/browser.js';
import { readEstate, sandboxWith, superset } from './support/published.js';

const browser = startBrowser();
const folder = mkdtempSync(join(tmpdir(), 'issues-'));

function write(name: string, contents: string): string {
  const file = join(folder, name);
  writeFileSync(file, contents);
  return file;
}

const estates: Readonly<Record<string, string>> = {
  'nodes with errors and warnings': write(
    'several.yaml',
    `name: Metabase
nodeTypes: { Question: { kind: chart } }
nodes:
  - { nodeType: Question, name: Dummy, upstream: [{ kind: dbt, table: Orders }] }
  - { nodeType: Question, name: Dummy }
  - { nodeType: Question, name: "" }
  - { nodeType: Question, name: Lost, upstream: [{ kind: custom, integration: Metabase, nodeType: Question, name: gone }] }
`,
  ),
  'an assumed kind': write(
    'assumed.json',
    JSON.stringify({
      name: 'Airflow',
      node_types: [{ node_type: 'Job', icon_name: 'cog', color: 'TEAL' }],
      nodes: [{ name: 'load', node_type: 'Job' }],
    }),
  ),
  'a file that cannot be read': write('broken.json', '{ "name": "Metabase", '),
};

/** Starts a preview, opens its page, and stops both afterwards. */
async function withPreview(
  file: string,
  use: (page: Awaited<ReturnType<typeof browser.open>>, output: string) => Promise<void>,
): Promise<void> {
  const { child, until, ended } = start(['preview', file, '--no-open']);
  const output = await until(/Ctrl-C to stop/);
  const page = await browser.open(/http:\/\/127\.0\.0\.1:\d+\//.exec(output)?.[0] ?? '');
  await use(page, output);
  await page.close();
  child.kill();
  await ended;
}

describe('the page and the program', () => {
  test.each(Object.keys(estates))('count the same issues: %s', async (name) => {
    await withPreview(estates[name] ?? '', async (page, output) => {
      const [, errors, warnings] = /(\d+) errors?, (\d+) warnings?/.exec(output) ?? [];
      const list = page.getByRole('region', { name: 'Issues' });
      await list.waitFor();
      expect(await list.locator('header .count').textContent()).toBe(`${Number(errors) + Number(warnings)}`);
      expect(await list.locator('li.issue').count()).toBe(Number(errors) + Number(warnings));
      expect(await findingsOf(page)).toStrictEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await findingsOf(page)).toStrictEqual([]);
      await keepPicture(page, `issues-${name.replaceAll(' ', '-')}`);
    });
  });
});

test('issues stand above the filters, grouped, with both nodes and links to their places', async () => {
  await withPreview(estates['nodes with errors and warnings'] ?? '', async (page) => {
    const list = page.getByRole('region', { name: 'Issues' });
    await list.waitFor();
    expect(await page.locator('.sidebar section').first().getAttribute('aria-label')).toBe('Issues');
    const group = list.locator('details').filter({ hasText: 'duplicate-stable-id' });
    const places = group.getByRole('link');
    expect(await places.allTextContents()).toStrictEqual([
      expect.stringMatching(/several\.yaml:5:\d+$/),
      expect.stringMatching(/several\.yaml:4:\d+$/),
    ]);
    expect(await places.first().getAttribute('href')).toMatch(/^vscode:\/\/file\/.*several\.yaml:5:\d+$/);
    await group.getByRole('button', { name: /^Dummy.*has the same/ }).click();
    await expect.poll(() => page.url()).toContain('node=Question%3ADummy%7E2');
    await group.getByRole('button', { name: 'Dummy', exact: true }).click();
    await expect.poll(() => page.url()).toMatch(/node=Question%3ADummy$/);
    // Each of the two is marked, and names the other.
    expect(await picture(page).panel.textContent()).toContain('The other node: Dummy');
    expect(await page.locator('.card:has-text("Dummy") .mark').count()).toBe(2);
  });
});

test('a file that cannot be read: the page says where, and the message can be dismissed', async () => {
  await withPreview(estates['a file that cannot be read'] ?? '', async (page) => {
    const alert = page.getByRole('alert');
    await alert.getByRole('heading', { name: 'The files cannot be read' }).waitFor();
    expect(await alert.textContent()).toMatch(/broken\.json:1:23/);
    expect(await alert.getByRole('link').getAttribute('href')).toMatch(/^vscode:.*broken\.json:1:23$/);
    await alert.getByRole('button', { name: 'Dismiss' }).click();
    expect(await alert.count()).toBe(0);
    expect(await page.getByRole('region', { name: 'Issues' }).textContent()).toContain('invalid-file');
  });
});

test('a missing node of another integration is an issue', async () => {
  const airflow = defineIntegration({ name: 'Airflow', nodeTypes: { Dag: { kind: 'dashboard' } } });
  const tool = defineIntegration({ name: 'Tool', nodeTypes: { Report: { kind: 'chart' } } });
  await using sandbox = await sandboxWith(
    { definition: tool, nodes: [tool.node('Report', { name: 'report', upstream: [airflow.ref('Dag', 'gone')] })] },
    { definition: airflow, nodes: [airflow.node('Dag', { name: 'load' })] },
  );
  await using page = await browser.open(`${sandbox.url}#integration=Tool`);
  const list = page.getByRole('region', { name: 'Issues' });
  await list.waitFor();
  await expect.poll(() => list.locator('header .count').textContent()).toBe('1');
  expect(await list.textContent()).toContain('dangling-reference');
});

test('the page of an integration that is not there says so, and offers the others', async () => {
  await using sandbox = await sandboxWith(superset, await readEstate());
  await using page = await browser.open(`${sandbox.url}#integration=Nope`);
  await page.getByRole('heading', { name: 'There is no integration “Nope” here' }).waitFor();
  await keepPicture(page, 'no-such-integration');
  await page.getByRole('button', { name: 'Metabase' }).click();
  await picture(page).nodes.first().waitFor();
  expect(page.url()).toContain('integration=Metabase');
});
