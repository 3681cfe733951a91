// publish --state: the last publication, and what this one would change.

import { chmod, lstat, mkdir, readdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Sandbox, type SandboxOptions, startSandbox } from 'paradime-integrations/sandbox';
import { expect, test, vi } from 'vitest';
import { withFiles } from './support/files.js';
import { type Ended, run, start, targetOf, variablesOf } from './support/program.js';

vi.setConfig({ testTimeout: 60_000 });

interface Setting {
  readonly sandbox: Sandbox;
  /** Publishes nodes with these names. A colon separates the name from the owner. */
  readonly publish: (names: string, ...flags: string[]) => Promise<Ended>;
  readonly state: () => Promise<string>;
  readonly write: (text: string) => Promise<void>;
  readonly files: () => Promise<readonly string[]>;
  readonly folder: string;
}

async function withState(use: (setting: Setting) => Promise<void>, options: SandboxOptions = {}): Promise<void> {
  await using sandbox = await startSandbox(options);
  await withFiles({}, async (cwd) => {
    const publish = async (names: string, ...flags: string[]) => {
      const nodes = names.split(' ').map((word) => {
        const [name, owner] = word.split(':');
        return { nodeType: 'Question', name, owner };
      });
      const bundle = { name: 'Metabase', nodeTypes: { Question: { kind: 'chart' } }, nodes };
      await writeFile(join(cwd, 'a.json'), JSON.stringify(bundle));
      return run(['publish', 'a.json', '--state', 'state.jsonl', ...flags], { cwd, env: variablesOf(sandbox) });
    };
    await use({
      sandbox,
      publish,
      state: () => readFile(join(cwd, 'state.jsonl'), 'utf8'),
      write: (text) => writeFile(join(cwd, 'state.jsonl'), text),
      files: () => readdir(cwd),
      folder: cwd,
    });
  });
}

const shown = (sandbox: Sandbox) => sandbox.nodes(sandbox.integrations()[0]?.uid ?? '').map(({ name }) => name);

test('added, changed and removed nodes, in the report, the dry run, and as JSON', async () => {
  await withState(async ({ sandbox, publish, state, files }) => {
    const dry = await publish('a b:ana c d e f', '--dry-run');
    expect(dry.stdout).toContain(
      'No earlier publication is recorded in state.jsonl: all nodes are new.\n  + 6 added\n',
    );
    expect(await files()).toStrictEqual(['a.json']);
    expect((await publish('a b:ana c d e f')).stdout).toContain(
      '  No earlier publication was recorded in state.jsonl: all nodes are new. This one is recorded now.\n',
    );
    const kept = await state();

    const next = await publish('a b:bob c d e g', '--dry-run');
    expect(next.code).toBe(0);
    expect(next.stdout).toContain(
      [
        'Compared with the last publication in state.jsonl (Paradime itself cannot be asked for its nodes):',
        '  + 1 added',
        '      Question "g"',
        '  ~ 1 changed',
        '      Question "b"',
        '        owner: ana -> bob',
        '  - 1 removed',
        '      Question "f"',
        '    4 unchanged',
        '',
      ].join('\n'),
    );
    expect(await state()).toBe(kept);
    const json = JSON.parse((await publish('a b:bob c d e g', '--json')).stdout);
    expect(json.plan).toMatchObject({
      added: [{ name: 'g' }],
      changed: [{ name: 'b', attributes: ['owner'] }],
      removed: [{ name: 'f' }],
      counts: { added: 1, changed: 1, removed: 1, unchanged: 4 },
    });
    expect(shown(sandbox)).toStrictEqual(['a', 'b', 'c', 'd', 'e', 'g']);
    expect(await state()).not.toBe(kept);
    expect((await publish('a b:bob c d e g')).stdout).toContain(
      '  Compared with the last publication in state.jsonl: 0 added, 0 changed, 0 removed, 6 unchanged\n',
    );
    expect(await files()).toStrictEqual(['a.json', 'state.jsonl']);
  });
});

