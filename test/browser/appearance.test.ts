import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { startSandbox } from 'paradime-integrations/sandbox';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { keepPicture, picture, startBrowser } from './support/browser.js';
import { readEstate, sandboxWith, superset } from './support/published.js';

const browser = startBrowser();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The serious and critical accessibility violations that axe finds in the current state of the page. */
async function barriersOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  test('has no accessibility violations: drawing, selection, search and issues', async () => {
    await using sandbox = await sandboxWith(superset, await readEstate());
    await using page = await browser.open(sandbox.url, { colorScheme });
    await picture(page).nodes.first().waitFor();
    expect(await barriersOf(page)).toStrictEqual([]);
    await picture(page).card('Revenue per month').click();
    await picture(page).panel.getByText('As sent to Paradime').click();
    await page.getByText('Requests', { exact: true }).click();
    expect(await barriersOf(page)).toStrictEqual([]);
    await keepPicture(page, `selection-${colorScheme}`);
    await page.keyboard.press('/');
    await page.keyboard.type('revenue');
    expect(await barriersOf(page)).toStrictEqual([]);
    await page.keyboard.press('Escape');
    await page.goto(`${sandbox.url}#integration=Metabase&node=Question%3ADummy~2`);
    await picture(page).panel.getByRole('heading', { name: 'Dummy' }).waitFor();
    expect(await barriersOf(page)).toStrictEqual([]);
    await keepPicture(page, `issue-${colorScheme}`);
  });

  test('has none when there is nothing to draw', async () => {
    await using sandbox = await startSandbox();
    await using page = await browser.open(sandbox.url, { colorScheme });
    await page.getByRole('heading', { name: 'Nothing has been published yet' }).waitFor();
    expect(await barriersOf(page)).toStrictEqual([]);
  });
});

test('the theme is the system’s until the user chooses one, and the choice is kept', async () => {
  await using sandbox = await sandboxWith(superset);
  await using page = await browser.open(sandbox.url, { colorScheme: 'dark' });
  const ground = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
  await picture(page).nodes.first().waitFor();
  const dark = await ground();
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(ground).not.toBe(dark);
  await page.getByRole('button', { name: 'Use the dark theme' }).click();
  await expect.poll(ground).toBe(dark);
  await page.reload();
  await picture(page).nodes.first().waitFor();
  expect(await ground()).toBe(dark);
});

test('nothing overflows on a narrow screen', async () => {
  await using sandbox = await sandboxWith(superset);
  await using page = await browser.open(sandbox.url, { viewport: { width: 420, height: 860 } });
  await picture(page).nodes.first().waitFor();
  expect(await page.evaluate('document.body.scrollWidth <= window.innerWidth')).toBe(true);
  await keepPicture(page, 'narrow');
});
