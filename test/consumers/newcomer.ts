import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectOutput } from './bundles.js';
import type { Case } from './cases.js';
import { install, makeProject, run } from './project.js';

/** The example that the README begins with: its first two blocks, which belong together. */
function readExample(): string {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const section = readme.slice(readme.indexOf('## Publish'));
  const [, code] = /^```ts\n(.*?)^```$/ms.exec(section) ?? [];
  if (code === undefined) throw new Error('The README has no example under "Publish".');
  return code;
}

/** What the README tells a new user to do: `npm init -y`, install, paste the example, run it. */
export function newcomerCases(tarball: string, node22: string, tools: string): readonly Case[] {
  const begin = async (): Promise<string> => {
    const folder = await makeProject([], ['with-sandbox.mjs'], {});
    await run(folder, 'npm', ['init', '-y']);
    await install(folder, tarball);
    await run(folder, 'npm', ['pkg', 'set', 'type=module']);
    writeFileSync(join(folder, 'main.ts'), readExample());
    return folder;
  };
  const shown = 'shown Orders,Revenue,Sales';
  return [
    {
      name: "A new user: the README's example with Node 22 as it is",
      run: async () => {
        const node = join(node22, 'node_modules/.bin/node');
        expectOutput(await run(await begin(), 'node', ['with-sandbox.mjs', node, 'main.ts']), shown);
      },
    },
    {
      name: "A new user: the README's example with tsc and Node 20",
      run: async () => {
        const folder = await begin();
        await install(folder, '@types/node@20');
        const tsc = join(tools, 'node_modules/ts7/bin/tsc');
        await run(folder, 'node', [tsc, '--module', 'nodenext', '--target', 'es2023', '--types', 'node', 'main.ts']);
        expectOutput(await run(folder, 'node', ['with-sandbox.mjs', 'node', 'main.js']), shown);
      },
    },
  ];
}
