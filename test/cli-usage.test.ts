// Wrong usage, missing credentials, and the help of the program.

import { readFile } from 'node:fs/promises';
import { startSandbox } from 'paradime-integrations/sandbox';
import { describe, expect, test, vi } from 'vitest';
import { withFiles } from './support/files.js';
import { run, variablesOf } from './support/program.js';

vi.setConfig({ testTimeout: 60_000 });

describe('wrong usage', () => {
  test.each([
    [['pubish', 'a'], /unknown command 'pubish'\n\(Did you mean publish\?\)/],
    [['publish'], /^error: Not set in the environment: /],
    [['publish', 'a', '--dryrun'], /unknown option '--dryrun'\n\(Did you mean --dry-run\?\)/],
    [['publish', 'a', '--ignore', 'cycles'], /No check has this code; did you mean "cycle"\?/],
    [['publish', 'a', '--concurrency', '0'], /It must be a whole number of at least 1\./],
    [['publish', 'a', '--timeout', 'x'], /It must be a number of seconds, from 0\.001 to 2147483\./],
    [['check', 'a', '--format', 'xml'], /Allowed choices are text, json, github/],
    [['sandbox', '--port', '-1'], /It must be a whole number of at least 0\./],
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
    const plain = [
      'publish',
      'check',
      'diff',
      'preview',
      'list',
      'activate',
      'deactivate',
      'init',
      'doctor',
      'sandbox',
      'types',
      'import',
    ];
    expect(listed.toSorted()).toStrictEqual([...plain, 'schema'].toSorted());
    for (const command of [...plain, 'schema diff', 'schema pull']) {
      const help = await run([...command.split(' '), '--help']);
      expect([help.code, help.stderr]).toStrictEqual([0, '']);
      expect(help.stdout).toMatch(new RegExp(`\\nExamples?:\\n {2}\\$ paradime-integrations ${command}`));
      const options = help.stdout
        .slice(help.stdout.indexOf('Options:'))
        .split(/\n(?= {2}-)/)
        .slice(1);
      for (const option of options) {
        if (!/^ {2}(-h, --help|--nodes|-e, --env-file)/.test(option)) expect(option).toMatch(/default:/);
      }
    }
  });

  test('--help of a command that needs them has a line for each variable', async () => {
    const { stdout } = await run(['publish', '--help']);
    for (const name of ['ENDPOINT', 'KEY', 'SECRET', 'TOKEN']) {
      expect(stdout).toMatch(new RegExp(`^ {2}PARADIME_API_${name} +\\S`, 'm'));
    }
  });

  test('--version', async () => {
    const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));
    expect(await run(['--version'])).toStrictEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });
});

describe('credentials', () => {
  test('missing variables are named, with exit code 2', async () => {
    const { code, stdout, stderr } = await run(['list'], { env: { PARADIME_API_KEY: 'k' } });
    expect([code, stdout]).toStrictEqual([2, '']);
    expect(stderr).toMatch(
      /^error: Not set in the environment: PARADIME_API_ENDPOINT, PARADIME_API_SECRET\. Set them\.\nhint: --env-file FILE/,
    );
  });

  test('--env-file; variables of the environment take precedence, unless they are empty', async () => {
    await using sandbox = await startSandbox();
    const variables = variablesOf(sandbox);
    const text = Object.entries(variables).map(([name, value]) => `${name}="${value}"`);
    await withFiles({ '.env': ['# for tests', ...text].join('\n') }, async (cwd) => {
      expect((await run(['list', '--env-file', '.env'], { cwd, env: { PARADIME_API_KEY: '' } })).code).toBe(0);
      const wrong = await run(['list', '--env-file', '.env'], { cwd, env: { PARADIME_API_SECRET: 'hunter2' } });
      expect(wrong.code).toBe(1);
      expect(wrong.stderr).toMatch(/^error: .*401/m);
      expect(wrong.stderr).not.toContain('hunter2');
      const missing = await run(['list', '--env-file', 'nowhere'], { cwd });
      // Node takes --env-file as its own option wherever it stands, and exits before the program starts. It ignores -e.
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

  test('--json prints a document even if it fails before reading anything', async () => {
    const { code, stdout, stderr } = await run(['publish', 'a.yaml', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { name: 'UsageError' }, findings: [] });
    expect(stderr).toContain('error: Not set');
    const listed = await run(['list', '--json']);
    expect([listed.code, JSON.parse(listed.stdout)]).toMatchObject([2, { error: { name: 'UsageError' } }]);
  });

  test('a key without the capability, and an endpoint with no server', async () => {
    const credentials = { apiKey: 'k', apiSecret: 's', capabilities: [] };
    await using sandbox = await startSandbox({ credentials });
    const refused = await run(['list'], { env: variablesOf({ ...sandbox, credentials }) });
    expect([refused.code, refused.stderr]).toStrictEqual([1, expect.stringContaining('Custom Integrations Admin')]);
    const variables = variablesOf({ ...sandbox, credentials });
    await sandbox.close();
    const closed = await run(['list'], { env: variables });
    expect([closed.code, closed.stderr]).toStrictEqual([
      1,
      expect.stringMatching(/^error: Could not connect to .*ECONNREFUSED/m),
    ]);
  });
});
