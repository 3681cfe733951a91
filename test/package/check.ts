// `npm run check:package`: packs the package and looks at it as those who install it will.

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('../..', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'paradime-integrations-'));

function run(folder: string, command: string, ...args: string[]): void {
  console.log(`\n> ${command} ${args.join(' ')}`);
  execFileSync(command, args, { cwd: folder, stdio: 'inherit' });
}

/** An empty project with the tarball installed and nothing else. */
function makeConsumer(tarball: string): string {
  const folder = join(work, 'consumer');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', private: true }));
  for (const file of ['consumer.ts', 'browser.ts', 'telemetry.ts']) {
    copyFileSync(join(root, 'test/package/consumer', file), join(folder, file));
  }
  run(folder, 'npm', 'install', '--silent', '--no-audit', '--no-fund', tarball);
  return folder;
}

const strict = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  module: 'nodenext',
  target: 'es2023',
  skipLibCheck: false,
};

/** Type-checks as strictly as there is, with the oldest and the newest compiler that is supported. */
function typeCheck(folder: string): void {
  const projects = {
    node: { compilerOptions: { ...strict, lib: ['es2023'], types: ['node'], outDir: 'out' }, files: ['consumer.ts'] },
    browser: { compilerOptions: { ...strict, lib: ['es2023', 'dom'], types: [], noEmit: true }, files: ['browser.ts'] },
  };
  for (const [name, project] of Object.entries(projects)) {
    writeFileSync(join(folder, `tsconfig.${name}.json`), JSON.stringify(project));
  }
  for (const version of ['5.9', '7']) {
    run(
      folder,
      'npm',
      'install',
      '--silent',
      '--no-audit',
      '--no-fund',
      '--no-save',
      `typescript@${version}`,
      '@types/node@20',
    );
    for (const name of Object.keys(projects)) run(folder, 'npx', 'tsc', '--project', `tsconfig.${name}.json`);
  }
}

/** Compressed, the page and its licences may add so much to the package. */
const mostPageBytes = 1_500_000;

/** The page is in the package, with the licences of what is in it, and the package has not grown beyond reason. */
function checkPage(tarball: string, consumer: string): void {
  const installed = join(consumer, 'node_modules/paradime-integrations/dist/explorer');
  const files = ['index.html', 'explorer.js', 'explorer.css', 'licenses.md'].map((file) =>
    readFileSync(join(installed, file)),
  );
  const pageBytes = gzipSync(Buffer.concat(files)).length;
  console.log(`\n${statSync(tarball).size} bytes, of which the page takes ${pageBytes}`);
  if (pageBytes > mostPageBytes) throw new Error(`The page takes more than ${mostPageBytes} bytes.`);
}

/** The optional peer comes last: all else was checked without it. The oldest that is supported. */
function checkTelemetry(folder: string): void {
  const packages = ['@opentelemetry/api@1.9.0', 'typescript@7', '@types/node@20'];
  run(folder, 'npm', 'install', '--silent', '--no-audit', '--no-fund', '--no-save', ...packages);
  const compilerOptions = { ...strict, lib: ['es2023'], types: ['node'], outDir: 'out' };
  writeFileSync(join(folder, 'tsconfig.telemetry.json'), JSON.stringify({ compilerOptions, files: ['telemetry.ts'] }));
  run(folder, 'npx', 'tsc', '--project', 'tsconfig.telemetry.json');
  run(folder, 'node', 'out/telemetry.js');
}

try {
  run(root, 'npm', 'pack', '--silent', '--pack-destination', work);
  const { name, version } = (await import('../../package.json', { with: { type: 'json' } })).default;
  const tarball = join(work, `${name}-${version}.tgz`);
  run(root, 'npx', 'publint', 'run', '--strict', tarball);
  run(root, 'npx', 'attw', tarball, '--profile', 'esm-only');
  const consumer = makeConsumer(tarball);
  // Node 20 needs the types gone: esbuild strips them, from outside the consumer, which stays as it is.
  run(consumer, join(root, 'node_modules/.bin/tsx'), 'consumer.ts');
  run(consumer, 'npx', 'paradime-integrations', 'check', 'airflow.yaml');
  run(consumer, 'npx', 'paradime-integrations', 'preview', 'airflow.yaml', '--html', 'lineage.html');
  checkPage(tarball, consumer);
  typeCheck(consumer);
  run(consumer, 'node', 'out/consumer.js');
  checkTelemetry(consumer);
} finally {
  rmSync(work, { recursive: true });
}
