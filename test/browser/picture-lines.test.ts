import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { keepPicture, picture, startBrowser } from './support/browser.js';
import { estates } from './support/estates.js';
import { valuesOf } from './support/measure.js';
import { sandboxWith, superset } from './support/published.js';

const browser = startBrowser();

/** The contrast of two colours of the page, by the formula of WCAG. */
function contrast(page: Page, one: string, other: string): Promise<number> {
  return page.evaluate<number>(`(() => {
    const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });
    const style = getComputedStyle(document.documentElement);
    const luminance = (name) => {
      context.fillStyle = style.getPropertyValue(name);
      context.fillRect(0, 0, 1, 1);
      const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map((value) =>
        value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const [a, b] = [luminance('${one}'), luminance('${other}')];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  })()`);
}

describe('lines', () => {
  test('that lead back are dashed, have a way of their own, and end in an arrowhead', async () => {
    await using sandbox = await sandboxWith(await estates.cycles());
    await using page = await browser.open(sandbox.url);
    await expect.poll(() => page.locator('[data-line="back"]').count()).toBe(2);
    const dashes = await valuesOf<string>(page, '.react-flow__edge-path', 'getComputedStyle(element).strokeDasharray');
    expect(dashes.filter((dash) => dash !== 'none')).toHaveLength(2);
    expect(await page.locator('.react-flow__edge .arrow').count()).toBe(6);
    // No arrowhead lies on another one that comes from elsewhere: `a` has one for `start` and one for `c`.
    const ends = await valuesOf<string>(page, '.react-flow__edge .arrow', 'getComputedStyle(element).translate');
    expect(new Set(ends).size).toBe(6);
    await keepPicture(page, 'lines-back');
  });

  test.each(['light', 'dark'] as const)('have a contrast of 3 : 1 and a constant width: %s', async (colorScheme) => {
    await using sandbox = await sandboxWith(superset);
    await using page = await browser.open(sandbox.url, { colorScheme });
    const line = page.locator('.react-flow__edge-path').first();
    await line.waitFor();
    const effects = await valuesOf<string>(page, '.react-flow__edge-path', 'getComputedStyle(element).vectorEffect');
    expect(new Set(effects)).toStrictEqual(new Set(['non-scaling-stroke']));
    for (const ground of ['--ground', '--raised']) {
      expect(await contrast(page, '--edge-strong', ground)).toBeGreaterThanOrEqual(3);
      expect(await contrast(page, '--warning', ground)).toBeGreaterThanOrEqual(3);
    }
  });

  test('of the selected node run under all cards', async () => {
    await using sandbox = await sandboxWith(superset);
    await using page = await browser.open(sandbox.url);
    await picture(page).card('dim_customers').first().click();
    await expect.poll(() => page.locator('.react-flow__edge.lit').count()).toBeGreaterThan(3);
    const orders = await page.evaluate<{ edges: number[]; nodes: number[] }>(`(() => {
      const orderOf = (selector) =>
        [...document.querySelectorAll(selector)].map((element) => Number(getComputedStyle(element).zIndex) || 0);
      return { edges: orderOf('.react-flow__edges svg'), nodes: orderOf('.react-flow__node') };
    })()`);
    expect(Math.max(...orders.edges)).toBeLessThan(Math.min(...orders.nodes));
    expect(new Set(orders.edges).size).toBe(2);
    await keepPicture(page, 'lines-lit');
  });

  test('lead through what is hidden: dashed, with the number of hidden nodes', async () => {
    await using sandbox = await sandboxWith(superset);
    await using page = await browser.open(sandbox.url);
    await picture(page).nodes.first().waitFor();
    await page
      .getByRole('checkbox', { name: /^Chart/ })
      .first()
      .uncheck();
    await expect.poll(() => page.locator('[data-line="through"]').count()).toBeGreaterThan(5);
    expect(await page.locator('[data-line="through"] .via').first().textContent()).toBe('via 1');
    // Labels that would lie over each other are left out.
    const labels = await valuesOf<{ x: number; y: number; width: number; height: number }>(
      page,
      '.via',
      'element.getBoundingClientRect().toJSON()',
    );
    const overlapping = labels.filter((one) =>
      labels.some(
        (other) =>
          other !== one &&
          one.x < other.x + other.width &&
          other.x < one.x + one.width &&
          one.y < other.y + other.height &&
          other.y < one.y + one.height,
      ),
    );
    expect(overlapping).toStrictEqual([]);
    // Every dashboard is still connected to what it reads from.
    const targets = await valuesOf<string>(page, '.react-flow__edge', "element.dataset.id.split(' ')[1]");
    const nodes = await valuesOf<readonly string[]>(
      page,
      '.react-flow__node',
      '[element.dataset.id, element.textContent]',
    );
    const dashboards = nodes.flatMap(([id = '', text]) => (text?.includes('Dashboard,') ? [id] : []));
    expect(dashboards).toHaveLength(6);
    expect(dashboards.filter((id) => !targets.includes(id))).toStrictEqual([]);
    await keepPicture(page, 'lines-through');
  });

  test('are hidden from screen readers, which begin with the nodes', async () => {
    await using sandbox = await sandboxWith(superset);
    await using page = await browser.open(sandbox.url);
    await picture(page).nodes.first().waitFor();
    expect(await page.locator('.canvas').ariaSnapshot()).not.toContain('Edge from');
  });
});
