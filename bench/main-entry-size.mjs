// `npm run size`: prints the size of the main entry with its dependencies, bundled as for a browser. With `--most <bytes>` it
// fails if the gzipped size is larger.

import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const entry = fileURLToPath(new URL('../src/index.ts', import.meta.url));

/** Returns both sizes in bytes. */
export async function measureMainEntry() {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const [{ contents }] = outputFiles;
  return { minified: contents.length, gzipped: gzipSync(contents, { level: 9 }).length };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { most: { type: 'string' } } });
  const { minified, gzipped } = await measureMainEntry();
  console.log(`The main entry takes ${minified} bytes minified, ${gzipped} gzipped; at most ${values.most ?? 'any'}.`);
  if (gzipped > Number(values.most ?? Number.POSITIVE_INFINITY)) process.exitCode = 1;
}
