import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';

const results = fileURLToPath(new URL('../../../test-results/', import.meta.url));
const executablePath = '/usr/bin/chromium';
const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface TestBrowser {
  /** Opens a page. Errors and warnings that it reports fail the test, unless they contain `expected`. */
  readonly open: (url: string, options?: BrowserContextOptions & { readonly expected?: string }) => Promise<Page>;
}

/** Starts a browser for the tests of one file. */
export function startBrowser(): TestBrowser {
  let browser: Browser;
  const pages: Page[] = [];
  const errors: string[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args });
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    await Promise.all(pages.splice(0).map((page) => page.context().close()));
    expect(errors.splice(0)).toStrictEqual([]);
  });
  return {
    open: async (url, { expected, ...options } = {}) => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
      const page = await context.newPage();
      const note = (text: string): void => {
        if (expected === undefined || !text.includes(expected)) errors.push(text);
      };
      page.on('pageerror', (error) => note(`${error}`));
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') note(message.text());
      });
      pages.push(page);
      await page.goto(url);
      return page;
    },
  };
}

/** Saves a screenshot of the page in test-results/. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(results, { recursive: true });
  await page.screenshot({ path: `${results}${name}.png` });
}

/** Locators for the elements of the drawing. */
export function picture(page: Page) {
  return {
    nodes: page.locator('.react-flow__node'),
    edges: page.locator('.react-flow__edge'),
    lit: page.locator('.react-flow__node [data-emphasis="lit"]'),
    node: (name: string) => page.locator('.react-flow__node').filter({ has: page.getByText(name, { exact: true }) }),
    /** The card of a node with this name. `where` is a part of its second line, and tells nodes of one name apart. */
    card: (name: string, where = '') =>
      page.locator('button.card').filter({ has: page.getByText(name, { exact: true }), hasText: where }),
    panel: page.getByRole('complementary', { name: 'Selected node' }),
  };
}
