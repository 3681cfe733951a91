// `npm run test:consumers`: installs the packed package as those who use it do, and tries it with their compilers, bundlers
// and runtimes.

import { join } from 'node:path';
import { bundleCases } from './bundles.js';
import { type Case, runCases } from './cases.js';
import { newcomerCases } from './newcomer.js';
import { makeProject, pack, run } from './project.js';
import { registeredCases } from './registered.js';
import { runtimeCases } from './runtimes.js';
import { typeCases } from './types.js';

const startedAt = performance.now();
const tarball = await pack();
const tools = await makeProject([
  ...['ts5@npm:typescript@5.9', 'ts6@npm:typescript@6', 'ts7@npm:typescript@7'],
  ...['esbuild', 'vite@8', 'deno', 'bun'],
]);
// The newest of each; npm has a package of Node's programs.
const versions = { '22': 'node@22', '24': 'node@24', 'the newest': 'node@latest' };
const nodes: Record<string, string> = {};
for (const [version, name] of Object.entries(versions)) nodes[version] = await makeProject([name]);

const programs = ['everything.ts', 'with-sandbox.mjs', 'publish.mjs', 'define.mjs', 'vite.config.js'];
const plain = await makeProject([tarball], programs);
const web = await makeProject([tarball], ['web.ts']);
const node = await makeProject(
  [tarball, '@types/node@20', '@opentelemetry/api@1.9.0'],
  ['everything.ts', 'telemetry.ts'],
);

const cases: readonly Case[] = [
  ...typeCases({ tools, node, web }),
  ...registeredCases({ tools, project: node }),
  ...bundleCases(tools, plain),
  ...runtimeCases({ project: plain, tools, nodes }),
  ...['everything.ts', 'telemetry.ts'].map((file) => ({
    name: `All entries, run: ${file}`,
    run: () => run(node, join(nodes['22'] ?? '', 'node_modules/.bin/node'), [file]),
  })),
  {
    name: 'The program, from the tarball',
    run: async () => {
      await run(plain, 'npx', ['paradime-integrations', 'init']);
      await run(plain, 'npx', ['paradime-integrations', 'check', 'integration.yaml']);
      await run(plain, 'npx', ['paradime-integrations', 'preview', 'integration.yaml', '--html', 'lineage.html']);
    },
  },
  ...newcomerCases(tarball, nodes, tools),
];
if (!(await runCases(cases))) process.exitCode = 1;
console.log(`All of it took ${((performance.now() - startedAt) / 1_000).toFixed(0)} s.`);
