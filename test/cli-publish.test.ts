// `publish` as a process: its output on both streams, and its exit codes.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { manyNodes, parsed, withSandbox, yaml } from './support/cli.js';
import { type Files, withFiles } from './support/files.js';
import { targetOf } from './support/program.js';
import { operations } from './support/publishing.js';

vi.setConfig({ testTimeout: 60_000 });

const folder = fileURLToPath(new URL('fixtures/official-folder', import.meta.url));
const twins = fileURLToPath(new URL('fixtures/twins', import.meta.url));

/** The output without what differs from run to run. */
const withoutVariation = (stdout: string): string =>
  stdout.replace(/\(\S{36}\)/, '(uid)').replace(/, [\d.]+ k?B, [\d.]+ m?s/, ', size, time');

const noNodes = `${yaml.slice(0, yaml.indexOf('nodes:'))}nodes: []`;

describe('publish', () => {
  test('a YAML bundle', async () => {
    await withSandbox({ 'a.yaml': yaml }, async ({ sandbox, run }) => {
      const { code, stdout, stderr } = await run('publish', 'a.yaml');
      expect([code, stderr]).toStrictEqual([0, targetOf(sandbox)]);
      expect(withoutVariation(stdout)).toBe(
        [
          'Published 2 nodes of Metabase (uid).',
          '  Model: 1',
          '  Question: 1',
          '  The integration was created.',
          '  1 request, size, time',
          `  To see them, open lineage or the catalog in Paradime, or ${new URL(sandbox.endpoint).origin} if that is the sandbox.`,
          '',
        ].join('\n'),
      );
      expect(stdout).toMatch(/, 1\.\d kB, /);
      const [integration] = sandbox.integrations();
      expect(sandbox.nodes(integration?.uid ?? '').map(({ name }) => name)).toStrictEqual(['Revenue', 'Orders']);
      // A logo is sent each time.
      expect((await run('publish', 'a.yaml')).stdout).toContain(
        "  The integration's logo was sent again, and its node types were updated where they differed.\n",
      );
    });
  });

  test('the folder of the official client, with assumed kinds', async () => {
    await withSandbox({}, async ({ sandbox, run }) => {
      const { code, stdout, stderr } = await run('publish', folder);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^Published 4 nodes of Streamlit /);
      expect(stderr).toMatch(
        /node_types\.json\n {2}\d+:\d+ +warning {2}the node type "App" has no kind, .*add "kind": "chart"/,
      );
      expect(operations(sandbox)).toStrictEqual([
        'ListCustomIntegrations',
        'AddCustomIntegration',
        'AddCustomIntegrationNodes',
      ]);
    });
  });

  test('--json prints one document, and nothing else on stdout', async () => {
    await withSandbox({ ...manyNodes(25), 'a.yaml': yaml }, async ({ run }) => {
      const ended = await run('publish', '.', '--json', '--max-batch', '10');
      expect(ended.code).toBe(0);
      expect(parsed(ended)).toMatchObject({
        integration: { name: 'Metabase', uid: expect.any(String), outcome: 'created' },
        snapshotId: expect.any(Number),
        nodes: { chart: 25, dashboard: 0, datasource: 0 },
        nodesByType: { Question: 25 },
        requests: 3,
        retries: 0,
        restarts: 0,
        findings: [],
      });
    });
  });

  test('--json on failure: of the input, and of the server', async () => {
    await withSandbox({ 'a.json': '{', 'b.yaml': yaml }, async ({ sandbox, run }) => {
      const broken = await run('publish', 'a.json', '--json');
      expect(broken.code).toBe(1);
      expect(parsed(broken)).toMatchObject({
        error: { name: 'InputError' },
        findings: [{ severity: 'error', code: 'invalid-file', location: { file: 'a.json', line: 1 } }],
      });
      expect(sandbox.requests()).toStrictEqual([]);
    });
    const faults = [{ operation: 'AddCustomIntegrationNodes', effect: { type: 'not-ok' } } as const];
    await withSandbox(
      { 'b.yaml': yaml },
      async ({ run }) => {
        const refused = await run('publish', 'b.yaml', '--json');
        expect(refused.code).toBe(1);
        expect(parsed(refused)).toMatchObject({ error: { name: 'PublishError', code: 'PUBLISH', committed: 'no' } });
        expect(refused.stderr).toMatch(/^error: The publication failed: .*still shows its former nodes/m);
      },
      { faults },
    );
  });

  test('--dry-run only lists, and prints the difference', async () => {
    await withSandbox({ 'a.yaml': yaml }, async ({ sandbox, run }) => {
      const first = await run('publish', 'a.yaml', '--dry-run');
      expect([first.code, first.stderr]).toStrictEqual([0, targetOf(sandbox)]);
      expect(first.stdout.split('\n')).toStrictEqual([
        'Metabase: the integration would be created.',
        '  + Model (database, ORANGE)',
        '  + Question (intersection, TEAL)',
        '  logo: https://example.com/metabase.svg',
        '2 nodes would be published, replacing any that Paradime shows now:',
        '  Model: 1',
        '  Question: 1',
        'Nothing was changed: this was a dry run.',
        '',
      ]);
      expect(operations(sandbox)).toStrictEqual(['ListCustomIntegrations']);
      await run('publish', 'a.yaml');
      const before = sandbox.requests().length;
      await withFiles(
        {
          'b.yaml': yaml
            .replace('Model: { kind: datasource, icon: database }', 'Table: { kind: datasource }')
            .replaceAll('Model', 'Table')
            .replace('TEAL', 'LEAF')
            .replace(/logoUrl.*\n/, ''),
        },
        async (root) => {
          const file = join(root, 'b.yaml');
          const { stdout } = await run('publish', file, '--dry-run');
          expect(stdout).toMatch(/^Metabase \(\S{36}\): the integration would be updated\./);
          expect(stdout).toContain('\n  + Table (intersection, ORANGE)\n');
          expect(stdout).toContain('\n  ~ Question (intersection, TEAL) -> intersection, LEAF\n');
          expect(stdout).toContain('\n  - Model (database, ORANGE)\n');
          expect(parsed(await run('publish', file, '--dry-run', '--json'))).toMatchObject({
            dryRun: true,
            integration: {
              name: 'Metabase',
              uid: expect.any(String),
              outcome: 'updated',
              removed: [{ nodeType: 'Model' }],
            },
            nodes: 2,
            nodesByType: { Table: 1, Question: 1 },
          });
        },
      );
      expect(operations(sandbox).slice(before)).toStrictEqual(['ListCustomIntegrations', 'ListCustomIntegrations']);
    });
  });

  test('two nodes with the same stable id: refused with both positions, published with --ignore', async () => {
    await withSandbox({}, async ({ sandbox, run }) => {
      const refused = await run('publish', twins);
      expect([refused.code, refused.stdout]).toStrictEqual([1, '']);
      expect(refused.stderr).toMatch(
        /nodes\.json\n {2}\d+:\d+ +error .*has the same stable id.*\(the other is at \d+:\d+\) {2}duplicate-stable-id/,
      );
      expect(refused.stderr).toContain('Nothing was sent.');
      expect(sandbox.requests()).toStrictEqual([]);
      expect((await run('publish', twins, '--ignore', 'duplicate-stable-id')).code).toBe(0);
    });
  });

  test.each<[string, Files, string, RegExp]>([
    ['broken YAML', { 'a.yaml': 'name: [' }, 'a.yaml', /a\.yaml\n {2}1:8 +error +is not valid YAML/],
    ['a missing file', {}, 'a.yaml', /a\.yaml\n +error +does not exist/],
    [
      'milliseconds',
      { 'a.yaml': yaml.replace('table: orders,', 'createdAt: 1718798255000,') },
      'a.yaml',
      /a\.yaml\n {2}7:\d+ +error +Model "Orders" \(node 1\), createdAt: .*Are these milliseconds\?/,
    ],
    [
      'a reference without name and id',
      { 'a.yaml': yaml.replace(', name: Orders }]', ' }]') },
      'a.yaml',
      /10:\d+ +error .*must have a name, an id or both.*incomplete-reference/,
    ],
    [
      'an unregistered node type',
      { 'a.yaml': yaml.replace('nodeType: Question', 'nodeType: Questoin\n    kind: chart') },
      'a.yaml',
      /did you mean "Question"\?.*unknown-node-type/,
    ],
    [
      'the same node twice',
      { 'a.yaml': yaml.replace('name: Revenue', 'name: Orders') },
      'a.yaml',
      /8:\d+ +error .*\(the other is at 7:5\)/,
    ],
    [
      'no nodes',
      { 'a.yaml': noNodes },
      'a.yaml',
      /has no nodes; publishing it would remove every node that Paradime shows. To do that, pass --allow-empty/,
    ],
    [
      'a line that is broken far down',
      { ...manyNodes(2_000), 'nodes.jsonl': `${manyNodes(2_000)['nodes.jsonl']}\n{` },
      '.',
      /nodes\.jsonl\n {2}2001:\d+ +error +is not valid JSON/,
    ],
  ])('nothing is sent for %s', async (_, files, path, message) => {
    await withSandbox(files, async ({ sandbox, run }) => {
      const { code, stdout, stderr } = await run('publish', path);
      expect([code, stdout]).toStrictEqual([1, '']);
      expect(stderr).toMatch(message);
      expect(stderr).not.toContain('    at ');
      expect(sandbox.requests()).toStrictEqual([]);
    });
  });

  test('--allow-empty clears an integration', async () => {
    await withSandbox({ 'a.yaml': noNodes }, async ({ sandbox, run }) => {
      for (const flags of [[], ['--dry-run'], ['--json'], ['--dry-run', '--json'], ['--state', 'state']]) {
        const refused = await run('publish', 'a.yaml', ...flags);
        expect([refused.code, refused.stderr]).toStrictEqual([
          1,
          expect.stringContaining(
            'has no nodes; publishing it would remove every node that Paradime shows. To do that, pass --allow-empty',
          ),
        ]);
        if (flags.includes('--json')) expect(parsed(refused)).toMatchObject({ findings: [{ code: 'no-nodes' }] });
      }
      expect(sandbox.requests()).toStrictEqual([]);
      expect(await run('publish', 'a.yaml', '--allow-empty')).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('0 nodes'),
      });
      expect(sandbox.nodes(sandbox.integrations()[0]?.uid ?? '')).toStrictEqual([]);
    });
  });

  test('retries are reported, and --verbose prints every request', async () => {
    const faults = [
      {
        operation: 'AddCustomIntegrationNodes',
        call: 1,
        effect: { type: 'status', status: 429, retryAfter: 0 },
      } as const,
    ];
    await withSandbox(
      { 'a.yaml': yaml },
      async ({ run }) => {
        const { code, stdout, stderr } = await run('publish', 'a.yaml');
        expect(code).toBe(0);
        expect(stderr).toMatch(/^Sending AddCustomIntegrationNodes again in \d+ ms: .*429/m);
        expect(stdout).toContain('2 requests (1 retry)');
      },
      { faults },
    );
    await withSandbox({ 'a.yaml': yaml }, async ({ run }) => {
      const { stderr } = await run('publish', 'a.yaml', '--verbose');
      expect(stderr).toMatch(
        /^request-start operationName=ListCustomIntegrations attempt=1 origin=http:\/\/127\.0\.0\.1:\d+ bytes=\d+ operationType=query callId=[\da-f]{16}$/m,
      );
      expect(stderr).toMatch(/^snapshot-committed /m);
      expect(stderr).not.toContain('sandbox-secret');
    });
  });

  test('--timeout is in seconds, and --concurrency sends in parallel', async () => {
    await withSandbox(
      manyNodes(60),
      async ({ sandbox, run }) => {
        const late = await run('publish', '.', '--timeout', '0.1');
        expect([late.code, late.stderr]).toStrictEqual([1, expect.stringMatching(/error: .*within 100 ms/)]);
        expect((await run('publish', '.', '--timeout', '30', '--max-batch', '10', '--concurrency', '4')).code).toBe(0);
        expect(sandbox.connections()).toBeGreaterThan(5);
      },
      { latencyMs: 300 },
    );
  });

  test('--nodes, in publish and check; an inactive integration in the dry run', async () => {
    const nodes = '{"nodeType":"Question","name":"Elsewhere"}';
    await withSandbox({ 'a.yaml': yaml, 'target/n.jsonl': nodes }, async ({ sandbox, run }) => {
      const args = ['a.yaml', '--nodes', 'target/n.jsonl'];
      expect((await run('check', ...args)).stdout).toBe('Metabase: 1 node, 0 errors, 0 warnings\n');
      expect((await run('publish', ...args)).code).toBe(0);
      expect(sandbox.nodes(sandbox.integrations()[0]?.uid ?? '').map(({ name }) => name)).toStrictEqual(['Elsewhere']);
      await run('deactivate', 'Metabase');
      expect((await run('publish', ...args, '--dry-run')).stdout).toContain('the integration would be reactivated.');
    });
  });

  test('many warnings are cut short', async () => {
    const lines = Array.from({ length: 30 }, (_, n) => `{"nodeType":"Question","name":"q${n}","url":"x"}`).join('\n');
    await withSandbox({ ...manyNodes(0), 'nodes.jsonl': lines }, async ({ run }) => {
      const { code, stderr } = await run('publish', '.');
      expect(code).toBe(0);
      expect(stderr.match(/invalid-url/g)).toHaveLength(20);
      expect(stderr).toContain('and 10 more warnings; `check` shows them all');
    });
  });
});
