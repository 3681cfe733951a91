import type { Sandbox } from 'paradime-integrations/sandbox';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findingsOf } from './support/axe.js';
import { keepPicture, picture, startBrowser } from './support/browser.js';
import { estates } from './support/estates.js';
import { measure } from './support/measure.js';
import { readEstate, sandboxWith, superset } from './support/published.js';
import { viewOf } from './support/view.js';

const browser = startBrowser();

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await sandboxWith(superset, await readEstate());
});
afterAll(() => sandbox.close());

/** The fraction of the window in which the picture can be seen. */
async function visiblePart(page: Page): Promise<number> {
  const [stage, panel] = await Promise.all([page.locator('.stage').boundingBox(), picture(page).panel.boundingBox()]);
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  if (stage === null || panel === null) return 0;
  const overlap =
    Math.max(0, Math.min(stage.x + stage.width, panel.x + panel.width) - Math.max(stage.x, panel.x)) *
    Math.max(0, Math.min(stage.y + stage.height, panel.y + panel.height) - Math.max(stage.y, panel.y));
  const part = (stage.width * stage.height - overlap) / (stage.width * stage.height);
  return stage.width * stage.height > 0.5 * width * height ? part : 0;
}

describe.each([
  ['a phone', 390, 844],
  ['a phone on its side', 844, 390],
  ['1280x800 at 200 %', 640, 400],
] as const)('%s', (name, width, height) => {
  const shot = (page: Page, state: string) => keepPicture(page, `${name.replaceAll(/\W+/g, '-')}-${state}`);

  test('shows the results of a search, and at least half of the picture with a node selected', async () => {
    await using page = await browser.open(sandbox.url, { viewport: { width, height } });
    await picture(page).nodes.first().waitFor();
    await page.getByRole('combobox', { name: 'Search nodes by name' }).click();
    await page.keyboard.type('revenue');
    const options = page.getByRole('listbox', { name: 'Matching nodes' }).getByRole('option');
    expect(await options.count()).toBe(3);
    for (const option of await options.all()) {
      const box = await option.boundingBox();
      expect(box && box.x >= 0 && box.y + box.height <= height && box.width > 200).toBe(true);
    }
    await shot(page, 'search');
    await page.keyboard.press('Enter');
    await picture(page).panel.waitFor();
    await viewOf(page);
    expect(await visiblePart(page)).toBeGreaterThanOrEqual(0.5);
    const [card, panel] = [
      await picture(page).card('Revenue per month').boundingBox(),
      await picture(page).panel.boundingBox(),
    ];
    expect(card && panel && (card.x + card.width <= panel.x || card.y + card.height <= panel.y)).toBe(true);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    expect(await findingsOf(page)).toStrictEqual([]);
    await shot(page, 'selected');
  });

  test('opens issues and filters over the picture; Escape closes them, and the focus stays', async () => {
    await using page = await browser.open(`${sandbox.url}#integration=Metabase`, { viewport: { width, height } });
    await picture(page).nodes.first().waitFor();
    expect(await page.getByRole('region', { name: 'Issues' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Issues: 1' }).click();
    await page.getByRole('region', { name: 'Issues' }).waitFor();
    expect(await page.getByRole('region', { name: 'Filters' }).count()).toBe(0);
    expect(await findingsOf(page)).toStrictEqual([]);
    await shot(page, 'issues');
    await page.getByRole('button', { name: 'Filters' }).click();
    await page.getByRole('region', { name: 'Filters' }).waitFor();
    expect(await findingsOf(page)).toStrictEqual([]);
    await shot(page, 'filters');
    await page.getByRole('checkbox', { name: /^Warehouse tables/ }).uncheck();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('region', { name: 'Filters' }).count()).toBe(0);
    expect(await page.evaluate('document.activeElement !== document.body')).toBe(true);
    await page.getByRole('button', { name: 'Issues: 1' }).click();
    await page.getByRole('button', { name: /^Dummy.*has the same/ }).click();
    await picture(page).panel.waitFor();
    expect(await page.evaluate('document.activeElement !== document.body')).toBe(true);
  });
});

test('on a phone, the sheet of a node has three heights', async () => {
  await using page = await browser.open(`${sandbox.url}#node=Dashboard%3AFinance`, {
    viewport: { width: 390, height: 844 },
  });
  const { panel } = picture(page);
  await panel.waitFor();
  const heightOf = async () => (await panel.boundingBox())?.height ?? 0;
  const peek = await heightOf();
  expect(peek).toBeLessThan(150);
  expect(await panel.textContent()).toMatch(/\d upstream, \d downstream/);
  await panel.getByRole('button', { name: 'Show details', exact: true }).click();
  expect(Math.round(await heightOf())).toBe(422);
  await panel.getByRole('button', { name: 'Show details in full height' }).click();
  expect(await heightOf()).toBeGreaterThan(750);
  await panel.getByRole('button', { name: 'Hide details' }).click();
  expect(await heightOf()).toBe(peek);
});

test.each(['example', 'nodes-120'] as const)('a phone shows the beginning of %s, with a map', async (name) => {
  await using own = await sandboxWith(await estates[name]());
  await using page = await browser.open(own.url, { viewport: { width: 390, height: 844 } });
  await picture(page).nodes.first().waitFor();
  await viewOf(page);
  const { cards, stage, zoom } = await measure(page);
  expect(zoom).toBeGreaterThan(0.6);
  const seen = cards.filter(
    ({ x, width, y, height }) => x >= 0 && x + width <= stage.width && y > 56 && y + height <= 844,
  );
  expect(seen.length).toBeGreaterThan(7);
  expect(await page.locator('.minimap').isVisible()).toBe(true);
  await keepPicture(page, `phone-first-${name}`);
});
