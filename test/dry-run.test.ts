// publish --dry-run: its formats, its exit codes, and the values that a state file keeps.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from 'paradime-integrations/sandbox';
import { expect, test, vi } from 'vitest';
import { withFiles } from './support/files.js';
import { type Ended, run, variablesOf } from './support/program.js';

vi.setConfig({ testTimeout: 60_000 });

const question = (name: string, rest: object = {}): object => ({ nodeType: 'Question', name, ...rest });

interface Setting {
  readonly sandbox: Sandbox;
  readonly publish: (nodes: readonly object[], ...flags: string[]) => Promise<Ended>;
  readonly dryRun: (nodes: readonly object[], ...flags: string[]) => Promise<Ended>;
  readonly folder: string;
}

async function withState(use: (setting: Setting) => Promise<void>): Promise<void> {
  await using sandbox = await startSandbox();
  await withFiles({}, async (cwd) => {
    const publish = async (nodes: readonly object[], ...flags: string[]) => {
      const bundle = { name: 'Metabase', nodeTypes: { Question: { kind: 'chart' } }, nodes };
      await writeFile(join(cwd, 'a.json'), JSON.stringify(bundle));
      const env = { ...variablesOf(sandbox), GITHUB_STEP_SUMMARY: join(cwd, 'summary.md') };
      return run(['publish', 'a.json', ...flags], { cwd, env });
    };
    const dryRun = (nodes: readonly object[], ...flags: string[]) =>
      publish(nodes, '--state', 's.jsonl', '--dry-run', ...flags);
    await use({ sandbox, publish, dryRun, folder: cwd });
  });
}

const upstream = (table: string) => [{ kind: 'dbt', table }];
const rest = Array.from({ length: 10 }, (_, n) => question(`rest ${n}`, { description: `description ${n}` }));
const before = [
  question('Revenue', { owner: 'finance', upstream: upstream('orders'), description: 'x'.repeat(300) }),
  question('Old churn', { url: 'https://example.com/1', upstream: upstream('churn') }),
  ...rest,
];
const after = [
  question('Revenue', { owner: 'marketing', upstream: upstream('payments'), description: 'short' }),
  question('New churn', { url: 'https://example.com/1', upstream: upstream('churn') }),
  ...rest,
];

test('values since the last publication, in each format', async () => {
  await withState(async ({ publish, dryRun, folder }) => {
    expect((await publish(before, '--state', 's.jsonl')).code).toBe(0);
    const text = await dryRun(after);
    expect(text.stdout).toContain(
      [
        '  + 1 added (1 of them perhaps renamed)',
        '  ~ 1 changed',
        '      Question "Revenue"',
        '        owner: finance -> marketing',
        '        description: (old value not kept) -> short',
        '        upstream: + dbt payments',
        '        upstream: - dbt orders',
        '  - 1 removed (1 of them perhaps renamed)',
        '  ? 1 renamed?',
        '      Question "Old churn" -> Question "New churn"',
        '      Whether these were renamed is a guess. To keep a node the same under a new name, give it an `id` that stays.',
        '    1 reference lost by nodes that stay',
        '    10 unchanged',
        '',
      ].join('\n'),
    );
    const json = await dryRun(after, '--format', 'json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      dryRun: true,
      plan: {
        changed: [
          {
            name: 'Revenue',
            changes: [
              { attribute: 'owner', from: 'finance', to: 'marketing' },
              { attribute: 'description', isFormerUnknown: true, to: 'short' },
              { attribute: 'upstream', added: ['dbt payments'], removed: ['dbt orders'] },
            ],
          },
        ],
        renamed: [{ from: { name: 'Old churn' }, to: { name: 'New churn' } }],
      },
    });
    const markdown = await dryRun(after, '--format', 'markdown');
    expect(markdown.stdout).toContain('- `Question` `Revenue`\n  - owner: `finance` -> `marketing`\n');
    expect(markdown.stdout).toContain('Nothing was changed: this was a dry run.');
    expect(await readFile(join(folder, 'summary.md'), 'utf8')).toBe(markdown.stdout);
  });
});

test('--exit-code', async () => {
  await withState(async ({ publish, dryRun }) => {
    expect((await dryRun(before, '--exit-code')).code).toBe(3);
    await publish(before, '--state', 's.jsonl');
    expect((await dryRun(before, '--exit-code')).code).toBe(0);
    expect((await dryRun(after, '--exit-code')).code).toBe(3);
    expect((await dryRun(after)).code).toBe(0);
    const refused = await dryRun(before.slice(0, 3), '--exit-code', '--format', 'markdown');
    expect([refused.code, refused.stdout]).toStrictEqual([1, expect.stringContaining('**This would be refused.**')]);
    const unknown = await publish(before, '--dry-run', '--exit-code', '--format', 'markdown');
    expect([unknown.code, unknown.stdout]).toStrictEqual([
      3,
      expect.stringContaining('Which nodes would change is unknown'),
    ]);
  });
});

test.each([['--exit-code'], ['--format', 'markdown']])('%s %s needs --dry-run', async (...flags) => {
  await withState(async ({ sandbox, publish }) => {
    const { code, stderr } = await publish(before, ...flags.filter(Boolean));
    expect([code, stderr]).toStrictEqual([2, expect.stringContaining('needs --dry-run')]);
    expect(sandbox.requests()).toStrictEqual([]);
  });
});

test('a state file of before, without values, is read, and says that the old ones were not kept', async () => {
  await withState(async ({ publish, dryRun, folder }) => {
    await publish(before, '--state', 's.jsonl');
    const file = join(folder, 's.jsonl');
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    const { stateTail, addToDigest, parseStateTail } = await import('../src/cli/commands/publish/state-format.js');
    const [head, tail] = [lines[0] ?? '', parseStateTail(lines.at(-1) ?? '') ?? expect.unreachable()];
    const entries = lines.slice(1, -1).map((line) => JSON.stringify(JSON.parse(line).slice(0, 4)));
    const digest = entries.reduce(addToDigest, 0);
    await writeFile(file, `${[head, ...entries, stateTail({ ...tail, digest })].join('\n')}\n`);
    const { code, stdout } = await dryRun(after);
    expect(code).toBe(0);
    expect(stdout).toContain('owner: (old value not kept) -> marketing');
    expect(stdout).toContain('upstream: (old value not kept) -> dbt payments');
    expect(stdout).toContain('Question "Old churn" -> Question "New churn"');
  });
});

test('values with secrets are not kept, and a node takes little room', async () => {
  await withState(async ({ sandbox, publish, folder }) => {
    const { apiKey = '' } = sandbox.credentials;
    const long = Array.from({ length: 2_000 }, (_, n) => `tag ${n}`);
    await publish([question('a', { owner: `by ${apiKey}`, url: 'https://e.com', tags: long })], '--state', 's.jsonl');
    const state = await readFile(join(folder, 's.jsonl'), 'utf8');
    expect(state).not.toContain(apiKey);
    expect(state).toContain('https://e.com');
    expect(state.length).toBeLessThan(1_000);
  });
});
