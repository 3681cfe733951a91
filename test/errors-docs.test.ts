// Makes the mistakes of docs/errors.md, and compares what one reads with the page.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { describeMistake, mistakes, page } from './support/mistakes.js';

describe('docs/errors.md shows what one reads', { timeout: 60_000 }, () => {
  test.each(mistakes)('$title', async (mistake) => {
    expect(readFileSync(page, 'utf8')).toContain(describeMistake(mistake, await mistake.read()));
  });

  test('nothing else is kept there', () => {
    const titles = [...readFileSync(page, 'utf8').matchAll(/^### (.*)$/gm)].map(([, title]) => title);
    expect(titles).toStrictEqual(mistakes.map(({ title }) => title));
  });
});
