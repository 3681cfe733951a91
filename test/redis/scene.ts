import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Paradime } from 'paradime-integrations';
import { type Fault, type Sandbox, startSandbox } from 'paradime-integrations/sandbox';
import { expect, onTestFinished } from 'vitest';
import { connect } from '../../examples/bullmq/connection.js';
import type { Run } from '../../examples/bullmq/jobs.js';
import { beginPublication, endOfPublication } from '../../examples/bullmq/publication.js';
import { openFolder } from '../../examples/bullmq/source.js';
import { type Program, Programs } from './programs.js';

export const worker = 'examples/bullmq/worker.ts';

const partNames = Array.from({ length: 12 }, (_, part) => `${10 + part}.json`);

/** Fifteen to a part, which the client sends in two requests. */
function namesIn(part: string): readonly string[] {
  return Array.from({ length: 15 }, (_, index) => `node ${index} of ${part}`);
}

/** The names of all nodes in the folder. */
export const allNames = partNames.flatMap(namesIn).sort();

/** A folder as the example reads it. */
export interface Folder extends AsyncDisposable {
  readonly path: string;
}

export async function makeFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'paradime-parts-'));
  const definition = { name: 'Metabase', nodeTypes: { Question: { kind: 'chart' } } };
  await mkdir(join(path, 'parts'));
  await writeFile(join(path, 'integration.json'), JSON.stringify(definition));
  for (const part of partNames) {
    const nodes = namesIn(part).map((name) => ({ nodeType: 'Question', name }));
    await writeFile(join(path, 'parts', part), JSON.stringify(nodes));
  }
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

export interface Scene {
  readonly sandbox: Sandbox;
  readonly programs: Programs;
  readonly workers: readonly Program[];
  /** Publishes the folder through the workers. */
  publish(): Promise<Run | undefined>;
  /** The worker that has the job of a part, or of a step. */
  workerOf(partOrStep: string): Promise<Program>;
  /** The names of the nodes that the sandbox shows. */
  shown(): readonly string[];
  /** How many requests asked for a commit. */
  commits(): number;
}

export interface SceneOptions {
  /** The scripts of the workers. Default: three of the example's. */
  readonly workers?: readonly string[];
  readonly faults?: readonly Fault[];
}

/** A sandbox, and workers that wait for jobs. All end with the test, also with one that takes too long. */
export async function startScene(
  redisUrl: string,
  folder: string,
  { workers: scripts = [worker, worker, worker], faults = [] }: SceneOptions,
): Promise<Scene> {
  let commits = 0;
  const counting: Fault = {
    operation: 'AddCustomIntegrationNodes',
    call: ({ variables }) => {
      if (isCommit(variables)) commits++;
      return false;
    },
    effect: { type: 'not-ok' },
  };
  const sandbox = await startSandbox({ faults: [counting, ...faults], latencyMs: 20 });
  const settings = { redisUrl, lockMs: 3_000, retryMs: 100 };
  const connection = connect(settings);
  const programs = new Programs({
    REDIS_URL: redisUrl,
    LOCK_MS: String(settings.lockMs),
    RETRY_MS: String(settings.retryMs),
    PARADIME_API_ENDPOINT: sandbox.endpoint,
    PARADIME_API_KEY: 'sandbox-key',
    PARADIME_API_SECRET: 'sandbox-secret',
  });
  onTestFinished(async () => {
    await programs[Symbol.asyncDispose]();
    await connection[Symbol.asyncDispose]();
    await sandbox.close();
  });
  const { customIntegrations } = new Paradime(sandbox);
  const { definition } = await openFolder(folder);
  const workers = scripts.map((script) => programs.start(script, folder));
  const isReady = ({ lines }: Program): boolean => lines.some((line) => line.endsWith('ready'));
  await expect.poll(() => workers.filter(isReady).length, { timeout: 30_000 }).toBe(workers.length);
  return {
    sandbox,
    programs,
    workers,
    async publish() {
      const job = await beginPublication(definition, customIntegrations, connection);
      return endOfPublication(job, connection, settings);
    },
    async workerOf(partOrStep) {
      const jobs = await connection.queue.getJobs(['active']);
      const job = jobs.find(({ data }) => [data.step, data.step === 'append' && data.part].includes(partOrStep));
      const found = workers.find(({ pid }) => job?.processedBy === `worker-${pid}`);
      if (found === undefined) throw new Error(`No worker is at ${partOrStep}.`);
      return found;
    },
    shown() {
      const [{ uid } = { uid: '' }] = sandbox.integrations();
      expect(sandbox.duplicates(uid)).toStrictEqual([]);
      return sandbox
        .nodes(uid)
        .map(({ name }) => name)
        .sort();
    },
    commits: () => commits,
  };
}

export function isCommit(variables: Readonly<Record<string, unknown>>): boolean {
  return variables['snapshotHasMoreNodes'] === false;
}
