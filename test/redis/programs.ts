import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A program that runs beside the test. */
export interface Program {
  readonly pid: number;
  /** The lines it printed. */
  readonly lines: readonly string[];
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
  kill(signal: NodeJS.Signals): void;
}

/** Programs that end with the test, whatever comes of it. */
export class Programs implements AsyncDisposable {
  readonly #env: NodeJS.ProcessEnv;
  readonly #running = new Set<Program>();

  constructor(env: Readonly<Record<string, string>>) {
    const { PATH, HOME } = process.env;
    this.#env = { PATH, HOME, ...env };
  }

  start(script: string, ...args: readonly string[]): Program {
    const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], { cwd: root, env: this.#env });
    const program = toProgram(child);
    this.#running.add(program);
    program.ended.then(() => this.#running.delete(program));
    return program;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const program of this.#running) program.kill('SIGKILL');
    await Promise.all([...this.#running].map(({ ended }) => ended));
  }
}

function toProgram(child: ChildProcess): Program {
  const { pid } = child;
  if (pid === undefined) throw new Error('The program did not start.');
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => lines.push(...text.trimEnd().split('\n')));
  }
  const ended = once(child, 'exit').then(([code, signal]) => code ?? signal);
  return { pid, lines, ended, kill: (signal) => void child.kill(signal) };
}
