// The files that the docs show are read, checked and published unchanged, and the tables of the docs are complete.

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as main from 'paradime-integrations';
import { Paradime, ParadimeError } from 'paradime-integrations';
import * as files from 'paradime-integrations/files';
import { checkIntegration, readIntegration } from 'paradime-integrations/files';
import { type FaultEffect, startSandbox } from 'paradime-integrations/sandbox';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import * as official from '../src/files/official-schema.js';
import { allNodes, withFiles } from './support/files.js';
import { blocksOf as allBlocksOf } from './support/markdown.js';

function textOf(page: string): Promise<string> {
  return readFile(new URL(`../docs/${page}`, import.meta.url), 'utf8');
}

async function blocksOf(page: string): Promise<readonly string[]> {
  const blocks = allBlocksOf(await textOf(page));
  return blocks.filter(({ language }) => ['yaml', 'json'].includes(language)).map(({ code }) => code);
}

test('docs/files.md: the bundle, the lines, and the node types with kinds', async () => {
  const [bundle = '', , lines = '', nodeTypes = ''] = await blocksOf('files.md');
  await using sandbox = await startSandbox();
  const files = {
    'integration.yaml': bundle,
    'lines/integration.yaml': bundle.slice(0, bundle.indexOf('nodes:\n')),
    'lines/nodes.jsonl': lines,
    'official/integration.json': '{"name":"Metabase"}',
    'official/node_types.json': nodeTypes,
    'official/nodes.json': '[{"node_type":"Dashboard","name":"Sales"}]',
  };
  await withFiles(files, async (folder) => {
    const kinds = [];
    for (const path of ['integration.yaml', 'lines', 'official']) {
      const integration = await readIntegration(join(folder, path));
      expect([integration.warnings, await checkIntegration(integration)]).toStrictEqual([[], []]);
      await new Paradime(sandbox).publish(integration.definition, integration.nodes);
      kinds.push((await allNodes(integration)).map(({ kind }) => kind));
    }
    expect(kinds).toStrictEqual([['datasource', 'chart', 'dashboard'], ['datasource', 'chart'], ['dashboard']]);
  });
});

test('docs/files.md: all codes of checks are listed, with their severity', async () => {
  const text = await textOf('files.md');
  const rows = [...text.matchAll(/^\| (`[a-z-]+`(?:, `[a-z-]+`)*) \| (error|warning) \|/gm)];
  const listed = rows.flatMap(([, codes = '', severity]) =>
    [...codes.matchAll(/[a-z-]+/g)].map(([code]) => [code, severity]),
  );
  const { severities } = await import('../src/lineage/issue.js');
  const { fileSeverities: ofFiles } = await import('../src/documents/errors.js');
  expect(Object.fromEntries(listed)).toStrictEqual({ ...severities, ...ofFiles });
});

test('docs/ci.md: the workflow is valid YAML with a check and a publish job', async () => {
  const [workflow = ''] = await blocksOf('ci.md');
  expect(Object.keys(parse(workflow).jobs)).toStrictEqual(['check', 'publish']);
});

test('docs/errors.md: all classes are listed', async () => {
  const listed = [...(await textOf('errors.md')).matchAll(/^\| `(\w+Error)` \|/gm)].map(([, name]) => name);
  const all = Object.entries({ ...main, ...files })
    .filter(([name, value]) => typeof value === 'function' && name.endsWith('Error') && value !== ParadimeError)
    .map(([name]) => name);
  expect(listed.toSorted()).toStrictEqual(all.toSorted());
});

