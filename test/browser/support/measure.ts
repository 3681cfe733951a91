import type { Page } from 'playwright-core';

/** A card or a line as it is on the screen. */
export interface Measured {
  readonly stage: { readonly width: number; readonly height: number };
  readonly zoom: number;
  readonly cards: readonly {
    readonly id: string;
    /** The type, or the role of a node outside the integration. */
    readonly group: string;
    /** Both lines. They differ if the names do. */
    readonly full: string;
    readonly name: string;
    /** The height of the letters, in pixels of the screen. */
    readonly nameSize: number;
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }[];
  /** The number of lines, and of those that run behind the card of a node that they do not connect. */
  readonly lines: number;
  readonly crossing: readonly string[];
}

/** Measures all cards and lines of the drawing. Lines are followed in steps of three pixels of the layout. */
export function measure(page: Page): Promise<Measured> {
  return page.evaluate<Measured>(`(() => {
    const viewport = document.querySelector('.react-flow__viewport');
    const zoom = new DOMMatrix(getComputedStyle(viewport).transform).a;
    const stage = document.querySelector('.canvas').getBoundingClientRect();
    const cards = [...document.querySelectorAll('.react-flow__node')].map((node) => {
      const { x, y, width, height } = node.getBoundingClientRect();
      const card = node.querySelector('.card');
      const name = node.querySelector('.name');
      const where = node.querySelector('.what').textContent;
      return {
        id: node.dataset.id,
        group: card.dataset.role === 'NODE' ? where.split(' · ')[0] : card.dataset.role,
        full: where + ' ' + name.textContent,
        name: name.textContent,
        nameSize: Number.parseFloat(getComputedStyle(name).fontSize) * zoom,
        x, y, width, height,
      };
    });
    const inset = 1;
    const crossing = [];
    const edges = [...document.querySelectorAll('.react-flow__edge')];
    let lines = 0;
    for (const edge of edges) {
      const [from, to] = edge.dataset.id.split(' ');
      const path = edge.querySelector('.react-flow__edge-path');
      if (path === null) continue;
      lines++;
      const matrix = path.getScreenCTM();
      const length = path.getTotalLength();
      const box = path.getBoundingClientRect();
      const others = cards.filter(({ id, x, y, width, height }) =>
        id !== from && id !== to && x < box.right && x + width > box.x && y < box.bottom && y + height > box.y);
      steps: for (let at = 0; others.length > 0 && at <= length; at += 3) {
        const point = path.getPointAtLength(at);
        const [x, y] = [matrix.a * point.x + matrix.e, matrix.d * point.y + matrix.f];
        for (const card of others) {
          if (x > card.x + inset && x < card.x + card.width - inset && y > card.y + inset && y < card.y + card.height - inset) {
            crossing.push(edge.dataset.id + ' behind ' + card.id);
            break steps;
          }
        }
      }
    }
    return { stage: { width: stage.width, height: stage.height }, zoom, cards, lines, crossing };
  })()`);
}

/** Evaluates an expression for each element that a selector finds. The element is called `element` in it. */
export function valuesOf<Value>(page: Page, selector: string, expression: string): Promise<readonly Value[]> {
  return page.evaluate<Value[]>(
    `[...document.querySelectorAll(${JSON.stringify(selector)})].map((element) => ${expression})`,
  );
}
