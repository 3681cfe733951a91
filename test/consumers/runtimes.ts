import { join } from 'node:path';
import { expectOutput } from './bundles.js';
import type { Case } from './cases.js';
import { run } from './project.js';

interface RuntimeProjects {
  /** The tarball and nothing else. */
  readonly project: string;
  /** Where Deno and Bun are. */
  readonly tools: string;
  /** Folders with a Node of each version. */
  readonly nodes: Readonly<Record<string, string>>;
}

/** Each runtime publishes to a sandbox that a Node beside it runs. */
export function runtimeCases({ project, tools, nodes }: RuntimeProjects): readonly Case[] {
  const commands: Readonly<Record<string, readonly string[]>> = {
    [`Node ${process.version}`]: ['node'],
    ...Object.fromEntries(
      Object.entries(nodes).map(([version, folder]) => [`Node ${version}`, [join(folder, 'node_modules/.bin/node')]]),
    ),
    Deno: [join(tools, 'node_modules/.bin/deno'), 'run', '--allow-all', '--node-modules-dir=manual'],
    Bun: [join(tools, 'node_modules/.bin/bun')],
  };
  return Object.entries(commands).map(([name, [command = '', ...args]]) => ({
    name: `${name} publishes`,
    run: async () => {
      const output = await run(project, 'node', ['with-sandbox.mjs', command, ...args, 'publish.mjs']);
      expectOutput(output, 'published 2\nshown load,orders');
    },
  }));
}
