// `npm run check:package`: packs the package and checks what is in it. test/consumers tests whether it works.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { makeProject, pack } from '../consumers/project.js';
import { anchorsOf, linksOf } from '../support/markdown.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The most that the page and its licences may add to the package, compressed. */
const mostPageBytes = 1_500_000;

/** Fails unless the page is in the package, with the licences of its dependencies, and within its limit. */
function checkPage(tarball: string, installed: string): void {
  const files = ['index.html', 'explorer.js', 'explorer.css', 'licenses.md'].map((file) =>
    readFileSync(join(installed, 'dist/explorer', file)),
  );
  const pageBytes = gzipSync(Buffer.concat(files)).length;
  console.log(`\n${statSync(tarball).size} bytes, of which the page takes ${pageBytes}`);
  if (pageBytes > mostPageBytes) throw new Error(`The page takes more than ${mostPageBytes} bytes.`);
}

/** Fails unless every relative link in a packed page leads to a file in the package, and to a heading if it names one. */
function checkLinks(installed: string): void {
  const pages = readdirSync(installed, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.md') && !name.startsWith('dist/'),
  );
  const textOf = (page: string): string => readFileSync(join(installed, page), 'utf8');
  const broken = pages.flatMap((page) =>
    linksOf(textOf(page))
      .filter((link) => !/^https?:/.test(link))
      .filter((link) => {
        const [path = '', anchor] = link.split('#');
        const target = path === '' ? page : join(dirname(page), path);
        if (target.startsWith('..') || !existsSync(join(installed, target))) return true;
        return anchor !== undefined && !anchorsOf(textOf(target)).includes(anchor);
      })
      .map((link) => `${page}: ${link}`),
  );
  if (!pages.includes('README.md') || !pages.includes('docs/README.md')) throw new Error('The docs are not packed.');
  if (broken.length > 0) throw new Error(`These links do not work in the package:\n${broken.join('\n')}`);
  console.log(`The links of ${pages.length} packed pages work`);
}

/** Fails unless the notices name every package that is in the page, and stand in the package and in an exported page. */
function checkNotices(installed: string): void {
  const textOf = (file: string): string => readFileSync(join(installed, file), 'utf8');
  const licenses = textOf('dist/explorer/licenses.md');
  const sections = licenses.split(/^## (?=\S+ - \d)/m).slice(1);
  const bundled = sections.map((section) => {
    const [, name, license] = /^(\S+) - \S+ \((.+)\)\n/.exec(section) ?? [];
    if (license === undefined || section.length < 500) throw new Error(`A package has no licence: ${section}`);
    return `| \`${name}\` | ${license} |`;
  });
  const listed = textOf('THIRD-PARTY-NOTICES.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  if (listed.join('\n') !== bundled.join('\n')) {
    throw new Error(`THIRD-PARTY-NOTICES.md has to list these packages:\n${bundled.join('\n')}`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'export-'));
  const bundle = join(folder, 'bundle.json');
  writeFileSync(bundle, JSON.stringify({ name: 'Metabase', nodeTypes: { Question: { kind: 'chart' } }, nodes: [] }));
  const exported = join(folder, 'lineage.html');
  execFileSync('node', [join(installed, 'dist/cli/main.js'), 'preview', bundle, '--html', exported], {
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  if (!readFileSync(exported, 'utf8').includes(`<!--\n${licenses}\n-->`)) {
    throw new Error('The licences are missing in an exported page.');
  }
  console.log(`The licences of the ${bundled.length} packages in the page are in the package and in an exported page`);
}

/** Classes keep their names in the bundles: an error that is printed begins with the name of its class. */
async function checkNames(installed: string): Promise<void> {
  const entry: Readonly<Record<string, unknown>> = await import(join(installed, 'dist/index.js'));
  const wrong = Object.entries(entry).filter(([name, value]) => typeof value === 'function' && value.name !== name);
  if (wrong.length > 0) throw new Error(`${wrong.map(([name]) => name).join(', ')} have other names in the package.`);
}

const tarball = await pack();
for (const args of [
  ['publint', 'run', '--strict', tarball],
  ['attw', tarball, '--profile', 'esm-only'],
]) {
  execFileSync('npx', args, { cwd: root, stdio: 'inherit' });
}
const installed = join(await makeProject([tarball]), 'node_modules/paradime-integrations');
checkPage(tarball, installed);
checkNotices(installed);
checkLinks(installed);
await checkNames(installed);
