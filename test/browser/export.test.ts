import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { dbt, defineIntegration } from 'paradime-integrations';
import { startSandbox } from 'paradime-integrations/sandbox';
import { describe, expect, test } from 'vitest';
import { run } from '../support/program.js';
import { keepPicture, picture, startBrowser } from './support/browser.js';
import { countsOf, publishTo, readEstate } from './support/published.js';

const browser = startBrowser();
const folder = mkdtempSync(join(tmpdir(), 'export-'));

describe('an exported page, opened from disk without a network', () => {
  test('works like the page of a sandbox', async () => {
    const file = join(folder, 'lineage.html');
    const { code, stdout, stderr } = await run(['preview', 'test/fixtures/estate.yaml', '--html', file]);
    expect([code, stdout]).toStrictEqual([0, '']);
    expect(stderr).toContain('duplicate-stable-id');
    await using page = await browser.open('about:blank', { offline: true });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url().slice(0, 20)));
    await page.goto(pathToFileURL(file).href);
    const { definition, nodes } = await readEstate();
    const counts = countsOf(definition, nodes);
    await expect.poll(() => picture(page).nodes.count()).toBe(counts.nodes);
    await expect.poll(() => picture(page).edges.count()).toBe(counts.edges);
    await picture(page).card('Transactions').click();
    await expect.poll(() => picture(page).panel.textContent()).toContain('As sent to Paradime');
    expect(await picture(page).lit.count()).toBe(3);
    await page.keyboard.press('/');
    await page.keyboard.type('The Dash');
    await page.keyboard.press('Enter');
    await picture(page).panel.getByRole('heading', { name: 'The Dashboard' }).waitFor();
    expect(page.url()).toContain('node=Dashboard');
    await page.getByRole('checkbox', { name: /^Question/ }).uncheck();
    await expect.poll(() => picture(page).nodes.count()).toBeLessThan(counts.nodes);
    await page.getByRole('button', { name: /^Use the/ }).click();
    await keepPicture(page, 'export');
    expect(asked.filter((url) => !/^(file|blob|data):/.test(url))).toStrictEqual([]);
    expect(await page.getByText('not published').count()).toBe(1);
  });
});

const hostile = [
  '<img src=x onerror="document.title=\'owned\'">',
  '</script><script>document.title="owned"</script>',
  '<!--<script>',
  `quotes " ' \` and \\ and $& and $1`,
  'line\nbreak\r\nand\ttab',
  'x'.repeat(2_000),
  'שלום עולם \u202eright to left',
  '\u{1f9e8} emoji \u{1f469}\u200d\u{1f469}\u200d\u{1f467}',
  '%s {{title}}',
];

describe('hostile names', () => {
  const tool = defineIntegration({
    name: '</title><img src=x onerror=alert(1)>',
    nodeTypes: { 'a "type" <b>': { kind: 'chart' } },
  });
  const nodes = hostile.map((name) =>
    tool.node('a "type" <b>', { name, description: name, upstream: [dbt({ table: name.toLowerCase() })] }),
  );

  test('are shown as text on the page', async () => {
    await using sandbox = await startSandbox();
    await publishTo(sandbox, { definition: tool, nodes });
    await using page = await browser.open(sandbox.url);
    await expect.poll(() => picture(page).nodes.count()).toBe(2 * hostile.length);
    const names = await page.locator('.card[data-role="NODE"] .name').allTextContents();
    expect(names.toSorted()).toStrictEqual(hostile.toSorted());
    expect(await page.title()).toContain(tool.name);
    expect(await page.locator('img').count()).toBe(0);
    await page.locator('.card[data-role="NODE"]').nth(5).click();
    await picture(page).panel.waitFor();
    await keepPicture(page, 'hostile');
  });

  test('are shown as text in an exported page', async () => {
    const bundle = join(folder, 'hostile.json');
    writeFileSync(bundle, JSON.stringify({ name: tool.name, nodeTypes: tool.nodeTypes, nodes }));
    const file = join(folder, 'hostile.html');
    expect((await run(['preview', bundle, '--html', file])).code).toBe(0);
    expect(readFileSync(file, 'utf8').match(/<\/script>/gi)).toHaveLength(2);
    await using page = await browser.open(pathToFileURL(file).href, { offline: true });
    await expect.poll(() => picture(page).nodes.count()).toBe(2 * hostile.length);
    const names = await page.locator('.card[data-role="NODE"] .name').allTextContents();
    expect(names.toSorted()).toStrictEqual(hostile.toSorted());
    expect(await page.title()).toContain(tool.name);
  });
});
