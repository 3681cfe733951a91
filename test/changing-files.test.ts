// nodes.jsonl, when a program writes it while it is being read.

import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Paradime } from 'paradime-integrations';
import { checkIntegration, InvalidFileError, readIntegration } from 'paradime-integrations/files';
import { startSandbox } from 'paradime-integrations/sandbox';
import { expect, test, vi } from 'vitest';
import { allNodes, withFiles } from './support/files.js';
import { run, variablesOf } from './support/program.js';
import { startServer } from './support/server.js';

vi.setConfig({ testTimeout: 60_000 });

const bundle = '{"name":"Metabase","nodeTypes":{"Question":{"kind":"chart"}}}';
const line = (index: number): string =>
  `${JSON.stringify({ nodeType: 'Question', name: `q${String(index).padStart(6, '0')}`, description: 'x'.repeat(60) })}\n`;
const lines = (count: number, from = 0): string =>
  Array.from({ length: count }, (_, index) => line(from + index)).join('');
const lineLength = line(0).length;

const changes: readonly (readonly [string, (file: string) => Promise<void>, RegExp])[] = [
  ['cut', (file) => truncate(file, 600 * lineLength), /\(it had 5,000 nodes, and now there are 600\)/],
  ['emptied', (file) => truncate(file, 0), /\(it had 5,000 nodes, and now there are 0\)/],
  ['longer', (file) => writeFile(file, lines(6_000)), /\(it had 5,000 nodes, and now there are more\)/],
  [
    'with other nodes',
    (file) => writeFile(file, lines(5_000, 9_000)),
    /\(it had 5,000 nodes, and now some of them differ\)/,
  ],
  [
    'in another order',
    (file) => writeFile(file, lines(4_999, 1) + line(0)),
    /\(it had 5,000 nodes, and now some of them differ\)/,
  ],
];

test.each(changes)('a file that is %s after it was checked is not published', async (_, change, found) => {
  await using sandbox = await startSandbox();
  const paradime = new Paradime(sandbox);
  await withFiles({ 'integration.json': bundle, 'nodes.jsonl': lines(5_000) }, async (folder) => {
    const integration = await readIntegration(folder);
    const { integration: registered } = await paradime.publish(integration.definition, integration.nodes);
    await change(join(folder, 'nodes.jsonl'));
    const failure: unknown = await paradime
      .publish(integration.definition, integration.nodes)
      .catch((error: unknown) => error);
    const cause = failure instanceof InvalidFileError ? failure : (failure as { cause?: unknown }).cause;
    expect(cause).toBeInstanceOf(InvalidFileError);
    expect(String(cause)).toMatch(
      /nodes\.jsonl: changed while it was read \(.*\): try again when the program that writes it has finished/,
    );
    expect(String(cause)).toMatch(found);
    if (failure !== cause) expect(failure).toMatchObject({ code: 'PUBLISH', committed: 'no' });
    expect(sandbox.nodes(registered.uid)).toHaveLength(5_000);
    await expect(checkIntegration(integration)).rejects.toThrow(found);
  });
});

test('a file that stays the same can be read any number of times, and one that is read to the middle', async () => {
  await withFiles(
    { 'integration.json': bundle, 'nodes.jsonl': `${lines(2_000)}\n\n${line(2_000).trim()}` },
    async (folder) => {
      const integration = await readIntegration(folder);
      for (let reading = 0; reading < 3; reading++) {
        expect(await allNodes(integration)).toHaveLength(2_001);
        if (typeof integration.nodes !== 'function') throw new Error('not read as a stream');
        for await (const { name } of integration.nodes()) if (name === 'q000700') break;
      }
      await writeFile(join(folder, 'nodes.jsonl'), lines(2_001)); // The same nodes, without blank lines.
      expect(await allNodes(integration)).toHaveLength(2_001);
    },
  );
});

test.each(changes)('the program: a file that is %s while it registers', async (_, change) => {
  await withFiles({ 'integration.json': bundle, 'nodes.jsonl': lines(5_000) }, async (cwd) => {
    let isArmed = false;
    let lists = 0;
    const commits: number[] = [];
    let pending = 0;
    await using server = await startServer(async ({ body }, response) => {
      const { operationName, variables } = JSON.parse(body);
      response.setHeader('content-type', 'application/json');
      if (operationName === 'ListCustomIntegrations') {
        // With a state file the program lists twice: to compare, and to register.
        if (isArmed && ++lists === 2) await change(join(cwd, 'nodes.jsonl'));
        const nodeTypes = [{ nodeType: 'Question', iconName: null, color: null }];
        const integrations = [{ uid: 'uid-1', name: 'Metabase', isActive: true, nodeTypes }];
        response.end(JSON.stringify({ data: { listCustomIntegrations: { ok: true, integrations } } }));
        return;
      }
      pending =
        (variables.snapshotId === undefined || variables.snapshotId === null ? 0 : pending) +
        variables.chartLikeNodes.length;
      if (!variables.snapshotHasMoreNodes) commits.push(pending);
      response.end(JSON.stringify({ data: { addCustomIntegrationNodes: { ok: true, snapshotId: 1 } } }));
    });
    const env = variablesOf({ ...server, credentials: { apiKey: 'key-1', apiSecret: 'secret-1' } });
    const publish = () => run(['publish', '.', '--state', 'state.jsonl'], { cwd, env });
    expect(await publish()).toMatchObject({ code: 0 });
    const state = await readFile(join(cwd, 'state.jsonl'), 'utf8');
    isArmed = true;
    const { code, stdout, stderr } = await publish();
    expect([code, stdout]).toStrictEqual([1, '']);
    // The first chunk was read before, so the change can show as half a line, or as the same node twice.
    expect(stderr).toMatch(/changed while it was read|is not valid JSON|duplicate-stable-id/);
    expect(stderr).toContain('still shows its former nodes');
    expect(commits).toStrictEqual([5_000]);
    expect(await readFile(join(cwd, 'state.jsonl'), 'utf8')).toBe(state);
  });
});
