// Makes the mistakes listed in docs/errors.md and writes the resulting messages into the page. The text before the first
// mistake is kept.

import { readFileSync, writeFileSync } from 'node:fs';
import { setup } from '../test/support/build.js';
import { describeMistake, mistakes, page } from '../test/support/mistakes.js';

setup();
const [head = ''] = readFileSync(page, 'utf8').split('\n### ');
let text = head.endsWith('\n') ? head : `${head}\n`;
for (const mistake of mistakes) text += describeMistake(mistake, await mistake.read());
writeFileSync(page, text);
