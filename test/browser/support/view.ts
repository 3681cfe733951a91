import type { Page } from 'playwright-core';

/** Which part of the picture is in view. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** The view, once it has been still for a moment. */
export async function viewOf(page: Page): Promise<Viewport> {
  let former = '';
  for (;;) {
    const view = await page.evaluate<Viewport>(
      "(({ e, f, a }) => ({ x: e, y: f, zoom: a }))(new DOMMatrix(getComputedStyle(document.querySelector('.react-flow__viewport')).transform))",
    );
    if (JSON.stringify(view) === former) return view;
    former = JSON.stringify(view);
    await page.waitForTimeout(120);
  }
}
