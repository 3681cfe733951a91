// The libraries that the program loads: a command's own only when it runs.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { yaml } from './support/cli.js';
import { withFiles } from './support/files.js';
import { run } from './support/program.js';

vi.setConfig({ testTimeout: 60_000 });

const watch = new URL('fixtures/watch-imports.mjs', import.meta.url);

test.each([
  ['--help', ['commander', 'leven']],
  ['publish --help', ['commander', 'leven']],
  ['check a.yaml', ['commander', 'jsonc-parser', 'leven', 'picomatch', 'yaml', 'zod']],
])('%s', async (args, libraries) => {
  await withFiles({ 'a.yaml': yaml }, async (root) => {
    const log = join(root, 'imports.log');
    const env = { NODE_OPTIONS: `--import=${watch.href}`, IMPORTS_LOG: log };
    expect(await run(args.split(' '), { cwd: root, env })).toMatchObject({ code: 0, stderr: '' });
    const names = readFileSync(log, 'utf8').matchAll(/\/node_modules\/((?:@[^/]+\/)?[^/]+)/g);
    expect([...new Set([...names].map(([, name]) => name))].toSorted()).toStrictEqual(libraries);
  });
});
