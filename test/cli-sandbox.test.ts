// `sandbox` as a process.

import { describe, expect, test, vi } from 'vitest';
import { yaml } from './support/cli.js';
import { withFiles } from './support/files.js';
import { run, start } from './support/program.js';

vi.setConfig({ testTimeout: 60_000 });

describe('sandbox', () => {
  test('prints how to point a client at it, and stops on Ctrl-C', async () => {
    const sandbox = start(['sandbox']);
    const output = await sandbox.until(/Ctrl-C to stop/);
    const env = Object.fromEntries(
      [...output.matchAll(/^ {2}export (\w+)=(\S+)$/gm)].map(([, name, value]) => [name, value]),
    );
    await withFiles({ 'a.yaml': yaml }, async (cwd) => {
      expect((await run(['publish', 'a.yaml'], { cwd, env })).code).toBe(0);
      expect((await run(['list'], { env })).stdout).toContain('Metabase');
    });
    sandbox.child.kill('SIGINT');
    const { code, stdout, stderr } = await sandbox.ended;
    expect([code, stdout.split('\n').at(-2)]).toStrictEqual([
      0,
      'It keeps everything in memory. Press Ctrl-C to stop it.',
    ]);
    const lines = stderr.replace(/^\d\d:\d\d:\d\d /gm, '').replace(/\d+ ms$/gm, '0 ms');
    expect(lines).toBe(`ListCustomIntegrations 200 ok 0 ms
AddCustomIntegration 200 ok 0 ms
AddCustomIntegrationNodes 200 ok 2 nodes 0 ms
ListCustomIntegrations 200 ok 0 ms
The sandbox has stopped.
`);
  });

  test('prints refused requests, without secrets, contents and control characters', async () => {
    const sandbox = start(['sandbox', '--json', '--max-body', '3000']);
    const { PARADIME_API_ENDPOINT: endpoint, ...keys }: Record<string, string> = JSON.parse(await sandbox.until(/\n/));
    const send = async (body: string, secret = keys['PARADIME_API_SECRET'] ?? ''): Promise<void> => {
      const headers = {
        'content-type': 'application/json',
        'x-api-key': keys['PARADIME_API_KEY'] ?? '',
        'x-api-secret': secret,
      };
      await (await fetch(endpoint ?? '', { method: 'POST', headers, body })).text();
    };
    const query = 'query Mine($name: String) { listCustomIntegrations { ok } }';
    await send(JSON.stringify({ query, variables: { name: 'a name' } }), 'not-the-secret');
    await send(JSON.stringify({ query, variables: { name: 'a name' } }));
    await send(JSON.stringify({ query: '{ listCustomIntegrations { ok } }' }));
    await send('\u001b[31m{');
    await send('x'.repeat(4000));
    sandbox.child.kill('SIGINT');
    const { stderr } = await sandbox.ended;
    expect(stderr.replace(/^\d\d:\d\d:\d\d /gm, '').replace(/\d+ ms$/gm, '0 ms')).toBe(`Mine 401 error 0 ms
Mine 200 error 0 ms
listCustomIntegrations 200 ok 0 ms
(unreadable request) 400 error 0 ms
(unreadable request) 413 error 0 ms
The sandbox has stopped.
`);
  });

  test('--quiet prints no requests', async () => {
    const sandbox = start(['sandbox', '--quiet', '--json']);
    const env: Record<string, string> = JSON.parse(await sandbox.until(/\n/));
    expect((await run(['list'], { env })).code).toBe(0);
    sandbox.child.kill('SIGINT');
    expect((await sandbox.ended).stderr).toBe('The sandbox has stopped.\n');
  });

  test('--latency, --max-body and --no-introspection', async () => {
    const sandbox = start(['sandbox', '--json', '--latency', '400', '--max-body', '1800', '--no-introspection']);
    const env: Record<string, string> = JSON.parse(await sandbox.until(/\n/));
    await withFiles({ 'a.yaml': yaml }, async (cwd) => {
      const { code, stderr } = await run(['publish', 'a.yaml', '--verbose'], { cwd, env });
      expect([code, stderr]).toStrictEqual([0, expect.stringContaining('status=413')]); // Sent in halves then.
      expect(Number(/durationMs=(\d+)/.exec(stderr)?.[1])).toBeGreaterThanOrEqual(390);
    });
    expect((await run(['schema', 'pull'], { env })).stderr).toContain('introspection is off');
    sandbox.child.kill('SIGINT');
    await sandbox.ended;
  });

  test('--json; a port that is taken', async () => {
    const sandbox = start(['sandbox', '--json', '--no-introspection']);
    const { url, PARADIME_API_ENDPOINT: endpoint } = JSON.parse(await sandbox.until(/\n/));
    expect(endpoint).toBe(`${url}api/v1/sandbox-company/graphql`);
    const { code, stderr } = await run(['sandbox', '--port', new URL(url).port]);
    expect([code, stderr]).toStrictEqual([2, expect.stringMatching(/^error: The sandbox cannot start: .*EADDRINUSE/)]);
    sandbox.child.kill('SIGTERM');
    expect((await sandbox.ended).code).toBe(0);
  });
});
