import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FileProblem } from '../../documents/errors.js';
import { statPath } from '../../documents/text-file.js';
import { packageFile } from '../../package-file.js';
import type { FromModule } from './messages.js';
import { problemsOf } from './module-problems.js';

/**
 * Runs a module in TypeScript or JavaScript, and returns what it exports in the form of a bundle. What it throws becomes
 * problems. It runs in a thread of its own, which ends with it; what it prints goes to standard error.
 */
export async function readModule(file: string, signal?: AbortSignal): Promise<ModuleContent> {
  await statPath(file);
  signal?.throwIfAborted();
  const worker = new Worker(workerUrl(), { workerData: resolve(file), stdout: true, stderr: true });
  for (const stream of [worker.stdout, worker.stderr]) stream.on('data', (chunk) => process.stderr.write(chunk));
  const problems: FileProblem[] = [];
  const nodes: unknown[] = [];
  let definition: Readonly<Record<string, unknown>> | undefined;
  let imports: readonly string[] = [];
  const problem = (message: string): void => {
    problems.push({ code: 'invalid-file', file, path: [], message });
  };
  let stop = (): void => {};
  try {
    await new Promise<void>((end, fail) => {
      stop = () => fail(signal?.reason);
      signal?.addEventListener('abort', stop);
      worker.on('message', (message: FromModule) => {
        if (message.type === 'definition') definition = message.definition;
        else if (message.type === 'export') problem(wrongExport(message.found));
        else if (message.type === 'nodes') {
          if (message.nodes === undefined) problem(wrongNodes(message.found));
          else for (const node of message.nodes) nodes.push(node);
        } else {
          imports = message.imports;
          if (message.type === 'error') for (const its of problemsOf(message.error, file)) problems.push(its);
          end();
        }
      });
      worker.on('error', ({ name, message, stack = '' }) => {
        for (const its of problemsOf({ name, message, stack }, file)) problems.push(its);
        end();
      });
      worker.on('exit', (code) => {
        problem(`ended with the exit code ${code} before all of its nodes were there: ${whyEnded}`);
        end();
      });
    });
  } finally {
    signal?.removeEventListener('abort', stop);
    worker.removeAllListeners('exit');
    await worker.terminate();
  }
  const value = definition && { ...definition, nodes };
  return { value, problems, files: [file, ...imports.filter((path) => path !== resolve(file))] };
}

/** The exports of a module, as far as there are any. */
interface ModuleContent {
  /** In the form of a bundle. Absent if the default export is missing or wrong. */
  readonly value: Readonly<Record<string, unknown>> | undefined;
  readonly problems: readonly FileProblem[];
  /** The module, and those that it imports, without packages. */
  readonly files: readonly string[];
}

const example = 'write `export default integration(definition, nodes)`, with `integration` from paradime-integrations';
const whyEnded = 'it may have called process.exit, or awaits something that never happens';

function wrongExport(found: string | undefined): string {
  if (found === undefined) return `has no default export; ${example}`;
  return `has ${found} as its default export, which is not an integration; ${example}`;
}

function wrongNodes(found = 'something else'): string {
  return `has ${found} as its nodes; they must be a list, an iterable, or a function that returns one`;
}

/** The file of the thread: next to this one, or where the package is built. */
function workerUrl(): URL {
  const beside = new URL('./worker.js', import.meta.url);
  return existsSync(beside) ? beside : packageFile('dist/files/module/worker.js');
}
