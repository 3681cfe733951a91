// `npm run pictures`: draws the pictures of the page that README.md and docs/explorer.md show, into docs/pictures. Needs
// /usr/bin/chromium.

import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Paradime } from 'paradime-integrations';
import { startSandbox } from 'paradime-integrations/sandbox';
import { chromium } from 'playwright-core';
import { nodes, superset } from '../examples/retail-superset.js';

const pictures = {
  lineage: '',
  'selected-node': '#node=Chart%3ARevenue%20per%20month',
} as const;
/** The pictures are in the package. */
const mostBytes = 300_000;

const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
mkdirSync(folder, { recursive: true });
await using sandbox = await startSandbox();
await new Paradime(sandbox).publish(superset, nodes);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
try {
  for (const [name, hash] of Object.entries(pictures)) {
    const page = await browser.newPage({
      viewport: { width: 1440, height: 860 },
      deviceScaleFactor: 1.2,
      colorScheme: 'light',
      reducedMotion: 'reduce',
    });
    await page.goto(sandbox.url + hash);
    await page.locator('.react-flow__node').nth(28).waitFor();
    await page.waitForTimeout(500);
    const { length } = await page.screenshot({ path: `${folder}${name}.png` });
    console.log(`${name}.png: ${(length / 1_000).toFixed(0)} kB`);
    if (length > mostBytes) throw new Error(`${name}.png must not be larger than ${mostBytes / 1_000} kB.`);
    await page.close();
  }
} finally {
  await browser.close();
}
