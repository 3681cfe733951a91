import { type ExecFileOptions, execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const programs = fileURLToPath(new URL('programs/', import.meta.url));

/** No program here takes longer. */
const timeout = 120_000;

/** Runs a program to its end and returns what it printed; rejects with all of that when it fails. */
export function run(
  cwd: string,
  command: string,
  args: readonly string[],
  options: ExecFileOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { timeout, ...options, cwd, encoding: 'utf8' }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}${error.message}`));
    });
  });
}

export function install(folder: string, ...packages: readonly string[]): Promise<string> {
  return run(folder, 'npm', ['install', '--silent', '--no-audit', '--no-fund', ...packages]);
}

/** An empty project with these packages, and with programs from programs/. Outside of the repository, as users are. */
export async function makeProject(
  packages: readonly string[],
  files: readonly string[] = [],
  manifest: object = { type: 'module' },
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'consumer-'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, ...manifest }));
  for (const file of files) copyFileSync(join(programs, file), join(folder, file));
  await install(folder, ...packages);
  return folder;
}

/** Packs the package, as it would be published, and returns the tarball. */
export async function pack(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'tarball-'));
  const name = await run(root, 'npm', ['pack', '--silent', '--pack-destination', folder]);
  return join(folder, name.trim().split('\n').at(-1) ?? '');
}
