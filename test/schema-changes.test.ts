// The walk of docs/schema-changes.md, on a copy of the sources: the schema changes, codegen runs, the compiler points.
// Then a change that begins in the sources: nodes gain an attribute.

import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { run } from './support/program.js';

const parts = [
  ...['src', 'schema', 'operations', 'explorer/operations', 'codegen'],
  ...['codegen.ts', 'package.json', 'tsconfig.json', 'tsconfig.build.json'],
];

let copy: string;
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'schema-change-'));
  for (const part of parts) cpSync(part, join(copy, part), { recursive: true });
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
});

function edit(file: string, former: string, next: string): void {
  const text = readFileSync(join(copy, file), 'utf8');
  expect(text).toContain(former);
  writeFileSync(join(copy, file), text.replaceAll(former, next));
}

function execute(command: string, ...args: string[]): Promise<{ readonly code: number; readonly output: string }> {
  const { NODE_ENV: _, ...env } = process.env; // Under test the code generator keeps its errors to itself.
  return new Promise((resolve) => {
    execFile(join('node_modules/.bin', command), args, { cwd: copy, env, timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : 1, output: stdout + stderr });
    });
  });
}

const codegen = () => execute('graphql-codegen', '--config', 'codegen.ts');

/** Where the compiler points: each file with the line of code. */
async function compilerPoints(): Promise<readonly string[]> {
  const { output } = await execute('tsc', '--project', 'tsconfig.build.json', '--noEmit');
  return [...output.matchAll(/^(\S+)\((\d+),\d+\): error/gm)].map(([, file = '', line]) => {
    const code = readFileSync(join(copy, file), 'utf8').split('\n')[Number(line) - 1]?.trim();
    return `${file}: ${code}`;
  });
}

/** How `schema diff` calls the differences. */
async function differences(): Promise<{ readonly code: number | null; readonly found: readonly string[] }> {
  const { code, stdout } = await run(['schema', 'diff', join(copy, 'schema/paradime.graphql')]);
  return { code, found: stdout.split('\n').filter((line) => /^(breaking|dangerous|safe) /.test(line)) };
}

describe('when the schema changes', { timeout: 120_000 }, () => {
  test('nothing changed: nothing is to do', async () => {
    expect((await codegen()).code).toBe(0);
    expect(await compilerPoints()).toStrictEqual([]);
    expect(await differences()).toStrictEqual({ code: 0, found: [] });
  });

  test('a field is added, and asked for: the compiler points at what has to answer it', async () => {
    edit(
      'schema/paradime.graphql',
      'type CustomIntegration {',
      'type CustomIntegration {\n  "Text."\n  description: String',
    );
    expect(await differences()).toStrictEqual({
      code: 0,
      found: [expect.stringMatching(/^safe +CustomIntegration\.description: /)],
    });
    expect((await codegen()).code).toBe(0);
    expect(await compilerPoints()).toStrictEqual([]); // Nobody asks for it yet.
    for (const operation of ['ListCustomIntegrations', 'ListCustomIntegrationsWithLogos']) {
      edit(`operations/${operation}.graphql`, '      isActive\n', '      isActive\n      description\n');
    }
    expect((await codegen()).code).toBe(0);
    expect(await compilerPoints()).toStrictEqual([
      'src/sandbox/api.ts: integrations: store.integrations().map(({ uid, name, isActive, nodeTypes }) => ({',
    ]);
  });

  test('an enum value is added: the compiler points at each list that has to name it', async () => {
    edit('schema/paradime.graphql', 'enum IntegrationNodeColor {', 'enum IntegrationNodeColor {\n  "Ours."\n  INDIGO');
    expect(await differences()).toStrictEqual({
      code: 0,
      found: [expect.stringMatching(/^dangerous +IntegrationNodeColor\.INDIGO: /)],
    });
    expect((await codegen()).code).toBe(0);
    expect(await compilerPoints()).toStrictEqual([
      'src/lineage/definition.ts: } as const satisfies Readonly<Record<IntegrationNodeColor, true>>;',
      'src/sandbox/explorer/to-node.ts: return [nodeType, withoutUndefined({ icon: iconName ?? undefined, color: color ?? undefined })];',
    ]);
  });

  test('an argument is renamed: codegen points at the operation, then the compiler at the code', async () => {
    edit('schema/paradime.graphql', '    active: Boolean\n', '    isActive: Boolean\n');
    expect(await differences()).toStrictEqual({
      code: 1,
      found: [
        expect.stringMatching(/^breaking +Mutation\.updateCustomIntegration\.active: /),
        expect.stringMatching(/^dangerous +Mutation\.updateCustomIntegration\.isActive: /),
      ],
    });
    const refused = await codegen();
    expect(refused.code).toBe(1);
    expect(refused.output).toContain('Unknown argument "active" on field "Mutation.updateCustomIntegration"');
    expect(refused.output).toContain('operations/UpdateCustomIntegration.graphql');
    edit('operations/UpdateCustomIntegration.graphql', 'active: $active', 'isActive: $isActive');
    edit('operations/UpdateCustomIntegration.graphql', '$active: Boolean', '$isActive: Boolean');
    expect((await codegen()).code).toBe(0);
    expect(await compilerPoints()).toStrictEqual([
      'src/custom-integrations.ts: active,',
      'src/sandbox/store.ts: active,',
    ]);
  });
});

describe('when nodes gain an attribute', { timeout: 120_000 }, () => {
  test('the compiler points at each list of attributes', async () => {
    const attributes = 'interface Attributes<Values extends NodeValues | InputValues> extends Edges<Values> {\n';
    edit('src/lineage/node.ts', attributes, `${attributes}  readonly certified?: string | undefined;\n`);
    const files = (await compilerPoints()).map((point) => point.split(':')[0]);
    expect([...new Set(files)]).toStrictEqual([
      'src/files/bundle-schema.ts',
      'src/files/official-schema.ts',
      'src/files/official.ts',
      'src/lineage/checks/check-node.ts',
      'src/lineage/to-input.ts',
      'src/plan/manifest.ts',
    ]);
  });
});
