// The program as a process, against the sandbox: what it prints where, and how it ends.

import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Paradime } from 'paradime-integrations';
import { type Sandbox, type SandboxOptions, startSandbox } from 'paradime-integrations/sandbox';
import { describe, expect, test, vi } from 'vitest';
import { type Files, withFiles } from './support/files.js';
import { metabase, questions } from './support/metabase.js';
import { type Ended, run, start, variablesOf } from './support/program.js';
import { startApi, startServerWith } from './support/server.js';

vi.setConfig({ testTimeout: 60_000 });

const folder = fileURLToPath(new URL('fixtures/official-folder', import.meta.url));
const twins = fileURLToPath(new URL('fixtures/twins', import.meta.url));

const yaml = `name: Metabase
logoUrl: https://example.com/metabase.svg
nodeTypes:
  Model: { kind: datasource, icon: database }
  Question: { kind: chart, color: TEAL }
nodes:
  - { nodeType: Model, name: Orders, table: orders, upstream: [{ kind: dbt, table: orders }] }
  - nodeType: Question
    name: Revenue
    upstream: [{ kind: custom, integration: Metabase, nodeType: Model, name: Orders }]
`;

const noNodes = `${yaml.slice(0, yaml.indexOf('nodes:'))}nodes: []`;

/** A bundle with so many questions, and their lines beside it. */
function manyNodes(count: number): Files {
  const lines = Array.from({ length: count }, (_, n) =>
    JSON.stringify({ nodeType: 'Question', name: `Question ${n}` }),
  );
  return {
    'integration.yaml': 'name: Metabase\nnodeTypes:\n  Question: { kind: chart }\n',
    'nodes.jsonl': lines.join('\n'),
  };
}

interface Setting {
  readonly sandbox: Sandbox;
  readonly path: (name?: string) => string;
  readonly run: (...args: string[]) => Promise<Ended>;
}

async function withSandbox(
  files: Files,
  use: (setting: Setting) => Promise<void>,
  options: SandboxOptions = {},
): Promise<void> {
  await using sandbox = await startSandbox(options);
  const env = variablesOf(sandbox);
  await withFiles(files, (root) =>
    use({ sandbox, path: (name = '') => join(root, name), run: (...args) => run(args, { env, cwd: root }) }),
  );
}

const operations = (sandbox: Sandbox) => sandbox.requests().map(({ operationName }) => operationName);
const parsed = ({ stdout }: Ended): unknown => JSON.parse(stdout);

