import type { Sandbox } from 'paradime-integrations/sandbox';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepPicture, picture, startBrowser } from './support/browser.js';
import { countsOf, publishTo, readEstate, sandboxWith, superset } from './support/published.js';

const browser = startBrowser();
const all = countsOf(superset.definition, superset.nodes);

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await sandboxWith(superset, await readEstate());
});
afterAll(() => sandbox.close());

async function openDrawn(hash = ''): Promise<Page> {
  const page = await browser.open(sandbox.url + hash);
  await picture(page).nodes.first().waitFor();
  return page;
}

function selectedName(page: Page): Promise<string | null> {
  return picture(page).panel.getByRole('heading', { level: 2 }).textContent();
}

describe('selection', () => {
  test('highlights everything upstream and downstream of a node, and shows its details', async () => {
    const page = await openDrawn();
    await picture(page).card('Revenue per month').click();
    const lit = await picture(page).lit.locator('.name').allTextContents();
    expect(lit.toSorted()).toStrictEqual(
      [
        'fct_orders',
        'fct_orders',
        'Revenue per month',
        'Finance',
        'Executive overview',
        'send_weekly_report',
      ].toSorted(),
    );
    expect(await page.locator('.react-flow__edge.lit').count()).toBe(5);
    const { panel } = picture(page);
    await expect.poll(() => panel.textContent()).toContain('finance@example.com');
    const text = await panel.textContent();
    expect(text).toContain('b9ff74fe-23a8-55d1-a6a5-1d887c0174b5');
    expect(text).toContain('2024-02-01T09:00:00.000Z');
    await panel.getByText('As sent to Paradime').click();
    const wire = JSON.parse((await panel.locator('pre').textContent()) ?? '');
    expect(wire).toMatchObject({
      name: 'Revenue per month',
      nodeType: 'Chart',
      attributes: { owner: 'finance@example.com' },
    });
    await panel.getByRole('button', { name: /marts\.fct_orders/ }).click();
    expect(await selectedName(page)).toBe('marts.fct_orders');
    expect(await panel.textContent()).toContain('Fields');
    await keepPicture(page, 'selection');
    await panel.getByRole('button', { name: 'Close' }).click();
    expect(await panel.count()).toBe(0);
    expect(await picture(page).lit.count()).toBe(0);
  });
});

describe('search', () => {
  test('`/` focuses it, the arrow keys move through the matches, Enter selects one', async () => {
    const page = await openDrawn();
    await page.keyboard.press('/');
    await page.keyboard.type('REVENUE');
    const options = page.getByRole('listbox', { name: 'Matching nodes' }).getByRole('option');
    expect(await options.locator('.name').allTextContents()).toStrictEqual([
      'Revenue per month',
      'Revenue by country',
      'Budget against revenue',
    ]);
    await keepPicture(page, 'search');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await selectedName(page)).toBe('Revenue by country');
    expect(await options.count()).toBe(0);
  });

  test('a name without matches, and Escape', async () => {
    const page = await openDrawn();
    await page.keyboard.press('/');
    await page.keyboard.type('zzz');
    await page.getByText('No nodes match.').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('combobox', { name: 'Search nodes by name' }).inputValue()).toBe('');
  });
});

