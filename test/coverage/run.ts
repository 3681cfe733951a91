// `npm run coverage`: runs the tests and tells which part of src/ they ran. The library runs in the tests' own process,
// the program in processes that they start: each is measured where it runs, and a file counts as in the run that
// reached more of it. Fails below the floor.

import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import coverage, { type CoverageMap, type CoverageSummaryData } from 'istanbul-lib-coverage';

const floor = { lines: 95, branches: 90 } as const;
const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = 'coverage';

function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  execFileSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
}

function measure(): readonly CoverageMap[] {
  rmSync(`${root}${folder}`, { recursive: true, force: true });
  const programs = `${root}${folder}/program`;
  run('npx', ['vitest', 'run', '--coverage', '--reporter=dot'], { PROGRAM_COVERAGE: programs });
  run('npx', [
    ...['c8', 'report', '--temp-directory', programs, '--reports-dir', `${folder}/of-program`],
    ...['--reporter', 'json', '--exclude-after-remap', '--include', 'src/**'],
  ]);
  return ['coverage-final.json', 'of-program/coverage-final.json'].map((file) =>
    coverage.createCoverageMap(JSON.parse(readFileSync(`${root}${folder}/${file}`, 'utf8'))),
  );
}

/** What is known of each file of src/, by its path within. */
function bestOf(maps: readonly CoverageMap[]): ReadonlyMap<string, CoverageSummaryData> {
  const best = new Map<string, CoverageSummaryData>();
  for (const map of maps) {
    for (const file of map.files()) {
      const name = file.slice(root.length);
      if (!name.startsWith('src/') || name.startsWith('src/generated/')) continue;
      const summary = map.fileCoverageFor(file).toSummary().toJSON();
      const known = best.get(name);
      if (known === undefined || summary.lines.pct + summary.branches.pct > known.lines.pct + known.branches.pct) {
        best.set(name, summary);
      }
    }
  }
  return best;
}

const best = bestOf(measure());
for (const [name, { lines, branches }] of [...best].toSorted()) {
  if (lines.pct < floor.lines || branches.pct < floor.branches) {
    console.log(`${name.padEnd(44)} lines ${lines.pct} %, branches ${branches.pct} %`);
  }
}
for (const part of ['lines', 'branches'] as const) {
  const sum = (pick: (totals: CoverageSummaryData['lines']) => number): number =>
    [...best.values()].reduce((total, summary) => total + pick(summary[part]), 0);
  const percent = (100 * sum(({ covered }) => covered)) / sum(({ total }) => total);
  console.log(`src/: ${part} ${percent.toFixed(1)} %, at least ${floor[part]} %`);
  if (!(percent >= floor[part])) process.exitCode = 1;
}
