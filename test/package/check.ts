// `npm run check:package`: packs the package and looks at what is in it. Whether it works is for test/consumers.

import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { makeProject, pack } from '../consumers/project.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Compressed, the page and its licences may add so much to the package. */
const mostPageBytes = 1_500_000;

/** The page is in the package, with the licences of what is in it, and the package has not grown beyond reason. */
async function checkPage(tarball: string): Promise<void> {
  const installed = join(await makeProject([tarball]), 'node_modules/paradime-integrations/dist/explorer');
  const files = ['index.html', 'explorer.js', 'explorer.css', 'licenses.md'].map((file) =>
    readFileSync(join(installed, file)),
  );
  const pageBytes = gzipSync(Buffer.concat(files)).length;
  console.log(`\n${statSync(tarball).size} bytes, of which the page takes ${pageBytes}`);
  if (pageBytes > mostPageBytes) throw new Error(`The page takes more than ${mostPageBytes} bytes.`);
}

const tarball = await pack();
for (const args of [
  ['publint', 'run', '--strict', tarball],
  ['attw', tarball, '--profile', 'esm-only'],
]) {
  execFileSync('npx', args, { cwd: root, stdio: 'inherit' });
}
await checkPage(tarball);
