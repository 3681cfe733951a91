import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { blocksOf } from '../support/markdown.js';
import { expectOutput } from './bundles.js';
import type { Case } from './cases.js';
import { install, makeProject, run } from './project.js';

/** The example under "Publish" in the README. */
function readExample(): string {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const section = readme.slice(readme.indexOf('## Publish'));
  const [, code] = /^```ts\n(.*?)^```$/ms.exec(section) ?? [];
  if (code === undefined) throw new Error('The README has no example under "Publish".');
  return code;
}

/** A new folder in which docs/getting-started.md was followed to the letter: its commands were run and its files written. */
async function followGettingStarted(tarball: string): Promise<string> {
  const blocks = blocksOf(readFileSync(new URL('../../docs/getting-started.md', import.meta.url), 'utf8'));
  const folder = mkdtempSync(join(tmpdir(), 'newcomer-'));
  copyFileSync(tarball, join(folder, 'paradime-integrations-0.1.0.tgz'));
  copyFileSync(fileURLToPath(new URL('programs/with-sandbox.mjs', import.meta.url)), join(folder, 'with-sandbox.mjs'));
  const commands = blocks.find(({ language, code }) => language === 'sh' && code.startsWith('npm init'));
  if (commands === undefined) throw new Error('docs/getting-started.md does not begin with `npm init`.');
  await run(folder, 'sh', ['-euc', commands.code]);
  for (const { file, code } of blocks) if (file !== undefined) writeFileSync(join(folder, file), code);
  return folder;
}

/** The commands that `init` prints as the next steps. */
function stepsOf(printed: string): readonly string[] {
  return [...printed.matchAll(/^ {2}(.*?) +# /gm)].map(([, command = '']) => command);
}

/** The steps of a new user: install the package, paste the code of the README or of docs/getting-started.md, run it. */
export function newcomerCases(
  tarball: string,
  nodes: Readonly<Record<string, string>>,
  tools: string,
): readonly Case[] {
  const nodeOf = (version: string): string => join(nodes[version] ?? '', 'node_modules/.bin/node');
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
        expectOutput(await run(await begin(), 'node', ['with-sandbox.mjs', nodeOf('22'), 'main.ts']), shown);
      },
    },
    {
      name: 'A new user: docs/getting-started.md to the letter, with Node 20 and 24',
      run: async () => {
        const folder = await followGettingStarted(tarball);
        const counts = '{ chart: 1, dashboard: 1, datasource: 0 } 2';
        expectOutput(`types:${await run(folder, 'npx', ['tsc'])}.`, 'types:.');
        expectOutput(await run(folder, 'npx', ['tsx', 'try.ts']), counts);
        expectOutput(await run(folder, nodeOf('24'), ['try.ts']), counts);
        for (const command of [['npx', 'tsx'], [nodeOf('24')]]) {
          expectOutput(
            await run(folder, 'node', ['with-sandbox.mjs', ...command, 'publish.ts']),
            'shown Revenue,Sales',
          );
        }
      },
    },
    {
      name: 'A new user: what init writes and says, in the CommonJS package that npm init makes',
      run: async () => {
        const folder = mkdtempSync(join(tmpdir(), 'newcomer-'));
        copyFileSync(
          fileURLToPath(new URL('programs/with-sandbox.mjs', import.meta.url)),
          join(folder, 'with-sandbox.mjs'),
        );
        await run(folder, 'npm', ['init', '-y']);
        await run(folder, 'npm', ['pkg', 'set', 'type=commonjs']); // As npm 11 writes it.
        await install(folder, tarball);
        const printed = await run(folder, 'npx', ['paradime-integrations', 'init', 'src/lineage.ts']);
        const [checkModule = '', , , publish = '', installVitest = '', test = ''] = stepsOf(printed);
        expectOutput(await run(folder, 'sh', ['-euc', checkModule]), '3 nodes, 0 errors, 0 warnings');
        expectOutput(
          await run(folder, 'node', ['with-sandbox.mjs', 'sh', '-euc', publish]),
          'shown Orders,Revenue by month,Sales',
        );
        const program = 'node_modules/paradime-integrations/dist/cli/main.js';
        for (const version of ['22', '24']) {
          const checked = await run(folder, nodeOf(version), [program, 'check', 'src/lineage.ts']);
          expectOutput(checked, '3 nodes, 0 errors, 0 warnings');
        }
        await run(folder, 'sh', ['-euc', installVitest]);
        expectOutput(await run(folder, 'sh', ['-euc', test]), 'passed');

        const bundle = await run(folder, 'npx', ['paradime-integrations', 'init', 'lineage/integration.yaml']);
        const [check = ''] = stepsOf(bundle);
        expectOutput(await run(folder, 'sh', ['-euc', check]), '3 nodes, 0 errors, 0 warnings');
        const [, reference = ''] =
          /\$schema=(\S+)/.exec(readFileSync(join(folder, 'lineage/integration.yaml'), 'utf8')) ?? [];
        JSON.parse(readFileSync(join(folder, 'lineage', reference), 'utf8'));
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