test('a publication that would remove too much is refused, unless --force or a higher limit', async () => {
  await withState(async ({ sandbox, publish, state }) => {
    await publish('a b c d e');
    const kept = await state();
    const before = sandbox.requests().length;
    const refused = await publish('a b c');
    expect([refused.code, refused.stdout]).toStrictEqual([1, '']);
    expect(refused.stderr).toBe(
      `${targetOf(sandbox)}error: 2 of the 5 nodes of the last publication would be removed (40.0%), more than --max-removed 20% allows. If that is intended, use --force. Nothing was changed.\n`,
    );
    const dry = await publish('a b c', '--dry-run');
    expect([dry.code, dry.stderr, dry.stdout]).toStrictEqual([
      1,
      targetOf(sandbox),
      expect.stringContaining('This would be refused: 2 of the 5 nodes'),
    ]);
    const json = await publish('a b c', '--dry-run', '--json');
    expect([json.code, JSON.parse(json.stdout)]).toMatchObject([
      1,
      { dryRun: true, refused: expect.stringMatching(/^2 of the 5 nodes/) },
    ]);
    expect((await publish('a b c d', '--dry-run', '--json')).code).toBe(0);
    const sent = sandbox
      .requests()
      .slice(before)
      .map(({ operationName }) => operationName);
    expect(new Set(sent)).toStrictEqual(new Set(['ListCustomIntegrations']));
    expect(sent).toHaveLength(4); // One for each run.
    expect(await state()).toBe(kept);
    expect((await publish('a b c d')).code).toBe(0); // One of five is a fifth.
    expect((await publish('a b', '--max-removed', '1')).code).toBe(1);
    expect((await publish('a b', '--max-removed', '2')).code).toBe(0);
    expect((await publish('a', '--max-removed', '10%')).code).toBe(1);
    expect((await publish('x', '--max-removed', '0', '--force')).code).toBe(0);
    expect(shown(sandbox)).toStrictEqual(['x']);
  });
});

