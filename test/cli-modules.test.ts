// Modules in TypeScript and JavaScript, in `check`, `preview` and `publish`.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSandbox } from 'paradime-integrations/sandbox';
import { describe, expect, test, vi } from 'vitest';
import { parsed } from './support/cli.js';
import { type Files, withFiles } from './support/files.js';
import { installInto } from './support/installed.js';
import { run, start, variablesOf } from './support/program.js';

vi.setConfig({ testTimeout: 90_000 });

const helper = `import { dbt, defineIntegration } from 'paradime-integrations';
export enum Kind { Chart = 'Chart' }
export const tool = defineIntegration({
  name: 'Tool',
  identity: 'type-and-name',
  nodeTypes: { Chart: { kind: 'chart' }, Board: { kind: 'dashboard' } },
});
export const chart = (name: string) => tool.node(Kind.Chart, { name, upstream: [dbt('orders')] });
`;

const head = `import { integration } from 'paradime-integrations';
import { chart, tool } from './helper.ts';
`;

async function withModules(files: Files, use: (cwd: string) => Promise<void>, type = 'module'): Promise<void> {
  await withFiles({ 'package.json': JSON.stringify({ type }), 'helper.ts': helper, ...files }, async (cwd) => {
    installInto(cwd);
    await use(cwd);
  });
}

describe('a module', () => {
  test.each([
    ['an array', "[chart('A'), chart('B')]"],
    ['an iterable', "new Set([chart('A'), chart('B')])"],
    ['a function', "() => [chart('A'), chart('B')]"],
    ['an asynchronous function', "async () => [chart('A'), chart('B')]"],
    ['a generator', "function* () { yield chart('A'); yield chart('B'); }"],
    ['an asynchronous generator', "async function* () { yield chart('A'); yield chart('B'); }"],
  ])('with %s as its nodes is checked', async (_, nodes) => {
    await withModules({ 'lineage.ts': `${head}export default integration(tool, ${nodes});\n` }, async (cwd) => {
      expect(await run(['check', 'lineage.ts'], { cwd })).toStrictEqual({
        code: 0,
        stdout: 'Tool: 2 nodes, 0 errors, 0 warnings\n',
        stderr: '',
      });
    });
  });

  test.each(['commonjs', 'module'])('is found and published in a package of type %s, next to bundles', async (type) => {
    await using sandbox = await startSandbox();
    const files = {
      'a/lineage.ts': `${head.replace('./helper.ts', '../helper')}export default integration(tool, [chart('A')]);\n`,
      'a/lineage.test.ts': "import './lineage.ts';\n",
      'b/integration.mjs':
        "import { integration } from 'paradime-integrations';\nexport default integration({ name: 'M', nodeTypes: { T: { kind: 'chart' } } }, [{ nodeType: 'T', name: 'x' }]);\n",
      'c.yaml': 'name: C\nnodeTypes: { T: { kind: chart } }\nnodes: [{ nodeType: T, name: x }]\n',
      'd.cjs':
        "const { integration } = require('paradime-integrations');\nmodule.exports = integration({ name: 'D', nodeTypes: { T: { kind: 'chart' } } }, [{ nodeType: 'T', name: 'x' }]);\n",
    };
    await withModules(
      files,
      async (cwd) => {
        const { code, stdout } = await run(['publish'], { cwd, env: variablesOf(sandbox) });
        expect(stdout).toMatch(/\n4 of 4 integrations were published\.\n$/);
        expect(code).toBe(0);
        expect(sandbox.integrations().map(({ name }) => name)).toStrictEqual(['Tool', 'M', 'C', 'D']);
      },
      type,
    );
  });

  test('what it prints does not get into the output; its dbt project is relative to it', async () => {
    const text = `${head}console.log('{');\nexport default integration(tool, [chart('A')], { dbt: 'target' });\n`;
    await withModules({ 'l/lineage.ts': text.replace('./helper', '../helper') }, async (cwd) => {
      const ended = await run(['check', 'l/lineage.ts', '--json'], { cwd });
      expect(ended.stderr).toBe('{\n');
      expect(parsed(ended)).toMatchObject({
        errors: 1,
        findings: [{ message: expect.stringContaining('l/target'), location: { file: 'l/lineage.ts' } }],
      });
    });
  });
});

