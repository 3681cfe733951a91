// Measures how the explorer draws 5,000 nodes with 15,000 edges in Chromium and prints the result as JSON: the time from
// requesting the page to the picture, and the frames of a pan, zoomed out and near the nodes. All times are in milliseconds.

import { Paradime } from 'paradime-integrations';
import { startSandbox } from 'paradime-integrations/sandbox';
import { chromium, type Page } from 'playwright-core';
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

const { definition, nodes } = layeredEstate(1_000);
await using sandbox = await startSandbox();
await new Paradime(sandbox).publish(definition, nodes);
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});

const results = [];
for (let round = 0; round < rounds; round++) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const startedAt = performance.now();
  await page.goto(sandbox.url, { waitUntil: 'commit' });
  await page.locator('canvas.overview').waitFor();
  // The picture is visible once a frame with it was shown.
  await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
  const pictureMs = performance.now() - startedAt;
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
  results.push({ pictureMs, still, far, near, mounted });
  await page.close();
}
await browser.close();
console.log(JSON.stringify(results));
