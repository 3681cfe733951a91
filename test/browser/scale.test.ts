import { startSandbox } from 'paradime-integrations/sandbox';
import { expect, test } from 'vitest';
import { layeredEstate } from '../support/layered-estate.js';
import { keepPicture, picture, startBrowser } from './support/browser.js';
import { publishTo } from './support/published.js';

const browser = startBrowser();

test('5,000 nodes with 15,000 edges: only readable nodes have elements, and search works', async () => {
  const { definition, nodes } = layeredEstate(1_000);
  await using sandbox = await startSandbox();
  await publishTo(sandbox, { definition, nodes });
  await using page = await browser.open(sandbox.url);
  const canvas = page.getByRole('group', { name: /^Lineage: 5,000 nodes, 15,000 edges/ });
  await canvas.waitFor();
  await page.locator('canvas.overview').waitFor();
  expect(await picture(page).nodes.count()).toBe(0);
  await keepPicture(page, 'large');

  await page.keyboard.press('/');
  await page.keyboard.type('Chart 3-500');
  await page.keyboard.press('Enter');
  await picture(page).panel.getByRole('heading', { name: 'Chart 3-500' }).waitFor();
  await picture(page).card('Chart 3-500').waitFor();
  expect(await picture(page).nodes.count()).toBeLessThan(800);
  await keepPicture(page, 'large-near');

  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Show everything' }).click();
  await expect.poll(() => picture(page).nodes.count()).toBe(0);
  // A click on the canvas selects the node that is drawn there: one of the first column, which is not without gaps.
  const [x = 0, zoom = 0] = await page.evaluate<number[]>(
    "(({ e, a }) => [e, a])(new DOMMatrix(getComputedStyle(document.querySelector('.react-flow__viewport')).transform))",
  );
  const box = await canvas.boundingBox();
  if (box === null) throw new Error('The canvas has no size.');
  const source = picture(page).panel.getByRole('heading', { name: /^Source 0-/ });
  for (let step = 0; step < 12 && (await source.count()) === 0; step++) {
    await page.mouse.click(box.x + x + 70 * zoom, box.y + box.height / 2 + step * 2);
    await page.waitForTimeout(200);
  }
  await source.waitFor();
});
