import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sandbox } from 'paradime-integrations/sandbox';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { start } from '../support/program.js';
import { keepPicture, picture, startBrowser } from './support/browser.js';
import { sandboxWith, superset } from './support/published.js';
import { viewOf } from './support/view.js';

const browser = startBrowser();

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await sandboxWith(superset);
});
afterAll(() => sandbox.close());

async function openDrawn(hash = ''): Promise<Page> {
  const page = await browser.open(sandbox.url + hash);
  await picture(page).nodes.first().waitFor();
  await viewOf(page);
  return page;
}

/** Whether a card lies completely in the part of the stage that the panel does not cover. */
async function isUncovered(page: Page, name: string, where = ''): Promise<boolean> {
  const [card, stage, panel] = await Promise.all([
    picture(page).card(name, where).boundingBox(),
    page.locator('.stage').boundingBox(),
    picture(page).panel.boundingBox(),
  ]);
  if (card === null || stage === null || panel === null) return false;
  return card.x >= stage.x && card.y >= stage.y && card.x + card.width <= panel.x;
}

/** Fails if the panel or the edge of the stage covers a highlighted card. */
async function expectLitUncovered(page: Page): Promise<void> {
  const cards = await picture(page).lit.all();
  expect(cards.length).toBeGreaterThan(1);
  for (const card of cards) {
    const [name, where] = await Promise.all([card.locator('.name').textContent(), card.locator('.what').textContent()]);
    expect([name, await isUncovered(page, name ?? '', where ?? '')]).toStrictEqual([name, true]);
  }
}

describe('the camera stays where it is', () => {
  test('when a click selects a node that is not covered', async () => {
    const page = await openDrawn();
    const former = await viewOf(page);
    await picture(page).card('Revenue per month').click();
    await picture(page).panel.waitFor();
    expect(await viewOf(page)).toStrictEqual(former);
    await page.keyboard.press('Escape');
    await expect.poll(() => picture(page).panel.count()).toBe(0);
    expect(await viewOf(page)).toStrictEqual(former);
  });

  test('when a click selects a node after the toolbar has zoomed', async () => {
    const page = await openDrawn();
    for (let count = 0; count < 3; count++) {
      await page.getByRole('button', { name: 'Zoom in' }).click();
      await viewOf(page);
    }
    const former = await viewOf(page);
    await picture(page).card('Revenue per month').click();
    await picture(page).panel.waitFor();
    expect((await viewOf(page)).zoom).toBe(former.zoom);
  });

  test('when the files are saved with an error, and when that is fixed', { timeout: 60_000 }, async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'camera-')), 'metabase.yaml');
    const contents = (extra: string): string =>
      `name: Metabase\nnodeTypes: { Question: { kind: chart } }\nnodes:\n${['A', 'B', 'C'].map((name) => `  - { nodeType: Question, name: ${name}, upstream: [{ kind: dbt, table: t_${name.toLowerCase()} }] }\n`).join('')}${extra}`;
    writeFileSync(file, contents(''));
    const { child, until, ended } = start(['preview', file, '--no-open']);
    const [url = ''] = /http:\/\/127\.0\.0\.1:\d+\//.exec(await until(/Ctrl-C to stop/)) ?? [];
    const page = await browser.open(url);
    await picture(page).nodes.first().waitFor();
    await page.getByText('Requests', { exact: true }).click();
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await viewOf(page);
    await picture(page).card('A').click();
    const former = await viewOf(page);
    for (const [extra, heading] of [
      ['  - oops: [\n', 'The files cannot be read'],
      ['', undefined],
    ] as const) {
      writeFileSync(file, contents(extra));
      if (heading) {
        await page.getByRole('alert').getByRole('heading', { name: heading }).waitFor();
        await keepPicture(page, 'unreadable');
      } else await expect.poll(() => page.getByRole('alert').count()).toBe(0);
      expect(await viewOf(page)).toStrictEqual(former);
      expect(await picture(page).panel.getByRole('heading', { level: 2 }).textContent()).toBe('A');
      expect(await page.locator('details.requests').getAttribute('open')).not.toBeNull();
    }
    await page.close();
    child.kill();
    await ended;
  });
});

describe('the camera moves', () => {
  test('just as far as it takes to see a node that the panel covers, without a zoom', async () => {
    const page = await openDrawn();
    const former = await viewOf(page);
    await picture(page).card('send_weekly_report').click();
    await picture(page).panel.waitFor();
    const { zoom, y } = await viewOf(page);
    expect([zoom, y]).toStrictEqual([former.zoom, former.y]);
    expect(await isUncovered(page, 'send_weekly_report')).toBe(true);
  });

  test('to the whole lineage of a node that was found by search, in the list of issues, or by a link', async () => {
    const page = await openDrawn('#node=Dashboard%3AFinance');
    expect(await picture(page).lit.locator('.name').allTextContents()).toContain('fct_orders');
    expect((await viewOf(page)).zoom).toBeGreaterThanOrEqual(0.5);
    await expectLitUncovered(page);

    await page.keyboard.press('/');
    await page.keyboard.type('Return rate');
    await page.keyboard.press('Enter');
    await picture(page).panel.getByRole('heading', { name: 'Return rate' }).waitFor();
    expect((await viewOf(page)).zoom).toBeGreaterThanOrEqual(0.5);
    await expectLitUncovered(page);
  });

  test('to a node that is found by search again, after the view has left it', async () => {
    const page = await openDrawn();
    await picture(page).card('Finance').click();
    await page.locator('.react-flow__pane').hover();
    await page.mouse.wheel(6_000, 0);
    await page.getByText('Nothing here.').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('Finance');
    await page.keyboard.press('Enter');
    await expect.poll(() => isUncovered(page, 'Finance')).toBe(true);
    await expect.poll(() => isUncovered(page, 'fct_orders', 'Dataset')).toBe(true);
  });

  test('with the keys `+`, `-`, `0` and `.`, but not while something is written', async () => {
    const page = await openDrawn();
    const fitted = await viewOf(page);
    await page.keyboard.press('+');
    expect((await viewOf(page)).zoom).toBeGreaterThan(fitted.zoom);
    await page.keyboard.press('-');
    await page.keyboard.press('-');
    expect((await viewOf(page)).zoom).toBeLessThan(fitted.zoom);
    await page.keyboard.press('0');
    expect(await viewOf(page)).toStrictEqual(fitted);
    await picture(page).card('Finance').click();
    await page.keyboard.press('.');
    await viewOf(page);
    await expectLitUncovered(page);
    const former = await viewOf(page);
    await page.keyboard.press('/');
    await page.keyboard.type('0.+-');
    expect(await viewOf(page)).toStrictEqual(former);
  });
});

test('a view without a node says so, and leads back', async () => {
  const page = await openDrawn();
  const fitted = await viewOf(page);
  await page.locator('.react-flow__pane').hover();
  await page.mouse.wheel(6_000, 0);
  const notice = page.getByRole('status').filter({ hasText: 'Nothing here.' });
  await notice.waitFor();
  await keepPicture(page, 'away');
  await notice.getByRole('button', { name: 'Show everything' }).click();
  expect(await viewOf(page)).toStrictEqual(fitted);
  await expect.poll(() => notice.count()).toBe(0);
});
