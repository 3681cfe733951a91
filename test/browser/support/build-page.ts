import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Builds the page that the tests open. */
export function setup(): void {
  execFileSync('npm', ['run', '--silent', 'build:explorer'], {
    cwd: fileURLToPath(new URL('../../../', import.meta.url)),
    stdio: 'inherit',
  });
}
