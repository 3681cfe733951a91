import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Builds the program once, for the tests that run it as a process. */
export function setup(): void {
  execFileSync(
    'node',
    ['node_modules/typescript/bin/tsc', '--project', 'tsconfig.build.json', '--outDir', '.test-build'],
    {
      cwd: root,
      stdio: 'inherit',
    },
  );
}
