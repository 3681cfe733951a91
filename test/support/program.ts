import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Credentials } from 'paradime-integrations';

const built = fileURLToPath(new URL('../../.test-build/cli/main.js', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves with all output so far, once that matches. */
  readonly until: (pattern: RegExp) => Promise<string>;
}

interface RunOptions {
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly cwd?: string | undefined;
  /** Runs it on a pseudo-terminal, where both streams are one. */
  readonly isTerminal?: boolean | undefined;
  /** Another program than the one that is built for the tests. */
  readonly program?: string | undefined;
}

/** Starts the program as a process, with these environment variables only. */
export function start(args: readonly string[], options: RunOptions = {}): Run {
  const { env = {}, cwd, isTerminal = false, program: main = built } = options;
  const command = isTerminal
    ? ['script', '-qefc', ['node', main, ...args].map((word) => `'${word}'`).join(' '), '/dev/null']
    : ['node', main, ...args];
  const [file = '', ...rest] = command;
  const { PATH = '', PROGRAM_COVERAGE } = process.env;
  const coverage = PROGRAM_COVERAGE === undefined ? {} : { NODE_V8_COVERAGE: PROGRAM_COVERAGE };
  const child = spawn(file, rest, {
    cwd,
    env: { PATH, TERM: 'xterm-256color', ...coverage, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  let onOutput = (): void => {};
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
    onOutput();
  });
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
    onOutput();
  });
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
  const until = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      onOutput = () => {
        if (pattern.test(stdout + stderr)) resolve(stdout + stderr);
      };
      ended.then(() => reject(new Error(`It ended before it printed ${pattern}:\n${stdout}${stderr}`)));
      onOutput();
    });
  return { child, ended, until };
}

/** Runs the program to its end. */
export function run(args: readonly string[], options?: RunOptions): Promise<Ended> {
  return start(args, options).ended;
}

/** The line with which a command names this server, given its variables in the environment. */
export function targetOf({ endpoint }: { readonly endpoint: string }): string {
  return `to ${new URL(endpoint).origin} (from the environment)\n`;
}

/** The variables that point the program at a sandbox. */
export function variablesOf(sandbox: {
  readonly endpoint: string;
  readonly credentials: Credentials;
}): Record<string, string> {
  const { apiKey = '', apiSecret = '', token = '' } = sandbox.credentials;
  return {
    PARADIME_API_ENDPOINT: sandbox.endpoint,
    PARADIME_API_KEY: apiKey,
    PARADIME_API_SECRET: apiSecret,
    PARADIME_API_TOKEN: token,
  };
}