test('docs/testing.md: all effects of faults are listed', async () => {
  const listed = [...(await textOf('testing.md')).matchAll(/^\| `\{ type: '([\w-]+)'/gm)].map(([, type]) => type);
  const all: Record<FaultEffect['type'], true> = {
    reset: true,
    status: true,
    delay: true,
    truncate: true,
    html: true,
    'not-ok': true,
    refuse: true,
  };
  expect(listed).toStrictEqual(Object.keys(all));
});

test('docs/moving-from-the-python-client.md: all keys of the official files are listed', async () => {
  const page = await textOf('moving-from-the-python-client.md');
  const table = page.slice(page.indexOf('| File | Key |'));
  let of = '';
  const listed = [...table.matchAll(/^\| ([^|]*) ?\| `(\w+)`/gm)].map(([, cell = '', key]) => {
    of = cell.trim() || of;
    return `${of}: ${key}`;
  });
  const { attributes, lineage } = official.nodeSchema.shape;
  const schemas = {
    '`integration.json`': official.integrationSchema,
    '`node_types.json`': official.nodeTypeSchema,
    '`nodes.json`': official.nodeSchema,
    '`attributes`': attributes.unwrap(),
    'a field': attributes.unwrap().shape.fields.unwrap().element,
    '`lineage`': lineage.unwrap(),
    'a dependency on a table': official.tableSchema,
    'a dependency on a native node': official.nativeSchema,
    'a dependency on a node': official.customSchema,
  };
  const all = Object.entries(schemas).flatMap(([file, { shape }]) =>
    Object.keys(shape).map((key) => `${file}: ${key}`),
  );
  expect(listed.toSorted()).toStrictEqual(all.toSorted());
});

test('docs/dependencies.md: all dependencies are listed, and no others', async () => {
  const { dependencies, peerDependencies, devDependencies } = JSON.parse(
    await readFile(new URL('../package.json', import.meta.url), 'utf8'),
  );
  const rows = (await textOf('dependencies.md')).matchAll(/^\| (`[^|]+`) \|/gm);
  const listed = [...rows].flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
  const all = Object.keys({ ...dependencies, ...peerDependencies, ...devDependencies });
  expect(listed.toSorted()).toStrictEqual(all.toSorted());
});

test('release.yml: refuses placeholders, and docs that say the package is not on npm', async () => {
  const { jobs } = parse(await textOf('../.github/workflows/release.yml'));
  expect([jobs.gate.needs, jobs.publish.needs]).toStrictEqual(['check', 'gate']);
  const steps = z.array(z.object({ name: z.string().optional(), run: z.string().optional() })).parse(jobs.check.steps);
  const manifest = await textOf('../package.json');
  const readme = await textOf('../README.md');
  const filesOf = (isReady: boolean) => ({
    'package.json': isReady ? manifest.replaceAll('github.com/OWNER/', 'github.com/example/') : manifest,
    'README.md': isReady ? readme.replaceAll('not on npm yet', 'on npm') : readme,
    'docs/README.md': '',
    'CHANGELOG.md': isReady ? '## [0.1.0]' : '## [Unreleased]',
  });
  const failedSteps = (isReady: boolean, tag: string): Promise<readonly string[]> =>
    withFiles(filesOf(isReady), async (folder) => {
      const failed: string[] = [];
      for (const { name = '', run } of steps.filter(({ run }) => run !== undefined)) {
        const env = { PATH: process.env['PATH'], GITHUB_REF_NAME: tag };
        const output = await new Promise<string | undefined>((resolve) => {
          execFile('bash', ['-ec', run ?? ''], { cwd: folder, env }, (error, stdout) => {
            resolve(error === null ? undefined : stdout);
          });
        });
        if (output !== undefined) failed.push(name);
        if (output !== undefined) expect(output).toContain('::error');
      }
      return failed;
    });
  expect(await failedSteps(true, 'v0.1.0')).toStrictEqual([]);
  expect(await failedSteps(false, 'v9.9.9')).toStrictEqual(steps.flatMap(({ name }) => name ?? []));
});

test('CONTRIBUTING.md: its table has every command that CI runs', async () => {
  const listed = [
    ...(await textOf('../CONTRIBUTING.md')).matchAll(/^\| `(npm [\w:]+(?: [\w:]+)?)` \| [^|]+ \| (yes|no) \|$/gm),
  ].map(([, command = '', isInCi]) => [command, isInCi === 'yes'] as const);
  const gate = await textOf('../.ci/run');
  const ran = [...gate.matchAll(/^npm (?!ci)[\w:]+(?: [\w:]+)?$/gm)].map(([command]) => command);
  expect(listed.filter(([, isInCi]) => isInCi).map(([command]) => command)).toStrictEqual(ran);
  const { scripts } = JSON.parse(await textOf('../package.json'));
  const inCiOrNot = listed.map(([command]) => command.replace(/^npm (run )?/, ''));
  expect(inCiOrNot.toSorted()).toStrictEqual(
    Object.keys(scripts)
      .filter((name) => name !== 'prepack')
      .toSorted(),
  );
});