describe('a module that is wrong', () => {
  const whatItIs =
    'write `export default integration\\(definition, nodes\\)`, with `integration` from paradime-integrations';
  const ended = 'it may have called process.exit, or awaits something that never happens';

  test.each([
    [
      'has an invalid node',
      `${head}\nexport default integration(tool, [tool.node('Chart', { name: 'A', ownr: 'x' })]);\n`,
      '4:\\d+ +error +Chart "A", ownr: a chart has no attribute "ownr".*unknown-attribute',
    ],
    [
      'throws',
      `${head}function rows(): never {\n  throw new TypeError('no rows');\n}\nexport default integration(tool, rows);\n`,
      '4:9 +error +throws while it is read: TypeError: no rows  invalid-file',
    ],
    [
      'throws in another module',
      `${head}import './other.ts';\nexport default 1;\n`,
      '2:7 +error +throws while it is read: oh  invalid-file',
    ],
    ['has a syntax error', `${head}const a = ;\n`, '3:\\d+ +error +throws while it is read: .*Unexpected token'],
    [
      'has a wrong colour',
      `${head}export default integration({ name: 'X', nodeTypes: { T: { color: 'BLUE' } } }, []);\n`,
      '3:\\d+ +error +throws while it is read: ConfigurationError: The color of the node type "T" must be',
    ],
    ['exports nothing', head, ` +error +has no default export; ${whatItIs}  invalid-file`],
    [
      'exports a number',
      'export default 3;\n',
      ` +error +has a number as its default export, which is not an integration; ${whatItIs}`,
    ],
    [
      'has no nodes',
      `${head}export default integration(tool, () => undefined);\n`,
      ' +error +has undefined as its nodes; they must be a list, an iterable, or a function',
    ],
    [
      'never ends',
      `${head}export default integration(tool, () => new Promise(() => {}));\n`,
      ` +error +ended with the exit code \\d+ before all of its nodes were there: ${ended}`,
    ],
    [
      'ends the process',
      'process.exit(0);\n',
      ` +error +ended with the exit code 0 before all of its nodes were there: ${ended}`,
    ],
    [
      'imports what is missing',
      "import 'nothing-here';\n",
      "(1:\\d+)? +error +throws while it is read: .*Cannot find \\w+ 'nothing-here'",
    ],
  ])('%s', async (_, text, expected) => {
    await withModules({ 'lineage.ts': text, 'other.ts': "\nthrow new Error('oh');\n" }, async (cwd) => {
      const { code, stdout, stderr } = await run(['check', 'lineage.ts'], { cwd });
      expect(stdout).toMatch(new RegExp(`^(lineage|other)\\.ts\n {2}${expected}`));
      expect([code, stderr]).toStrictEqual([1, '']);
    });
  });

  test('a type error alone is left to the compiler', async () => {
    await withModules(
      { 'lineage.ts': `${head}const n: number = 'x';\nexport default integration(tool, [chart(n as never)]);\n` },
      async (cwd) => {
        expect(await run(['check', 'lineage.ts'], { cwd })).toMatchObject({ code: 0 });
      },
    );
  });

  test('a missing package is named, with the command that installs it', async () => {
    await withFiles(
      { 'lineage.ts': "import { integration } from 'paradime-integrations';\nexport default integration;\n" },
      async (cwd) => {
        const { code, stdout } = await run(['check', 'lineage.ts'], { cwd });
        expect([code, stdout]).toStrictEqual([
          1,
          expect.stringContaining('npm install paradime-integrations  invalid'),
        ]);
      },
    );
  });

  test('an endless loop ends with Ctrl-C, before anything is sent', async () => {
    await using sandbox = await startSandbox();
    await withModules({ 'lineage.ts': "console.log('begun');\nfor (;;);\n" }, async (cwd) => {
      const { child, until, ended } = start(['publish', 'lineage.ts'], { cwd, env: variablesOf(sandbox) });
      setTimeout(() => child.kill('SIGINT'), 3_000);
      const { code, stderr } = await ended;
      expect([code, stderr]).toStrictEqual([130, expect.stringContaining('Interrupted. Nothing was published')]);
      await expect(until(/x/)).rejects.toThrow();
      expect(sandbox.requests()).toHaveLength(0);
    });
  });
});

test('preview follows the imports of a module, and new files in a searched folder', async () => {
  await withModules(
    { 'l/lineage.ts': `${head.replace('./helper', '../helper')}export default integration(tool, [chart('A')]);\n` },
    async (cwd) => {
      const { child, until, ended } = start(['preview', 'l', '--no-open'], { cwd });
      await until(/Ctrl-C to stop/);
      writeFileSync(join(cwd, 'helper.ts'), helper.replace("'Tool'", "'Renamed'"));
      await until(/Renamed: 1 node, 0 errors, 0 warnings\./);
      writeFileSync(
        join(cwd, 'l/b.yaml'),
        'name: B\nnodeTypes: { T: { kind: chart } }\nnodes: [{ nodeType: T, name: x }]\n',
      );
      await until(/B: 1 node, 0 errors, 0 warnings\./);
      child.kill('SIGINT');
      expect((await ended).code).toBe(0);
    },
  );
});
