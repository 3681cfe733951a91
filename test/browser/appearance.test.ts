import { startSandbox } from 'paradime-integrations/sandbox';
import { describe, expect, test } from 'vitest';
import { findingsOf } from './support/axe.js';
import { keepPicture, picture, startBrowser } from './support/browser.js';
import { readEstate, sandboxWith, superset } from './support/published.js';

const browser = startBrowser();

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  test('has no accessibility violations: drawing, selection, search and issues', async () => {
    await using sandbox = await sandboxWith(superset, await readEstate());
    await using page = await browser.open(sandbox.url, { colorScheme });
    await picture(page).nodes.first().waitFor();
    expect(await findingsOf(page)).toStrictEqual([]);
    await picture(page).card('Revenue per month').click();
    await picture(page).panel.getByText('As sent to Paradime').click();
    await page.getByText('Requests', { exact: true }).click();
    expect(await findingsOf(page)).toStrictEqual([]);
    await keepPicture(page, `selection-${colorScheme}`);
    await page.keyboard.press('/');
    await page.keyboard.type('revenue');
    expect(await findingsOf(page)).toStrictEqual([]);
    await page.keyboard.press('Escape');
    await page.goto(`${sandbox.url}#integration=Metabase&node=Question%3ADummy~2`);
    await picture(page).panel.getByRole('heading', { name: 'Dummy' }).waitFor();
    expect(await findingsOf(page)).toStrictEqual([]);
    await keepPicture(page, `issue-${colorScheme}`);
  });

  test('has none with a summary of a node, with filters that leave nothing, and without the integration', async () => {
    await using sandbox = await sandboxWith(superset, await readEstate());
    await using page = await browser.open(`${sandbox.url}#integration=Metabase`, { colorScheme });
    await picture(page).card('Dummy').first().hover();
    await page.getByRole('tooltip').waitFor();
    await keepPicture(page, `summary-${colorScheme}`);
    expect(await findingsOf(page)).toStrictEqual([]);
    await page.goto(`${sandbox.url}#hide-kind=chart&hide-kind=dashboard&hide-kind=datasource&node=Chart%3ANowhere`);
    await page.getByRole('heading', { name: 'No nodes match the filters' }).waitFor();
    expect(await findingsOf(page)).toStrictEqual([]);
    await page.goto(`${sandbox.url}#integration=Nope`);
    await page.getByRole('heading', { name: 'There is no integration “Nope” here' }).waitFor();
    expect(await findingsOf(page)).toStrictEqual([]);
  });

  test('has none when there is nothing to draw', async () => {
    await using sandbox = await startSandbox();
    await using page = await browser.open(sandbox.url, { colorScheme });
    await page.getByRole('heading', { name: 'Nothing has been published yet' }).waitFor();
    expect(await findingsOf(page)).toStrictEqual([]);
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