describe('filters', () => {
  test('hide types and kinds, and outside nodes without a neighbour; the address keeps them', async () => {
    const page = await openDrawn();
    await page.getByRole('checkbox', { name: 'Dashboard 6', exact: true }).uncheck();
    // Hides the dashboards, and the node of another integration that only they refer to.
    await expect.poll(() => picture(page).nodes.count()).toBe(all.nodes - 7);
    await page.getByRole('checkbox', { name: 'Charts 15' }).uncheck();
    await expect.poll(() => picture(page).nodes.count()).toBe(all.nodes - 7 - 15);
    expect(page.url()).toMatch(/#hide=Dashboard&hide-kind=chart$/);
    await keepPicture(page, 'filters');
    await page.reload();
    await expect.poll(() => picture(page).nodes.count()).toBe(all.nodes - 7 - 15);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await expect.poll(() => picture(page).nodes.count()).toBe(all.nodes);
  });

  test('show only nodes with an issue', async () => {
    const page = await openDrawn('#integration=Metabase');
    await page.getByLabel('Issue', { exact: true }).selectOption('duplicate-stable-id');
    await expect.poll(() => picture(page).nodes.count()).toBe(2); // Both nodes that have the id.
    expect(page.url()).toContain('issue=duplicate-stable-id');
  });

  test('that match nothing say so; selecting a hidden node in the search clears them', async () => {
    const page = await browser.open(`${sandbox.url}#hide-kind=chart&hide-kind=dashboard&hide-kind=datasource`);
    await page.getByRole('heading', { name: 'No nodes match the filters' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('Finance');
    await page.keyboard.press('Enter');
    await page.getByRole('group', { name: `Lineage: ${all.nodes} nodes` }).waitFor(); // Not all of them are in view.
    expect(await selectedName(page)).toBe('Finance');
  });
});

describe('keyboard', () => {
  test('the arrow keys move along the lineage, Escape clears the selection', async () => {
    const page = await openDrawn();
    await picture(page).card('fct_orders', 'Dataset').focus();
    await page.keyboard.press('Enter');
    expect(await selectedName(page)).toBe('marts.fct_orders');
    await page.keyboard.press('ArrowLeft');
    expect(await selectedName(page)).toBe('fct_orders');
    await page.keyboard.press('ArrowRight');
    expect(await selectedName(page)).toBe('marts.fct_orders');
    await page.keyboard.press('ArrowDown');
    const below = await selectedName(page);
    expect(below).not.toBe('marts.fct_orders');
    // The beginning of the name may be in the second line.
    expect(below?.endsWith((await page.locator(':focus .name').textContent()) ?? '-')).toBe(true);
    await page.keyboard.press('ArrowUp');
    expect(await selectedName(page)).toBe('marts.fct_orders');
    await page.keyboard.press('Escape');
    expect(await picture(page).panel.count()).toBe(0);
  });

  test('Tab stops once in the drawing', async () => {
    const page = await openDrawn();
    expect(await page.locator('.canvas .card[tabindex="0"]').count()).toBe(1);
  });

  test('the view can be zoomed and fitted', async () => {
    const page = await openDrawn();
    const zoom = () => page.locator('.react-flow__viewport').getAttribute('style');
    const fitted = await zoom();
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await expect.poll(zoom).not.toBe(fitted);
    await page.getByRole('button', { name: 'Show everything' }).click();
    await expect.poll(zoom).toBe(fitted);
  });
});

describe('the address', () => {
  test('selects a node, and selects it again after a reload', async () => {
    const page = await openDrawn('#integration=Metabase&node=Question%3ADummy~2');
    expect(await selectedName(page)).toBe('Dummy');
    await page.reload();
    await picture(page).panel.waitFor();
    expect(await page.getByRole('combobox', { name: 'Integration' }).inputValue()).toBe('Metabase');
  });

  test('of a node that does not exist says so', async () => {
    const page = await openDrawn('#node=Chart%3ANowhere');
    await page.getByText('This integration has no node Chart:Nowhere.').waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    expect(page.url()).not.toContain('node=');
  });

  test('changes the view when the user edits it', async () => {
    const page = await openDrawn();
    await page.goto(`${sandbox.url}#node=Dashboard%3AFinance`);
    await expect.poll(() => selectedName(page)).toBe('Finance');
  });
});

describe('live', () => {
  test('the page updates after a publication, and keeps the selection', async () => {
    await using own = await sandboxWith(superset);
    await using page = await browser.open(own.url);
    await picture(page).nodes.first().waitFor();
    await picture(page).card('Revenue per month').click();
    const fewer = superset.nodes.filter(({ name }) => name !== 'Finance');
    await publishTo(own, { definition: superset.definition, nodes: fewer });
    await expect.poll(() => picture(page).card('Finance').count()).toBe(0);
    expect(await selectedName(page)).toBe('Revenue per month');
    await page.getByText('Requests', { exact: true }).click();
    await expect.poll(() => page.locator('.requests li').count()).toBe(own.requests().length);
  });
});
