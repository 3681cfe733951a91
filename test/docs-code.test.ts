// The documentation is correct: its code compiles and runs unchanged, against the built package. Its commands and options
// exist in the program, and its links work.

import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { readIntegration } from 'paradime-integrations/files';
import { startSandbox } from 'paradime-integrations/sandbox';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Files, fill, withFiles } from './support/files.js';
import { anchorsOf, blocksOf, linksOf } from './support/markdown.js';
import { withPackage } from './support/package.js';
import { programsOf } from './support/page-programs.js';
import { run, variablesOf } from './support/program.js';

const runFile = promisify(execFile);
const root = fileURLToPath(new URL('../', import.meta.url));

const pages = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'],
  ...['docs', 'examples'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md') && !/node_modules|^api\b/.test(name))
      .map((name) => `${folder}/${name}`),
  ),
];
const textOf = (page: string): string => readFileSync(join(root, page), 'utf8');

/** Pages whose programs are compiled but not run, with the reason. */
const notRun: Readonly<Record<string, string>> = {
  'docs/errors.md': 'its programs fail; errors-docs.test.ts runs them one by one',
};

/** Returns the files that a page shows, including its programs. */
function filesOf(page: string): Files {
  const shown = blocksOf(textOf(page)).filter(({ language, file }) => language !== 'ts' && file !== undefined);
  const programs = programsOf(textOf(page));
  return Object.fromEntries([
    ...shown.map(({ file, code }) => [file, code]),
    ...programs.map(({ file, text }) => [file, text]),
  ]);
}

/** Calls `use` with a folder that holds the files of each page in a folder of its own, inside the package that they import. */
async function withPages<T>(wanted: readonly string[], use: (folder: string) => Promise<T>): Promise<T> {
  return withPackage({}, async (main) => {
    const folder = join(dirname(main), '../../pages');
    for (const page of wanted) await fill(join(folder, page), filesOf(page));
    return use(folder);
  });
}

const withPrograms = pages.filter((page) => programsOf(textOf(page)).length > 0);

describe('programs', { timeout: 120_000 }, () => {
  test('compile under strict settings', async () => {
    const compilerOptions = {
      ...{ module: 'nodenext', target: 'es2024', lib: ['es2024', 'esnext.disposable'], types: ['node'], noEmit: true },
      ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: true },
      ...{ allowImportingTsExtensions: true, verbatimModuleSyntax: true },
    };
    const printed = await withPages(withPrograms, async (folder) => {
      await fill(folder, { 'tsconfig.json': JSON.stringify({ compilerOptions, include: ['**/*.ts'] }) });
      const tsc = join(root, 'node_modules/typescript/bin/tsc');
      return runFile('node', [tsc, '--project', folder], { cwd: folder }).then(
        ({ stdout }) => stdout,
        ({ stdout }) => stdout,
      );
    });
    expect(printed).toBe('');
  });

  test.each(withPrograms.filter((page) => !Object.hasOwn(notRun, page)))('of %s run', async (page) => {
    await withPages([page], async (folder) => {
      for (const { file, outputs } of programsOf(textOf(page))) {
        await using sandbox = await startSandbox();
        const loader = pathToFileURL(join(root, 'node_modules/tsx/dist/loader.mjs')).href;
        const { stdout } = await runFile('node', ['--import', loader, file], {
          cwd: join(folder, page),
          env: { PATH: process.env['PATH'], ...variablesOf(sandbox) },
        });
        let rest = stdout;
        for (const output of outputs) {
          expect(rest).toContain(output);
          rest = rest.slice(rest.indexOf(output) + output.length);
        }
      }
    });
  });
});

describe('files', () => {
  const blocks = pages.flatMap((page) => blocksOf(textOf(page)).map((block) => ({ page, ...block })));

  test.each(blocks.filter(({ language }) => language === 'yaml'))('$page, line $line: is YAML', ({ code }) => {
    expect(parse(code)).not.toBe(undefined);
  });

  test.each(blocks.filter(({ language }) => language === 'json'))('$page, line $line: is JSON', ({ code }) => {
    const isWhole = /^[[{]\n/.test(code);
    for (const text of isWhole ? [code] : code.trimEnd().split('\n')) expect(JSON.parse(text)).toBeTypeOf('object');
  });

  test.each(blocks.filter(({ file }) => file === 'integration.yaml'))(
    '$page, line $line: is read',
    async ({ code }) => {
      const { warnings } = await withFiles({ 'integration.yaml': code }, (folder) =>
        readIntegration(folder, { dbt: false }),
      );
      expect(warnings).toStrictEqual([]);
    },
  );
});

describe('commands', { timeout: 60_000 }, () => {
  const help = new Map<string, Promise<string>>();
  const helpOf = (command: string): Promise<string> => {
    const printed = help.get(command) ?? run([...command.split(' '), '--help']).then(({ stdout }) => stdout);
    help.set(command, printed);
    return printed;
  };

  test.each(pages)('%s names only commands and options that exist', async (page) => {
    for (const [line, words = ''] of textOf(page).matchAll(/npx (?:--yes )?paradime-integrations ([^\n`#|>;)]*)/g)) {
      const [command = ''] = /^(schema )?[a-z]+/.exec(words) ?? [];
      expect(await helpOf(command), line).toContain(`Usage: paradime-integrations ${command}`);
      for (const [option] of words.matchAll(/(?<= )--?[a-z][a-z-]*/g)) {
        expect(await helpOf(command), line).toMatch(new RegExp(`^ .*${option}\\b`, 'm'));
      }
    }
  });

  test.each(pages)('%s names only scripts that exist', (page) => {
    const { scripts } = JSON.parse(textOf('package.json'));
    for (const [, script = ''] of textOf(page).matchAll(/npm run ([\w:]+)/g)) expect(scripts).toHaveProperty([script]);
  });
});

test.each(pages)('the links of %s work', (page) => {
  for (const link of linksOf(textOf(page)).filter((address) => !/^https?:/.test(address))) {
    const [path = '', anchor] = link.split('#');
    const target = join(dirname(page), path);
    const file = path === '' ? page : target;
    expect(existsSync(join(root, file)), link).toBe(true);
    if (anchor !== undefined) expect(anchorsOf(textOf(file)), link).toContain(anchor);
  }
});
