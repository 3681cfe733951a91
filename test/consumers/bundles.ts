import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case } from './cases.js';
import { run } from './project.js';

/** How each bundler makes one module of an entry. */
const bundlers: Readonly<Record<string, (entry: string, folder: string) => readonly string[]>> = {
  esbuild: (entry, folder) => [
    'esbuild/bin/esbuild',
    ...[entry, '--bundle', '--minify', '--format=esm', '--platform=neutral', '--main-fields=module,main'],
    ...[`--outfile=${folder}/${entry}`, '--log-level=warning'],
  ],
  vite: (entry, folder) => [
    'vite/bin/vite.js',
    ...['build', '--ssr', entry, '--outDir', folder, '--config', 'vite.config.js', '--logLevel', 'warn'],
  ],
};

/** What only the transport says. */
const transportWords = ['x-api-key', 'authorization', 'graphql', 'fetch('];

/** Bundles of the main entry: one that publishes, and one that only defines, which carries no transport. */
export function bundleCases(tools: string, project: string): readonly Case[] {
  const bundle = async (bundler: string, entry: string): Promise<string> => {
    const folder = `out-${bundler}-${entry}`;
    const [program = '', ...args] = bundlers[bundler]?.(entry, folder) ?? [];
    const isNative = bundler === 'esbuild';
    const path = join(tools, 'node_modules', program);
    await run(project, isNative ? path : 'node', isNative ? args : [path, ...args]);
    return join(project, folder, entry);
  };
  return Object.keys(bundlers).flatMap((bundler): Case[] => [
    {
      name: `${bundler}: a bundle that publishes`,
      run: async () => {
        const file = await bundle(bundler, 'publish.mjs');
        expectOutput(await run(project, 'node', ['with-sandbox.mjs', 'node', file]), 'published 2\nshown load,orders');
        const code = readFileSync(file, 'utf8');
        const missing = transportWords.filter((word) => !code.includes(word));
        if (missing.length > 0) throw new Error(`${missing.join(', ')} no longer tell the transport.`);
      },
    },
    {
      name: `${bundler}: a bundle that only defines carries no transport`,
      run: async () => {
        const file = await bundle(bundler, 'define.mjs');
        expectOutput(await run(project, 'node', [file]), '"name":"load"');
        const code = readFileSync(file, 'utf8');
        const found = transportWords.filter((word) => code.includes(word));
        if (found.length > 0) throw new Error(`${code.length} bytes, with ${found.join(', ')}`);
      },
    },
  ]);
}

export function expectOutput(output: string, part: string): void {
  if (!output.includes(part)) throw new Error(`It printed ${JSON.stringify(output)}, not ${JSON.stringify(part)}.`);
}