test.each([
  ['cut short', (text: string) => text.slice(0, -40), /is damaged/],
  ['without its last line', (text: string) => `${text.trimEnd().split('\n').slice(0, -1).join('\n')}\n`, /is damaged/],
  ['with a line missing', (text: string) => text.replace(/\["Question","b".*\n/, ''), /is damaged/],
  ['with a line changed', (text: string) => text.replace('"b"', '"c"'), /is damaged/],
  ['with a line more', (text: string) => `${text}x\n`, /is damaged/],
  ['of something else', () => '{"name":"a"}\n', /is not a state file of this program/],
  [
    'in a format to come',
    (text: string) => text.replace('"version":1', '"version":2'),
    /is not a state file of this program/,
  ],
  ['empty', () => '', /is damaged/],
  ['in UTF-16', (text: string) => `\uFEFF${text}`.split('').join('\0'), /cannot be read|is not a state file/],
  [
    'of another integration',
    (text: string) => text.replaceAll('Metabase', 'Airflow'),
    /damaged|belongs to the integration "Airflow"/,
  ],
])('a state file %s is refused, and nothing sent', async (_, spoil, message) => {
  await withState(async ({ sandbox, publish, state, write }) => {
    await publish('a b');
    const spoilt = spoil(await state());
    await write(spoilt);
    const before = sandbox.requests().length;
    const refused = await publish('a b');
    expect([refused.code, refused.stdout]).toStrictEqual([1, '']);
    expect(refused.stderr).toMatch(message);
    expect(sandbox.requests().length).toBe(before);
    expect(await state()).toBe(spoilt);
  });
});

test('a state file of another workspace is refused after listing the integrations', async () => {
  await withState(async ({ publish, state }) => {
    await publish('a b');
    const text = await state();
    await withState(async (other) => {
      await other.write(text);
      const absent = await other.publish('a b');
      expect([absent.code, absent.stderr]).toStrictEqual([
        1,
        expect.stringMatching(/with the uid \S+, but here it is not registered: it was published to another workspace/),
      ]);
      const sent = other.sandbox.requests().map(({ operationName }) => operationName);
      expect(sent).toStrictEqual(['ListCustomIntegrations']);
      expect(await other.state()).toBe(text);
    });
  });
});

test('a publication that fails leaves the file unchanged, and no other file', async () => {
  const faults = [{ operation: 'AddCustomIntegrationNodes', call: 2, effect: { type: 'not-ok' } } as const];
  await withState(
    async ({ publish, state, files }) => {
      await publish('a b');
      const kept = await state();
      expect((await publish('a b c')).code).toBe(1);
      expect(await state()).toBe(kept);
      expect(await files()).toStrictEqual(['a.json', 'state.jsonl']);
      expect((await publish('a b c')).stdout).toContain('1 added, 0 changed, 0 removed, 2 unchanged');
    },
    { faults },
  );
});

test('a state file that cannot be written is reported before anything is sent', async () => {
  await using sandbox = await startSandbox();
  const bundle = '{"name":"a","nodeTypes":{"T":{"kind":"chart"}},"nodes":[{"nodeType":"T","name":"x"}]}';
  await withFiles({ 'a.json': bundle }, async (cwd) => {
    const { code, stderr } = await run(['publish', 'a.json', '--state', 'no/where'], {
      cwd,
      env: variablesOf(sandbox),
    });
    expect([code, stderr]).toStrictEqual([
      1,
      expect.stringContaining('error: The state file no/where cannot be written: ENOENT'),
    ]);
    expect(sandbox.requests()).toStrictEqual([]);
  });
});

test('a state file keeps its permissions, and a link to it stays a link', async () => {
  await withState(async ({ publish, folder, files }) => {
    const [link, target] = [join(folder, 'state.jsonl'), join(folder, 'kept', 'real.jsonl')];
    await mkdir(join(folder, 'kept'));
    await symlink(join('kept', 'real.jsonl'), link); // To a file that does not exist yet.
    expect((await publish('a b')).code).toBe(0);
    const first = await readFile(target, 'utf8');
    await chmod(target, 0o662); // A mode that the umask would change.
    expect((await publish('a b c')).stdout).toContain('1 added, 0 changed, 0 removed, 2 unchanged');
    expect(await readFile(target, 'utf8')).not.toBe(first);
    expect((await stat(target)).mode & 0o777).toBe(0o662);
    expect(await readlink(link)).toBe(join('kept', 'real.jsonl'));
    expect([await files(), await readdir(join(folder, 'kept'))]).toStrictEqual([
      ['a.json', 'kept', 'state.jsonl'],
      ['real.jsonl'],
    ]);
  });
});

test('a state file that is read-only is refused before anything is sent', async () => {
  await withState(async ({ sandbox, publish, state, folder, files }) => {
    await publish('a b');
    const kept = await state();
    const before = sandbox.requests().length;
    await chmod(join(folder, 'state.jsonl'), 0o444);
    const refused = await publish('a b c');
    expect([refused.code, refused.stdout, refused.stderr]).toStrictEqual([
      1,
      '',
      'error: The state file state.jsonl is read-only, so this publication could not be recorded in it. Make it writable, or give another file with --state. Nothing was sent.\n',
    ]);
    expect(sandbox.requests()).toHaveLength(before);
    expect([await state(), await files()]).toStrictEqual([kept, ['a.json', 'state.jsonl']]);
    expect((await publish('a b c', '--dry-run')).code).toBe(0); // It only reads the file.
  });
});

test('links that lead to themselves are reported before anything is sent', async () => {
  await withState(async ({ sandbox, publish, folder }) => {
    await symlink('other', join(folder, 'state.jsonl'));
    await symlink('state.jsonl', join(folder, 'other'));
    const { code, stderr } = await publish('a b');
    expect([code, stderr]).toStrictEqual([
      1,
      expect.stringMatching(/^error: The state file .*cannot be (?:read|written)/),
    ]);
    expect(sandbox.requests()).toStrictEqual([]);
  });
});

test('a state file without a name is wrong usage', async () => {
  await withState(async ({ sandbox, publish }) => {
    const { code, stderr } = await publish('a b', '--state', '');
    expect([code, stderr]).toStrictEqual([2, expect.stringContaining('It must be the name of a file.')]);
    expect(sandbox.requests()).toStrictEqual([]);
  });
});

test('a file at the name of the next state is never followed: the name differs each time', async () => {
  await withState(
    async ({ publish, folder, files }) => {
      const parts = new Set<string>();
      for (let time = 0; time < 2; time++) {
        const watching = setInterval(async () => {
          for (const file of await files()) if (file.endsWith('.part')) parts.add(file);
        }, 5);
        await publish('a b');
        clearInterval(watching);
      }
      expect(parts.size).toBe(2);
      for (const part of parts) expect(part).toMatch(/^state\.jsonl\.[\da-f-]{36}\.part$/);
      expect((await lstat(join(folder, 'state.jsonl'))).isFile()).toBe(true);
    },
    { latencyMs: 60 },
  );
});

test('processes with one id, as containers have, leave one whole state', async () => {
  await withState(
    async ({ sandbox, publish, folder, files }) => {
      await publish('a b');
      const preload = join(folder, 'same-pid.mjs');
      await writeFile(preload, 'Object.defineProperty(process, "pid", { value: 7 });\n');
      const env = { ...variablesOf(sandbox), NODE_OPTIONS: `--import=${preload}` };
      const args = ['publish', 'a.json', '--state', 'state.jsonl'];
      for (let time = 0; time < 3; time++) {
        const all = await Promise.all(Array.from({ length: 3 }, () => run(args, { cwd: folder, env })));
        expect(all.map(({ code, stderr }) => [code, stderr])).toStrictEqual(all.map(() => [0, targetOf(sandbox)]));
      }
      expect(await files()).toStrictEqual(['a.json', 'same-pid.mjs', 'state.jsonl']);
      expect((await publish('a b')).stdout).toContain('0 added, 0 changed, 0 removed, 2 unchanged');
    },
    { latencyMs: 20 },
  );
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
  ['SIGQUIT', 131],
] as const)('%s leaves the state file as it was, and no other file', async (signal, code) => {
  await withState(
    async ({ sandbox, publish, state, files, folder }) => {
      await publish('a b');
      const kept = await state();
      const args = ['publish', 'a.json', '--state', 'state.jsonl', '--verbose', '--max-batch', '1'];
      const publisher = start(args, { cwd: folder, env: variablesOf(sandbox) });
      await publisher.until(/request-start operationName=AddCustomIntegrationNodes/);
      publisher.child.kill(signal);
      const ended = await publisher.ended;
      expect([ended.code, ended.stderr]).toStrictEqual([code, expect.stringContaining('error: Interrupted')]);
      expect(await state()).toBe(kept);
      expect(await files()).toStrictEqual(['a.json', 'state.jsonl']);
    },
    { latencyMs: 100 },
  );
});

test('limits without a state, and invalid limits, are wrong usage', async () => {
  const env = { PARADIME_API_ENDPOINT: 'https://paradime.test/x', PARADIME_API_TOKEN: 'prdm_wsp_x' };
  for (const flags of [['--force'], ['--max-removed', '5']]) {
    const { code, stderr } = await run(['publish', 'a.json', ...flags], { env });
    expect([code, stderr]).toStrictEqual([2, expect.stringContaining('--max-removed and --force need --state FILE')]);
  }
  for (const limit of ['x', '-1', '1.5', '20 percent']) {
    const { code, stderr } = await run(['publish', 'a.json', `--max-removed=${limit}`], { env });
    expect([code, stderr]).toStrictEqual([
      2,
      expect.stringContaining('It must be a number of nodes, or a percentage such as 20%.'),
    ]);
  }
});