describe('publish', () => {
  test('a YAML bundle', async () => {
    await withSandbox({ 'a.yaml': yaml }, async ({ sandbox, run }) => {
      const { code, stdout, stderr } = await run('publish', 'a.yaml');
      expect([code, stderr]).toStrictEqual([0, '']);
      expect(stdout.replace(/\(\S{36}\)/, '(uid)').replace(/, [\d.]+ m?s/, ', time')).toBe(
        [
          'Published Metabase (uid): the integration was created.',
          '  2 nodes: 1 chart, 1 datasource',
          '    Model: 1',
          '    Question: 1',
          '  1 request, 0.002 MB, time',
          '',
        ].join('\n'),
      );
      const [integration] = sandbox.integrations();
      expect(sandbox.nodes(integration?.uid ?? '').map(({ name }) => name)).toStrictEqual(['Revenue', 'Orders']);
      expect((await run('publish', 'a.yaml')).stdout).toContain('the integration was updated'); // A logo is sent each time.
    });
  });

  test('the folder of the official client, with the kinds that were assumed', async () => {
    await withSandbox({}, async ({ sandbox, run }) => {
      const { code, stdout, stderr } = await run('publish', folder);
      expect(code).toBe(0);
      expect(stdout).toContain('4 nodes: 2 charts, 1 dashboard, 1 datasource');
      expect(stderr).toMatch(
        /node_types\.json\n {2}\d+:\d+ +warning {2}the node type "App" states no kind, .*Add "kind": "chart"/,
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

  test('--json when it fails: of the input, and of the server', async () => {
    await withSandbox({ 'a.json': '{', 'b.yaml': yaml }, async ({ sandbox, run }) => {
      const broken = await run('publish', 'a.json', '--json');
      expect(broken.code).toBe(1);
      expect(parsed(broken)).toMatchObject({
        error: { name: 'InputError' },
        findings: [{ severity: 'error', code: 'invalid-file', location: { file: 'a.json', line: 1 } }],
      });
      expect(sandbox.requests()).toStrictEqual([]);
    });
    const faults = [{ operation: 'AddCustomIntegrationNodes', effect: { type: 'not-ok' } as const }];
    await withSandbox(
      { 'b.yaml': yaml },
      async ({ run }) => {
        const refused = await run('publish', 'b.yaml', '--json');
        expect(refused.code).toBe(1);
        expect(parsed(refused)).toMatchObject({ error: { name: 'PublishError', code: 'PUBLISH', committed: 'no' } });
        expect(refused.stderr).toMatch(/^error: The publication failed: .*shows the nodes it showed before/);
      },
      { faults },
    );
  });

  test('--dry-run only lists, and tells the difference', async () => {
    await withSandbox({ 'a.yaml': yaml }, async ({ sandbox, run }) => {
      const first = await run('publish', 'a.yaml', '--dry-run');
      expect([first.code, first.stderr]).toStrictEqual([0, '']);
      expect(first.stdout.split('\n')).toStrictEqual([
        'Metabase: the integration would be created.',
        '  + Model (database, ORANGE)',
        '  + Question (intersection, TEAL)',
        '  logo: https://example.com/metabase.svg',
        '2 nodes would replace what it shows:',
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

  test('two nodes of one stable id: refused with both positions, published with --ignore', async () => {
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
    ['broken YAML', { 'a.yaml': 'name: [' }, 'a.yaml', /a\.yaml\n {2}1:8 +error +is no YAML/],
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
      /10:\d+ +error .*has neither name nor id.*incomplete-reference/,
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
    ['no nodes', { 'a.yaml': noNodes }, 'a.yaml', /There are no nodes to publish/],
    [
      'a line that is broken far down',
      { ...manyNodes(2_000), 'nodes.jsonl': `${manyNodes(2_000)['nodes.jsonl']}\n{` },
      '.',
      /nodes\.jsonl\n {2}2001:\d+ +error +is no JSON/,
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
      expect((await run('publish', 'a.yaml', '--dry-run')).code).toBe(1);
      expect(await run('publish', 'a.yaml', '--allow-empty')).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('0 nodes'),
      });
      expect(sandbox.nodes(sandbox.integrations()[0]?.uid ?? '')).toStrictEqual([]);
    });
  });

  test('requests that are sent again are told, and --verbose tells all of them', async () => {
    const faults = [
      {
        operation: 'AddCustomIntegrationNodes',
        call: 1,
        effect: { type: 'status', status: 429, retryAfter: 0 } as const,
      },
    ];
    await withSandbox(
      { 'a.yaml': yaml },
      async ({ run }) => {
        const { code, stdout, stderr } = await run('publish', 'a.yaml');
        expect(code).toBe(0);
        expect(stderr).toMatch(/^AddCustomIntegrationNodes is sent again in \d+ ms: .*429/);
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

  test('--timeout is in seconds, and --concurrency sends side by side', async () => {
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
      expect(stderr).toContain('and 10 warnings more, which `check` shows');
    });
  });
});

describe('check', () => {
  const bad = yaml
    .replace('name: Orders }]', 'name: Ordres }]')
    .replace('table: orders,', 'url: x,')
    .replace('icon: database', 'icon: databse');

  test('good files', async () => {
    await withFiles({ 'a.yaml': yaml }, async (cwd) => {
      expect(await run(['check', 'a.yaml'], { cwd })).toStrictEqual({
        code: 0,
        stdout: 'Metabase: 2 nodes, 0 errors, 0 warnings\n',
        stderr: '',
      });
    });
  });

  test('warnings, as text: with positions, by file', async () => {
    await withFiles({ 'a.yaml': bad }, async (cwd) => {
      const { code, stdout, stderr } = await run(['check', 'a.yaml'], { cwd });
      expect([code, stderr]).toStrictEqual([0, '']);
      expect(stdout.split('\n')).toStrictEqual([
        'a.yaml',
        '  4:36    warning  the icon "databse" is not in Blueprint\'s library; did you mean "database"?  unknown-icon',
        '  7:43    warning  Model "Orders" (node 1), url: is "x", which is no http or https address  invalid-url',
        '  10:16   warning  Question "Revenue" (node 2), upstream[0]: refers to the Model "Ordres", which is not among the nodes; did you mean "Orders"?  dangling-reference',
        '',
        'Metabase: 2 nodes, 0 errors, 3 warnings',
        '',
      ]);
    });
  });

  test('--treat-as-error and --ignore', async () => {
    await withFiles({ 'a.yaml': bad }, async (cwd) => {
      const args = [
        'check',
        'a.yaml',
        '--treat-as-error',
        'invalid-url',
        '--ignore',
        'unknown-icon',
        '--ignore',
        'dangling-reference',
      ];
      const { code, stdout } = await run(args, { cwd });
      expect(code).toBe(1);
      expect(stdout).toMatch(/^a\.yaml\n {2}7:43 +error .*invalid-url\n\nMetabase: 2 nodes, 1 error, 0 warnings\n$/);
    });
  });

  test('as JSON', async () => {
    await withFiles({ 'a.yaml': bad }, async (cwd) => {
      const ended = await run(['check', 'a.yaml', '--json'], { cwd });
      expect(ended.code).toBe(0);
      expect(parsed(ended)).toMatchObject({
        ok: true,
        integration: 'Metabase',
        nodes: 2,
        errors: 0,
        warnings: 3,
        findings: [{ code: 'unknown-icon', location: { file: 'a.yaml', line: 4, column: 36 } }, {}, {}],
      });
      const broken = await run(['check', 'nowhere', '--json'], { cwd });
      expect(broken.code).toBe(1);
      expect(parsed(broken)).toMatchObject({ ok: false, errors: 1, findings: [{ code: 'invalid-file' }] });
    });
  });

  test('as annotations of a GitHub workflow', async () => {
    await withFiles({ 'a,b.yaml': bad.replace('name: Revenue', 'name: "50%\\nof it"') }, async (cwd) => {
      const { stdout } = await run(['check', join(cwd, 'a,b.yaml'), '--format', 'github'], { cwd });
      expect(stdout.split('\n')).toStrictEqual([
        '::warning file=a%2Cb.yaml,line=4,col=36,title=unknown-icon::the icon "databse" is not in Blueprint\'s library; did you mean "database"?',
        '::warning file=a%2Cb.yaml,line=7,col=43,title=invalid-url::Model "Orders" (node 1), url: is "x", which is no http or https address',
        expect.stringMatching(
          /^::warning file=a%2Cb\.yaml,line=10,col=16,title=dangling-reference::Question "50%25\\nof it"/,
        ),
        '',
      ]);
      const rooted = await run(['check', 'a,b.yaml', '--format', 'github'], {
        cwd,
        env: { GITHUB_WORKSPACE: join(cwd, '..') },
      });
      expect(rooted.stdout).toMatch(/^::warning file=paradime-integrations-\w+\/a%2Cb\.yaml,/);
    });
  });
});

describe('list, activate, deactivate', () => {
  test('in turn', async () => {
    await withSandbox({}, async ({ sandbox, run }) => {
      expect(await run('list')).toStrictEqual({ code: 0, stdout: '', stderr: 'No integration is registered.\n' });
      const { integration } = await new Paradime(sandbox).publish(metabase, questions(1));
      const { uid } = integration;
      const listed = await run('list');
      expect(listed.stdout).toMatch(/^UID +NAME +STATE +NODE TYPES\n/);
      expect(listed.stdout).toContain(
        `${uid}  ${metabase.name}  active  ${Object.keys(metabase.nodeTypes).join(', ')}\n`,
      );

      const change = { code: 0, stderr: '' };
      expect(await run('deactivate', metabase.name)).toStrictEqual({
        ...change,
        stdout: `${metabase.name} (${uid}) is now inactive.\n`,
      });
      const count = sandbox.requests().length;
      expect(await run('deactivate', uid)).toStrictEqual({
        ...change,
        stdout: `${metabase.name} (${uid}) is already inactive.\n`,
      });
      expect(sandbox.requests().length - count).toBe(1);
      expect(parsed(await run('list', '--json'))).toMatchObject([{ uid, isActive: false }]);
      expect((await run('list', '--active')).stdout).toBe('');
      expect(await run('activate', uid)).toStrictEqual({
        ...change,
        stdout: `${metabase.name} (${uid}) is now active.\n`,
      });
      expect(sandbox.integrations()).toMatchObject([{ isActive: true }]);
    });
  });

  test('a name that there is not, and one that two have', async () => {
    await withSandbox({}, async ({ sandbox, run }) => {
      const { customIntegrations } = new Paradime(sandbox);
      const input = { name: 'Airflow', nodeTypes: { Task: { kind: 'chart' } } } as const;
      const uids = [await customIntegrations.create(input), await customIntegrations.create(input)].map(
        ({ uid }) => uid,
      );
      const missing = await run('activate', 'Airflw');
      expect([missing.code, missing.stderr]).toStrictEqual([
        1,
        'error: No integration has the name or uid "Airflw"; did you mean "Airflow"?\n',
      ]);
      const ambiguous = await run('deactivate', 'Airflow');
      expect([ambiguous.code, ambiguous.stderr]).toStrictEqual([
        1,
        `error: 2 integrations are called "Airflow": ${uids.join(' and ')}. Give the uid of one.\n`,
      ]);
    });
  });
});

describe('credentials', () => {
  test('what is missing is named, with exit code 2', async () => {
    const { code, stdout, stderr } = await run(['list'], { env: { PARADIME_API_KEY: 'k' } });
    expect([code, stdout]).toStrictEqual([2, '']);
    expect(stderr).toMatch(
      /^error: Not set in the environment: PARADIME_API_ENDPOINT, PARADIME_API_SECRET\. .*\nhint: --env-file FILE/,
    );
  });

  test('--env-file; variables of the environment win, unless they are empty', async () => {
    await using sandbox = await startSandbox();
    const variables = variablesOf(sandbox);
    const text = Object.entries(variables).map(([name, value]) => `${name}="${value}"`);
    await withFiles({ '.env': ['# for tests', ...text].join('\n') }, async (cwd) => {
      expect((await run(['list', '--env-file', '.env'], { cwd, env: { PARADIME_API_KEY: '' } })).code).toBe(0);
      const wrong = await run(['list', '--env-file', '.env'], { cwd, env: { PARADIME_API_SECRET: 'hunter2' } });
      expect(wrong.code).toBe(1);
      expect(wrong.stderr).toMatch(/^error: .*401/);
      expect(wrong.stderr).not.toContain('hunter2');
      const missing = await run(['list', '--env-file', 'nowhere'], { cwd });
      // Node takes --env-file for its own wherever it stands, and ends before the program begins; -e it does not.
      expect([2, 9]).toContain(missing.code);
      expect(missing.stderr).toMatch(/nowhere cannot be read: ENOENT|^node: nowhere: not found/);
      const short = await run(['list', '-e', 'nowhere'], { cwd });
      expect([short.code, short.stderr]).toStrictEqual([
        2,
        expect.stringContaining('error: nowhere cannot be read: ENOENT'),
      ]);
      expect((await run(['list', '-e', '.env'], { cwd })).code).toBe(0);
    });
  });

  test('a wrong key, with --verbose: a stack, and no secret', async () => {
    await using sandbox = await startSandbox();
    const env = { ...variablesOf(sandbox), PARADIME_API_SECRET: 'hunter2' };
    const { code, stderr } = await run(['list', '--verbose'], { env });
    expect(code).toBe(1);
    expect(stderr).toContain('    at ');
    expect(stderr).not.toMatch(/hunter2|sandbox-company/);
  });

  test('--json has a document for failures before anything is read, too', async () => {
    const { code, stdout, stderr } = await run(['publish', 'a.yaml', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { name: 'UsageError' }, findings: [] });
    expect(stderr).toContain('error: Not set');
    const listed = await run(['list', '--json']);
    expect([listed.code, JSON.parse(listed.stdout)]).toMatchObject([2, { error: { name: 'UsageError' } }]);
  });

  test('a key without the capability, and an endpoint where nothing listens', async () => {
    const credentials = { apiKey: 'k', apiSecret: 's', capabilities: [] };
    await using sandbox = await startSandbox({ credentials });
    const refused = await run(['list'], { env: variablesOf({ ...sandbox, credentials }) });
    expect([refused.code, refused.stderr]).toStrictEqual([1, expect.stringContaining('Custom Integrations Admin')]);
    const variables = variablesOf({ ...sandbox, credentials });
    await sandbox.close();
    const closed = await run(['list'], { env: variables });
    expect([closed.code, closed.stderr]).toStrictEqual([
      1,
      expect.stringMatching(/^error: No connection to .*ECONNREFUSED/),
    ]);
  });
});

describe('what comes from outside', () => {
  const hostile = 'a\u001b[31mred\n::error::forged\u009b2J\u202e';
  const harmful = /^::|[\p{Bidi_Control}]|(?!\n)\p{Cc}/mu;

  test('steers neither a terminal nor a log', async () => {
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

  test('what a server has registered, and does not remove', async () => {
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
      expect(stdout).toMatch(/could not be removed, .*red\\n::error::forged/);
      expect(stdout).not.toMatch(harmful);
      expect((await run(['publish', 'a.json', '--dry-run'], { cwd, env })).stdout).not.toMatch(harmful);
    });
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

test('a disk that is full is told, and what was done is done', async () => {
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
      expect.stringMatching(/^error: What is printed could not be written: ENOSPC/),
    ]);
    expect(sandbox.integrations()).toHaveLength(1);
  });
});

describe('wrong usage', () => {
  test.each([
    [['pubish', 'a'], /unknown command 'pubish'\n\(Did you mean publish\?\)/],
    [['publish'], /missing required argument 'path'/],
    [['publish', 'a', '--dryrun'], /unknown option '--dryrun'\n\(Did you mean --dry-run\?\)/],
    [['publish', 'a', '--ignore', 'cycles'], /No check has this code; did you mean "cycle"\?/],
    [['publish', 'a', '--concurrency', '0'], /Give a whole number of at least 1\./],
    [['publish', 'a', '--timeout', 'x'], /Give seconds, from 0\.001 to 2147483\./],
    [['check', 'a', '--format', 'xml'], /Allowed choices are text, json, github/],
    [['sandbox', '--port', '-1'], /Give a whole number\./],
    [[], /^Usage: paradime-integrations/],
  ])('%j', async (args, message) => {
    const { code, stdout, stderr } = await run(args);
    expect([code, stdout]).toStrictEqual([2, '']);
    expect(stderr).toMatch(message);
  });

  test('--help of each command names its options with their defaults, and has an example', async () => {
    const { stdout, code } = await run(['--help']);
    expect(code).toBe(0);
    const listed = [...stdout.matchAll(/^ {2}(\w+) .*(?: {2})/gm)]
      .map(([, name]) => name)
      .filter((name) => name !== 'help');
    const plain = ['publish', 'check', 'preview', 'list', 'activate', 'deactivate', 'init', 'doctor', 'sandbox'];
    expect(listed.toSorted()).toStrictEqual([...plain, 'schema'].toSorted());
    for (const command of [...plain, 'schema diff', 'schema pull']) {
      const help = await run([...command.split(' '), '--help']);
      expect([help.code, help.stderr]).toStrictEqual([0, '']);
      expect(help.stdout).toContain(`\nExample:\n  $ paradime-integrations ${command}`);
      const options = help.stdout
        .slice(help.stdout.indexOf('Options:'))
        .split(/\n(?= {2}-)/)
        .slice(1);
      for (const option of options) {
        if (!/^ {2}(-h, --help|--nodes|-e, --env-file)/.test(option)) expect(option).toMatch(/default:/);
      }
    }
  });

  test('--version', async () => {
    const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));
    expect(await run(['--version'])).toStrictEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });
});

describe('sandbox', () => {
  test('prints how to point a client at it, and stops on Ctrl-C', async () => {
    const sandbox = start(['sandbox']);
    const output = await sandbox.until(/stops on Ctrl-C/);
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

describe('interrupted', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s in the middle: nothing is published, and it says so', async (signal, code) => {
    await withSandbox(
      manyNodes(500),
      async ({ sandbox, path }) => {
        const publisher = start(['publish', path(), '--max-batch', '10', '--verbose'], { env: variablesOf(sandbox) });
        await publisher.until(/snapshot-opened/);
        publisher.child.kill(signal);
        const ended = await publisher.ended;
        expect([ended.code, ended.stdout]).toStrictEqual([code, '']);
        expect(ended.stderr).toContain(
          'error: Interrupted. Nothing was published: Paradime shows the nodes it showed before; the integration itself was registered.',
        );
        expect(sandbox.nodes(sandbox.integrations()[0]?.uid ?? '')).toStrictEqual([]);
      },
      { latencyMs: 20 },
    );
  });

  test('in the last request: what Paradime shows is unknown', async () => {
    const faults = [
      { operation: 'AddCustomIntegrationNodes', effect: { type: 'delay', ms: 5_000, processed: true } as const },
    ];
    await withSandbox(
      { 'a.yaml': yaml },
      async ({ sandbox, path }) => {
        const publisher = start(['publish', path('a.yaml'), '--verbose'], { env: variablesOf(sandbox) });
        await publisher.until(/request-start operationName=AddCustomIntegrationNodes/);
        await vi.waitFor(() => expect(sandbox.snapshots()).toHaveLength(1));
        publisher.child.kill('SIGINT');
        const { code, stderr } = await publisher.ended;
        expect(code).toBe(130);
        expect(stderr).toContain(
          'error: Interrupted after a last request of which it is unknown what became: Paradime shows the former nodes or the new ones.',
        );
      },
      { faults },
    );
  });

  test('while it reads: nothing was sent', async () => {
    await withSandbox(manyNodes(300_000), async ({ sandbox, path }) => {
      const publisher = start(['publish', path(), '--json'], { env: variablesOf(sandbox) });
      await new Promise((resolve) => setTimeout(resolve, 700));
      publisher.child.kill('SIGINT');
      const { code, stdout, stderr } = await publisher.ended;
      expect([code, stderr]).toStrictEqual([
        130,
        'error: Interrupted. Nothing was published: Paradime shows the nodes it showed before.\n',
      ]);
      expect(JSON.parse(stdout)).toMatchObject({ error: { name: 'Interruption', signal: 'SIGINT' } });
      expect(sandbox.requests()).toStrictEqual([]);
    });
  });

  test('while it registers: whether that was done is unknown; as JSON, what is known of a commit', async () => {
    const late = (operation: string) => [{ operation, effect: { type: 'delay', ms: 5_000, processed: true } as const }];
    const interrupt = async (sandbox: Sandbox, path: string) => {
      const publisher = start(['publish', path, '--json'], { env: variablesOf(sandbox) });
      await vi.waitFor(() => expect(sandbox.integrations()).toHaveLength(1), { timeout: 10_000 });
      await new Promise((resolve) => setTimeout(resolve, 300));
      publisher.child.kill('SIGINT');
      return publisher.ended;
    };
    await withSandbox(
      { 'a.yaml': yaml },
      async ({ sandbox, path }) => {
        const { stderr } = await interrupt(sandbox, path('a.yaml'));
        expect(stderr).toContain('; whether the integration itself was registered is unknown.');
      },
      { faults: late('AddCustomIntegration') },
    );
    await withSandbox(
      { 'a.yaml': yaml },
      async ({ sandbox, path }) => {
        const { stdout } = await interrupt(sandbox, path('a.yaml'));
        expect(JSON.parse(stdout)).toMatchObject({
          error: { signal: 'SIGINT', cause: { name: 'PublishError', committed: 'unknown' } },
        });
      },
      { faults: late('AddCustomIntegrationNodes') },
    );
  });

  test('while it lists', async () => {
    await withSandbox(
      {},
      async ({ sandbox }) => {
        const list = start(['list', '--verbose'], { env: variablesOf(sandbox) });
        await list.until(/request-start/);
        list.child.kill('SIGINT');
        expect(await list.ended).toMatchObject({ code: 130, stderr: expect.stringContaining('error: Interrupted.\n') });
      },
      { latencyMs: 5_000 },
    );
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
        expect(stdout).toMatch(/█+░+ +\d+ % {2}\d+ of 200 nodes, [\d,]+ per second, [\d.]+ m?s left/);
        expect(stdout).toContain(`${esc}32mPublished${esc}39m Metabase`);
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
      expect(stdout).toContain('Published Metabase (');
      expect(stdout).not.toContain(`${esc}32m`);
    });
  });

  test('plain lines elsewhere, now and then', async () => {
    await withSandbox(
      manyNodes(600),
      async ({ sandbox, path }) => {
        const { code, stderr, stdout } = await run(['publish', path(), '--max-batch', '10'], {
          env: variablesOf(sandbox),
        });
        expect(code).toBe(0);
        expect(stderr).toMatch(/^ *\d+ % {2}\d+ of 600 nodes, \d+ per second, [\d.]+ m?s left\n$/);
        expect(stderr + stdout).not.toContain(esc);
      },
      { latencyMs: 110 },
    );
  });

  test('a reader that has seen enough', async () => {
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
