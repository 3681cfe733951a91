import { chromium } from 'playwright-core';
import { estates } from './support/estates.js';
import { sandboxWith } from './support/published.js';

const b = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu'],
});
const only = process.argv[2]?.split(',');
const schemes = (process.argv[3] ?? 'light').split(',') as ('light' | 'dark')[];
const view = process.argv[4] === 'phone' ? { width: 390, height: 844 } : { width: 1440, height: 900 };
for (const [name, make] of Object.entries(estates)) {
  if (only && !only.includes(name)) continue;
  const e = await make();
  const sandbox = await sandboxWith(e);
  for (const colorScheme of schemes) {
    const ctx = await b.newContext({ viewport: view, colorScheme });
    const page = await ctx.newPage();
    page.on('console', (m) => console.log(m.text()));
    page.on('pageerror', (m) => console.log(`${m}`));
    const t = performance.now();
    await page.goto(sandbox.url);
    await page.locator('.react-flow__node, canvas.overview').first().waitFor();
    console.log(
      name,
      (performance.now() - t).toFixed(0),
      await page.locator('.react-flow__viewport').getAttribute('style'),
    );
    await page.waitForTimeout(400);
    await page.screenshot({ path: `/tmp/shots/${name}-${colorScheme}-${process.argv[4] ?? 'desk'}.png` });
    await ctx.close();
  }
  await sandbox.close();
}
await b.close();
