// Measures the explorer in Chromium and prints the result as JSON: the time from requesting the page to the picture for
// lineage of several sizes, the frames of a pan over 5,000 nodes with 15,000 edges, zoomed out and near the nodes, and the
// size of an exported page. All times are in milliseconds.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Definition, type Node, Paradime } from 'paradime-integrations';
import { startSandbox } from 'paradime-integrations/sandbox';
import { type Browser, chromium, type Page } from 'playwright-core';
import * as example from '../examples/retail-superset.js';
import { layeredEstate } from '../test/support/layered-estate.js';

const rounds = 5;
const steps = 120;

/** Returns the duration of each frame while `work` runs. */
async function framesWhile(page: Page, work: () => Promise<void>): Promise<readonly number[]> {
  await page.evaluate(`
    window.frames_ = [];
    let last = performance.now();
    const tick = (now) => {
      window.frames_.push(now - last);
      last = now;
      window.ticking = requestAnimationFrame(tick);
    };
    window.ticking = requestAnimationFrame(tick);
  `);
  await work();
  return page.evaluate('cancelAnimationFrame(window.ticking), window.frames_.slice(1)');
}

async function pan(page: Page): Promise<void> {
  await page.mouse.move(900, 450);
  await page.mouse.down();
  for (let step = 0; step < steps; step++) await page.mouse.move(900 - step * 5, 450 + step * 2);
  await page.mouse.up();
}

/** Opens the page and returns it with the time until a frame with the picture was shown. */
async function openPicture(
  browser: Browser,
  url: string,
): Promise<{ readonly page: Page; readonly pictureMs: number }> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const startedAt = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  await page.locator('canvas.overview, .react-flow__node').first().waitFor();
  await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
  return { page, pictureMs: performance.now() - startedAt };
}

async function measureFrames(page: Page) {
  await page.waitForTimeout(500);
  const still = await framesWhile(page, () => page.waitForTimeout(1_000));
  const far = await framesWhile(page, () => pan(page));
  await page.keyboard.press('/');
  await page.keyboard.type('Model 2-500');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(1_000);
  await page.keyboard.press('Escape');
  await page.waitForTimeout(500);
  const mounted = await page.locator('.react-flow__node').count();
  const near = await framesWhile(page, () => pan(page));
  return { still, far, near, mounted };
}

/** The size of the exported page of 5,000 nodes with a description, two references and six described fields each. */
function exportedBytes(): number {
  const folder = mkdtempSync(join(tmpdir(), 'bench-explorer-'));
  const nodes = Array.from({ length: 5_000 }, (_, place) => ({
    nodeType: 'Chart',
    name: `Revenue of product ${place} in region ${(place * 7_919) % 1_000}`,
    description: `Shows the revenue of product ${place}, by month and by store.`,
    fields: Array.from({ length: 6 }, (_, field) => ({
      name: `field_${field}_${(place * 31 + field * 17) % 997}`,
      description: `The value ${field} of product ${(place * 13) % 4_001}`,
    })),
    upstream: [
      { kind: 'dbt', table: `fct_revenue_${place % 300}` },
      { kind: 'dbt', table: `dim_product_${place % 170}` },
    ],
  }));
  const [file, page] = [join(folder, 'estate.json'), join(folder, 'estate.html')];
  writeFileSync(file, JSON.stringify({ name: 'Estate', nodeTypes: { Chart: { kind: 'chart' } }, nodes }));
  execFileSync('node', ['../dist/cli/main.js', 'preview', file, '--html', page], { stdio: 'ignore' });
  return statSync(page).size;
}

const estates: readonly { readonly definition: Definition; readonly nodes: readonly Node[] }[] = [
  { definition: example.superset, nodes: example.nodes },
  ...[24, 60, 400, 1_000, 4_000].map((width) => layeredEstate(width)),
];
const sandboxes = [];
for (const { definition, nodes } of estates) {
  const sandbox = await startSandbox();
  await new Paradime(sandbox).publish(definition, nodes);
  sandboxes.push({ sandbox, count: nodes.length });
}
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
// The first page that a browser opens takes longer than all others.
await (await openPicture(browser, sandboxes[0]?.sandbox.url ?? '')).page.close();

const results = [];
for (let round = 0; round < rounds; round++) {
  const pictures: Record<number, number> = {};
  let frames: Awaited<ReturnType<typeof measureFrames>> | undefined;
  for (const { sandbox, count } of sandboxes) {
    const { page, pictureMs } = await openPicture(browser, sandbox.url);
    pictures[count] = pictureMs;
    if (count === 5_000) frames = await measureFrames(page);
    await page.close();
  }
  results.push({ pictures, ...frames });
}
await browser.close();
await Promise.all(sandboxes.map(({ sandbox }) => sandbox.close()));
console.log(JSON.stringify({ results, exportedBytes: exportedBytes() }));
