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
    expect(await sandbox.ended).toMatchObject({ code: 0, stderr: 'The sandbox has stopped.\n' });
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
