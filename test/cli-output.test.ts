// The output of the program: hostile strings, a full disk, terminals.

import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { manyNodes, withSandbox, yaml } from './support/cli.js';
import { withFiles } from './support/files.js';
import { run, variablesOf } from './support/program.js';
import { startApi, startServerWith } from './support/server.js';

vi.setConfig({ testTimeout: 60_000 });

describe('strings from outside', () => {
  const hostile = 'a\u001b[31mred\n::error::forged\u009b2J\u202e';
  const harmful = /^::|[\p{Bidi_Control}]|(?!\n)\p{Cc}/mu;

  test('control neither a terminal nor a log', async () => {
    const bundle = {
      name: hostile,
      nodeTypes: { [hostile]: { kind: 'chart', icon: hostile } },
      nodes: [
        {
          nodeType: hostile,
          name: hostile,
          url: hostile,
          upstream: [{ kind: 'custom', integration: hostile, nodeType: hostile, name: 'x' }],
        },
      ],
    };
    await withSandbox({ 'a.json': JSON.stringify(bundle) }, async ({ sandbox, path }) => {
      const env = variablesOf(sandbox);
      for (const args of [
        ['check', path('a.json')],
        ['publish', path('a.json'), '--dry-run'],
        ['publish', path('a.json'), '--state', path('state')],
        ['publish', path('a.json'), '--state', path('state'), '--dry-run'],
        ['list'],
        ['deactivate', hostile],
      ]) {
        const { code, stdout, stderr } = await run(args, { env });
        expect(code).toBe(0);
        expect(stdout + stderr).not.toMatch(harmful);
        expect(stdout).toContain('red\\n::error::forged');
      }
    });
  });

  test('an error of a GraphQL server', async () => {
    const errors = [{ message: `no ${hostile}` }];
    await using server = await startServerWith(200, JSON.stringify({ errors }));
    const env = variablesOf({ ...server, credentials: { apiKey: 'k', apiSecret: 's' } });
    for (const command of ['list', 'doctor']) {
      const { code, stdout, stderr } = await run([command], { env });
      expect(code).toBe(1);
      expect(stdout + stderr).toContain('red ::error::forged');
      expect(stdout + stderr).not.toMatch(harmful);
    }
  });

  test('node types that a server has registered and does not remove', async () => {
    const look = { iconName: null, color: null };
    const nodeTypes = [hostile, 'Question'].map((nodeType) => ({ nodeType, ...look }));
    await using server = await startApi({
      listCustomIntegrations: { ok: true, integrations: [{ uid: hostile, name: 'A', isActive: true, nodeTypes }] },
      updateCustomIntegration: { ok: false },
      addCustomIntegrationNodes: { ok: true, snapshotId: 1 },
    });
    const env = variablesOf({ ...server, credentials: { apiKey: 'k', apiSecret: 's' } });
    const [nodeType, name] = ['Question', 'x'];
    const bundle = { name: 'A', nodeTypes: { Question: { kind: 'chart' } }, nodes: [{ nodeType, name }] };
    await withFiles({ 'a.json': JSON.stringify(bundle) }, async (cwd) => {
      const { code, stdout } = await run(['publish', 'a.json'], { cwd, env });
      expect(code).toBe(0);
      expect(stdout).toMatch(/could not be removed; .*red\\n::error::forged/);
      expect(stdout).not.toMatch(harmful);
      expect((await run(['publish', 'a.json', '--dry-run'], { cwd, env })).stdout).not.toMatch(harmful);
    });
  });

  test('no line begins with a command of GitHub Actions', async () => {
    const command = '::error::forged ##[error]forged';
    const nodeTypes = [{ nodeType: 'Question', iconName: null, color: null }];
    const integration = { uid: `u\n${command}`, name: command, isActive: false, nodeTypes };
    const twin = { ...integration, uid: `v\n  ${command}` };
    for (const integrations of [[integration], [integration, twin]]) {
      await using server = await startApi({
        listCustomIntegrations: { ok: true, integrations },
        updateCustomIntegration: { ok: true },
        addCustomIntegrationNodes: { ok: true, snapshotId: 1 },
      });
      const env = variablesOf({ ...server, credentials: { apiKey: 'k', apiSecret: 's' } });
      const bundle = {
        name: command,
        nodeTypes: { Question: { kind: 'chart' } },
        nodes: [{ nodeType: 'Question', name: command, url: command }],
      };
      await withFiles({ 'a.json': JSON.stringify(bundle) }, async (cwd) => {
        for (const args of [
          ['check', 'a.json'],
          ['list'],
          ['list', '--json'],
          ['activate', command],
          ['publish', 'a.json', '--state', 'state'],
          ['publish', 'a.json', '--state', 'state', '--dry-run'],
          ['deactivate', command, '--verbose'],
          ['preview', 'a.json', '--mermaid'],
        ]) {
          const { stdout, stderr } = await run(args, { cwd, env });
          expect(stdout + stderr).not.toMatch(/^\s*::|##\[/m);
          if (args.includes('--json')) expect(JSON.parse(stdout)[0]).toMatchObject({ name: command });
        }
        const annotated = await run(['check', 'a.json', '--format', 'github'], { cwd, env });
        expect(annotated.stdout).toMatch(/^::warning [^\n]*\n$/);
        expect(annotated.stdout).not.toContain('##[');
      });
    }
  });

  test('an error of a server, on a terminal', async () => {
    await using server = await startServerWith(500, `no ${hostile}`, { 'content-type': 'text/plain' });
    const env = variablesOf({ ...server, credentials: { apiKey: 'k', apiSecret: 's' } });
    const { code, stdout } = await run(['list', '--timeout', '2'], { env, isTerminal: true });
    expect(code).toBe(1);
    expect(stdout).toContain('\\u001b[31mred');
    const colors = ['\u001b[31m', '\u001b[39m'];
    expect(
      colors.reduce((text, color) => text.replaceAll(color, ''), stdout.replaceAll('\\u001b[31m', '')),
    ).not.toMatch(/(?![\r\n])\p{Cc}/u);
  });
});

test('a full disk is reported, and what was published stays published', async () => {
  await withSandbox({ 'a.yaml': yaml }, async ({ sandbox, path }) => {
    const main = fileURLToPath(new URL('../.test-build/cli/main.js', import.meta.url));
    const shell = spawn('sh', ['-c', `node ${main} publish ${path('a.yaml')} > /dev/full`], {
      env: { PATH: process.env['PATH'], ...variablesOf(sandbox) },
    });
    let output = '';
    shell.stderr.on('data', (chunk) => (output += chunk));
    const code = await new Promise((resolve) => shell.on('close', resolve));
    expect([code, output]).toStrictEqual([
      1,
      expect.stringMatching(/^error: The output could not be written: ENOSPC/m),
    ]);
    expect(sandbox.integrations()).toHaveLength(1);
  });
});

describe('terminals', () => {
  const esc = '\u001b[';

  test('a bar with nodes, rate and time left on a terminal', async () => {
    await withSandbox(
      manyNodes(200),
      async ({ sandbox, path }) => {
        const { code, stdout } = await run(['publish', path(), '--max-batch', '10'], {
          env: variablesOf(sandbox),
          isTerminal: true,
        });
        expect(code).toBe(0);
        expect(stdout).toMatch(/█+░+ +\d+% {2}\d+ of 200 nodes, [\d,]+ per second, [\d.]+ m?s left/);
        expect(stdout).toContain(`${esc}32mPublished${esc}39m 200 nodes of Metabase`);
        expect(stdout.lastIndexOf('█')).toBeLessThan(stdout.indexOf('Published'));
      },
      { latencyMs: 20 },
    );
  });

  test('NO_COLOR', async () => {
    await withSandbox({ 'a.yaml': yaml }, async ({ sandbox, path }) => {
      const { stdout } = await run(['publish', path('a.yaml')], {
        env: { ...variablesOf(sandbox), NO_COLOR: '1' },
        isTerminal: true,
      });
      expect(stdout).toContain('Published 2 nodes of Metabase (');
      expect(stdout).not.toContain(`${esc}32m`);
    });
  });

  test('plain lines every few seconds elsewhere', async () => {
    await withSandbox(
      manyNodes(600),
      async ({ sandbox, path }) => {
        const { code, stderr, stdout } = await run(['publish', path(), '--max-batch', '10'], {
          env: variablesOf(sandbox),
        });
        expect(code).toBe(0);
        expect(stderr).toMatch(/^to .*\n *\d+% {2}\d+ of 600 nodes, \d+ per second, [\d.]+ m?s left\n$/);
        expect(stderr + stdout).not.toContain(esc);
      },
      { latencyMs: 110 },
    );
  });

  test('a reader that closes the pipe early', async () => {
    await withFiles(manyNodes(50_000), async (cwd) => {
      await writeFile(join(cwd, 'nodes.jsonl'), '{"nodeType":"Question","name":"q","url":"x"}\n'.repeat(5_000));
      const { code, stderr } = await run(['check', cwd]);
      expect([code, stderr]).toStrictEqual([1, '']);
      const shell = spawn('bash', ['-c', `set -o pipefail; node .test-build/cli/main.js check ${cwd} | head -1`], {
        cwd: fileURLToPath(new URL('../', import.meta.url)),
      });
      let output = '';
      for (const stream of [shell.stdout, shell.stderr]) stream.on('data', (chunk) => (output += chunk));
      await new Promise((resolve) => shell.on('close', resolve));
      expect(output).toBe(`${join(cwd, 'nodes.jsonl')}\n`);
    });
  });
});
