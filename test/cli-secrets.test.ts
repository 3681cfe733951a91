// No secret in anything that the program prints or writes: tried with servers that repeat what they were sent, at any
// place and in any spelling. `CLI_SECRETS_RUNS` sets how many runs; fast-check prints the seed of a failure.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { runProgram } from '../src/cli/program.js';
import { createTerminal } from '../src/cli/terminal/terminal.js';
import { type Echo, echo, mark, pathToken, secrets, startEchoServer } from './support/echo.js';
import { withFiles } from './support/files.js';
import { type Ended, run } from './support/program.js';

vi.setConfig({ testTimeout: 300_000 });

const runs = Number(process.env['CLI_SECRETS_RUNS'] ?? 150);

const publish = ['publish', 'a.json', '--max-batch', '1', '--state', 'state'];
const commands: readonly (readonly string[])[] = [
  ['list'],
  ['list', '--json'],
  ['list', '--verbose'],
  ['doctor'],
  ['doctor', '--json'],
  ['doctor', '--verbose'],
  ['schema', 'diff'],
  ['schema', 'diff', '--json'],
  ['schema', 'diff', '--verbose'],
  ['schema', 'pull'],
  ['schema', 'pull', '--output', 'live.graphql'],
  ['types', '--integrations'],
  ['types', '--integrations', '--output', 'names.ts'],
  publish,
  [...publish, '--json'],
  [...publish, '--verbose'],
  [...publish, '--dry-run'],
  [...publish, '--dry-run', '--json'],
  ['activate', 'Metabase'],
  ['activate', 'Metabase', '--verbose'],
  ['deactivate', 'other'],
];
const nodes = ['a', 'b', 'c'].map((name) => ({ nodeType: 'Question', name }));
const bundle = JSON.stringify({ name: 'Metabase', nodeTypes: { Question: { kind: 'chart' } }, nodes });

/** Runs the program in this process: starting a process takes longer than all it does. */
async function runHere(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const printed = { stdout: '', stderr: '' };
  stdout.on('data', (chunk) => (printed.stdout += chunk));
  stderr.on('data', (chunk) => (printed.stderr += chunk));
  const terminal = createTerminal({ stdout, stderr, env } as unknown as NodeJS.Process);
  const code = await terminal.flush(await runProgram(args, terminal));
  return { code, ...printed };
}

async function leaks(given: Echo, args: readonly string[], isInFile: boolean): Promise<readonly string[]> {
  await using server = await startEchoServer(given);
  const endpoint = `${server.origin}/api/v1/${pathToken}/graphql`;
  const { apiKey, apiSecret } = secrets;
  // In a file for --env-file, single quotes keep a value as it is.
  const [inFile, inEnvironment] = isInFile ? [`'${apiKey}'`, {}] : ["''", { PARADIME_API_KEY: apiKey }];
  return await withFiles({ 'a.json': bundle, env: `PARADIME_API_KEY=${inFile}\n` }, async (cwd) => {
    const env = { PARADIME_API_ENDPOINT: endpoint, PARADIME_API_SECRET: apiSecret, ...inEnvironment };
    const inFolder = args.map((word) =>
      /^(?:a\.json|state|live\.graphql|names\.ts)$/.test(word) ? join(cwd, word) : word,
    );
    const here = () => runHere([...inFolder, '-e', join(cwd, 'env'), '--timeout', '5'], env);
    const { stdout, stderr } = await here();
    const again = args === publish ? await here() : undefined;
    const files = (await readdir(cwd)).filter((name) => name !== 'env');
    const written = await Promise.all(files.map((name) => readFile(join(cwd, name), 'utf8')));
    if (args.includes('--json')) JSON.parse(stdout);
    expect(server.received.length).toBeGreaterThan(0);
    return [stdout, stderr, again?.stdout ?? '', again?.stderr ?? '', ...written].filter((text) => mark.test(text));
  });
}

test('whatever a server repeats is printed without secrets', async () => {
  const law = fc.asyncProperty(echo, fc.constantFrom(...commands), fc.boolean(), async (given, args, isInFile) => {
    expect(await leaks(given, args, isInFile)).toStrictEqual([]);
  });
  await fc.assert(law, { numRuns: runs, endOnFailure: true });
});

test.each<[string, Echo['place'], string[]]>([
  ['names as JSON', 'name', ['list', '--json']],
  ['names in a table', 'name', ['list']],
  ['names of types', 'type name', ['schema', 'pull']],
  ['names of types, in a file', 'type name', ['schema', 'pull', '--output', 'live.graphql']],
  ['names of types, in a comparison', 'type name', ['schema', 'diff', '--json']],
  ['names that are not names', 'invalid type name', ['doctor', '--verbose']],
  ['descriptions', 'description', ['schema', 'pull']],
  ['a uid, in the state file', 'uid', publish],
  ['node types', 'node type', [...publish, '--dry-run']],
  ['stack traces', 'error message', ['list', '--verbose']],
])('%s', async (_, place, args) => {
  for (const spelling of ['plain', 'json twice', 'percent in lower case'] as const) {
    expect(await leaks({ place, spelling, what: 'all', status: 200 }, args, false)).toStrictEqual([]);
    expect(await leaks({ place, spelling, what: 'pathToken', status: 200 }, args, true)).toStrictEqual([]);
  }
});

test('the password of a proxy', async () => {
  const env = {
    PARADIME_API_ENDPOINT: 'https://api.example.invalid/graphql',
    PARADIME_API_KEY: 'key-1',
    PARADIME_API_SECRET: 'secret-1',
    HTTPS_PROXY: 'http://user:passFRAGMENT@127.0.0.1:1',
  };
  const { stdout, stderr } = await run(['list', '--verbose'], { env });
  expect(stdout + stderr).not.toMatch(mark);
});

test("the program's own words stay readable when a secret is a plain word", async () => {
  await using server = await startEchoServer({ place: 'error message', spelling: 'plain', what: 'all', status: 200 });
  const env = {
    PARADIME_API_ENDPOINT: `${server.origin}/paradime/graphql`,
    PARADIME_API_KEY: 'key',
    PARADIME_API_SECRET: 's',
  };
  const { stderr } = await run(['publish', 'a.json'], { env });
  const { stdout } = await run(['doctor'], { env });
  expect(stderr + stdout).not.toContain('[redacted]-integrations');
  expect(stdout).toMatch(/^ok {7}connection {3}the server responds$/m);
});
