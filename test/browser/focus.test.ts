import { defineIntegration } from 'paradime-integrations';
import type { Sandbox } from 'paradime-integrations/sandbox';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepPicture, picture, startBrowser } from './support/browser.js';
import { readEstate, sandboxWith, superset } from './support/published.js';
import { viewOf } from './support/view.js';

const browser = startBrowser();

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await sandboxWith(superset, await readEstate());
});
afterAll(() => sandbox.close());

async function openDrawn(hash = ''): Promise<Page> {
  const page = await browser.open(sandbox.url + hash);
  await picture(page).nodes.first().waitFor();
  await viewOf(page);
  return page;
}

/** The beginning of what the focused element contains. Fails if nothing has the focus. */
async function focusedText(page: Page): Promise<string> {
  expect(await page.evaluate('document.activeElement !== document.body')).toBe(true);
  return (await page.locator(':focus').textContent()) ?? '';
}

async function search(page: Page, text: string): Promise<void> {
  await page.keyboard.press('/');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await picture(page).panel.waitFor();
}

describe('the focus', () => {
  test('goes to the card that a search has found, so that the arrow keys go on from there', async () => {
    const page = await openDrawn();
    await search(page, 'Return rate');
    await expect.poll(() => focusedText(page)).toContain('Return rate');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => focusedText(page)).toContain('fct_returnsDataset · marts');
  });

  test('goes to the heading of the panel after a neighbour, and to the card after Close and Escape', async () => {
    const page = await openDrawn();
    await picture(page).card('Finance').click();
    const { panel } = picture(page);
    await panel.getByRole('button', { name: /^Revenue per month/ }).press('Enter');
    await expect.poll(() => focusedText(page)).toBe('Revenue per month');
    await panel.getByRole('button', { name: 'Close' }).press('Enter');
    await expect.poll(() => focusedText(page)).toContain('Revenue per month');
    expect(await panel.count()).toBe(0);
    await picture(page).card('Finance').click();
    await panel.getByRole('button', { name: 'Close' }).focus();
    await page.keyboard.press('Escape');
    await expect.poll(() => focusedText(page)).toContain('Finance');
  });

  test('stays in the page when a button removes itself', async () => {
    const page = await openDrawn('#hide=Dashboard&node=Chart%3ANowhere');
    await page.getByRole('button', { name: 'Dismiss' }).press('Enter');
    await expect.poll(() => page.getByRole('button', { name: 'Dismiss' }).count()).toBe(0);
    await focusedText(page);
    await page.getByRole('button', { name: 'Clear filters' }).press('Enter');
    await expect.poll(() => page.getByRole('button', { name: 'Clear filters' }).count()).toBe(0);
    expect(await focusedText(page)).toContain('Show');
    await page.getByRole('button', { name: 'Show only Chart' }).press('Enter');
    await expect.poll(() => page.url()).toContain('hide=Dataset');
    await focusedText(page);
  });
});

test('Back returns to the former node and the former integration, not to former filters', async () => {
  const page = await openDrawn();
  const heading = () => picture(page).panel.getByRole('heading', { level: 2 }).textContent();
  await picture(page).card('Finance').click();
  await picture(page).card('Marketing').click();
  expect(await heading()).toBe('Marketing');
  await page.getByRole('checkbox', { name: /^Dataset/ }).uncheck();
  await page.getByRole('combobox', { name: 'Integration' }).selectOption('Metabase');
  await picture(page).card('Transactions').waitFor();
  await page.goBack();
  await expect.poll(heading).toBe('Marketing');
  expect(page.url()).toContain('hide=Dataset');
  await page.goBack();
  await expect.poll(heading).toBe('Finance');
  await page.goBack();
  await expect.poll(() => picture(page).panel.count()).toBe(0);
  await page.goForward();
  await expect.poll(heading).toBe('Finance');
});

test('the tree of a screen reader has nodes with their counts, and no edges', async () => {
  const page = await openDrawn();
  const tree = await page.locator('.canvas').ariaSnapshot();
  expect(tree).not.toContain('Edge from');
  expect(/- (button|img)/.exec(tree)?.[1]).toBe('button');
  expect(tree).toContain('Revenue per month Chart , 1 upstream, 2 downstream');
});

test('a card under the pointer is summarised, until a key or a click', async () => {
  const page = await openDrawn();
  await picture(page).card('Revenue per month').hover();
  const tooltip = page.getByRole('tooltip');
  await tooltip.waitFor();
  await expect.poll(() => tooltip.textContent()).toContain('finance@example.com');
  expect(await tooltip.textContent()).toContain('1 upstream, 2 downstream');
  await keepPicture(page, 'hover');
  await page.keyboard.press('Escape');
  await expect.poll(() => tooltip.count()).toBe(0);
});

test('“Only” shows one type', async () => {
  const page = await openDrawn();
  await page.locator('.toggle', { hasText: 'Chart' }).first().hover();
  await page.getByRole('button', { name: 'Show only Chart' }).click();
  await expect.poll(() => picture(page).nodes.count()).toBe(15);
});

test('“Show in” leads to the node in the other integration; the title names it', async () => {
  const airflow = defineIntegration({ name: 'Airflow', nodeTypes: { Dag: { kind: 'dashboard' } } });
  const tool = defineIntegration({ name: 'Tool', nodeTypes: { Report: { kind: 'chart' } } });
  const load = airflow.node('Dag', { name: 'load' });
  await using own = await sandboxWith(
    { definition: tool, nodes: [tool.node('Report', { name: 'report', upstream: [load] })] },
    { definition: airflow, nodes: [load] },
  );
  await using page = await browser.open(`${own.url}#integration=Tool`);
  await picture(page).card('load').click();
  await page.getByRole('button', { name: 'Show in Airflow' }).press('Enter');
  await expect.poll(() => page.title()).toBe('load · Airflow · Lineage');
  await picture(page).panel.getByRole('heading', { name: 'load' }).waitFor();
  await focusedText(page);
});
