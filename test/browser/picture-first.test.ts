import { describe, expect, test } from 'vitest';
import { keepPicture, picture, startBrowser } from './support/browser.js';
import { estates } from './support/estates.js';
import { measure, valuesOf } from './support/measure.js';
import { countsOf, sandboxWith } from './support/published.js';

const browser = startBrowser();

describe.each(Object.entries(estates))('the first view of %s', (name, make) => {
  test('has readable names that differ, fills the stage, and has no lines behind cards', async () => {
    const { definition, nodes } = await make();
    await using sandbox = await sandboxWith({ definition, nodes });
    await using page = await browser.open(sandbox.url);
    const counts = countsOf(definition, nodes);
    await expect.poll(() => picture(page).nodes.count()).toBe(counts.nodes);
    await expect.poll(() => page.locator('.react-flow__edge-path').count()).toBe(counts.edges);
    const { stage, zoom, cards, lines, crossing } = await measure(page);
    await keepPicture(page, `first-${name}`);

    expect(Math.min(...cards.map(({ nameSize }) => nameSize))).toBeGreaterThanOrEqual(10.9);
    // A name is never higher than its card.
    expect(44 * zoom).toBeGreaterThan(12);
    const labels = new Map<string, Set<string>>();
    for (const { group, full, name: label } of cards) {
      const key = `${group} ${label}`;
      labels.set(key, (labels.get(key) ?? new Set()).add(full));
    }
    expect([...labels].filter(([, names]) => names.size > 1)).toStrictEqual([]);

    const width = Math.max(...cards.map((card) => card.x + card.width)) - Math.min(...cards.map(({ x }) => x));
    const height = Math.max(...cards.map((card) => card.y + card.height)) - Math.min(...cards.map(({ y }) => y));
    expect(Math.max(width / stage.width, height / stage.height)).toBeGreaterThan(0.5);

    const toolbar = await page.getByRole('group', { name: 'View' }).boundingBox();
    if (toolbar === null) throw new Error('The toolbar is not shown.');
    const covered = cards.filter(
      ({ x, y, height }) => x < toolbar.x + toolbar.width && y < toolbar.y + toolbar.height && y + height > toolbar.y,
    );
    expect(covered.map(({ full }) => full)).toStrictEqual([]);

    expect(lines).toBe(counts.edges);
    expect(crossing).toStrictEqual([]);
  });
});

test('what names share stands in the second line, and long names keep their end', async () => {
  await using sandbox = await sandboxWith(await estates.pipeline());
  await using page = await browser.open(sandbox.url);
  const card = page.locator('.card').filter({ hasText: 'clean_orders' });
  await card.waitFor();
  expect(await card.locator('.name').textContent()).toBe('clean_orders');
  expect(await card.locator('.what').textContent()).toBe(
    'Dataset · company_data_platform_production.warehouse.food_delivery',
  );
  const long = page.locator('.card').filter({ hasText: 'raw_menus_received' }).locator('.name');
  expect(await long.textContent()).toBe('raw_menus_received_daily_from_the_message_queue');
  const parts = (
    await valuesOf<readonly [string, boolean, string]>(
      page,
      '.name span',
      '[element.textContent, element.scrollWidth > element.clientWidth + 1, element.parentElement.textContent]',
    )
  ).filter(([, , name]) => name === 'raw_menus_received_daily_from_the_message_queue');
  expect(parts.map(([, isCut]) => isCut)).toStrictEqual([true, false]);
  expect(parts[1]?.[0].length).toBeGreaterThan(4);
});

test('names keep their size on the screen at every zoom', async () => {
  await using sandbox = await sandboxWith(await estates['nodes-120']());
  await using page = await browser.open(sandbox.url);
  await picture(page).nodes.first().waitFor();
  for (const times of [1, 1, 2]) {
    for (let press = 0; press < times; press++) await page.getByRole('button', { name: 'Zoom out' }).click();
    await page.waitForTimeout(500);
    const { zoom, cards } = await measure(page);
    expect(cards).toHaveLength(120);
    const least = Math.min(11, 38 * zoom) - 0.1;
    expect(Math.min(...cards.map(({ nameSize }) => nameSize))).toBeGreaterThanOrEqual(least);
  }
});
