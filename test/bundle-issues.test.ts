import { join } from 'node:path';
import { checkIntegration, readIntegration } from 'paradime-integrations/files';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { types, yaml } from './support/bundle.js';
import { withFiles } from './support/files.js';

describe('positions of issues', () => {
  test.each([
    ['a.yaml', yaml.replaceAll('Orders }', 'Ordres }'), [[20, 9]]],
    ['a.json', JSON.stringify(parse(yaml.replaceAll('Orders }', 'Ordres }')), undefined, 1), [[33, 5]]],
  ])('in %s', async (name, text, positions) => {
    await withFiles({ [name]: text }, async (folder) => {
      const issues = await checkIntegration(await readIntegration(join(folder, name)));
      expect(issues.map(({ code }) => code)).toStrictEqual(['dangling-reference']);
      expect(issues.map(({ location }) => [location?.line, location?.column])).toStrictEqual(positions);
    });
  });

  test('both nodes of a pair, in lines too; codes set aside; codes that count more', async () => {
    const line = '{"nodeType":"T","name":"x"}';
    const files = {
      'integration.json': `{${types}}`,
      'nodes.jsonl': `${line}\n\n{"nodeType":"T","name":"y","url":"y"}\n${line}\n`,
    };
    await withFiles(files, async (folder) => {
      const integration = await readIntegration(folder);
      const file = join(folder, 'nodes.jsonl');
      expect(await checkIntegration(integration, { treatAsError: ['invalid-url'] })).toMatchObject([
        { code: 'invalid-url', severity: 'error', location: { file, line: 3, column: 34 } },
        {
          code: 'duplicate-stable-id',
          location: { file, line: 4, column: 1 },
          otherLocation: { file, line: 1, column: 1 },
        },
      ]);
      expect(await checkIntegration(integration, { ignore: ['invalid-url', 'duplicate-stable-id'] })).toStrictEqual([]);
    });
  });

  test('very many issues of one line, and of one node', async () => {
    const references = Array.from({ length: 30_000 }, (_, n) => `{"kind":"dbt","table":"ORDERS${n}"}`).join(',');
    const node = `{"nodeType":"T","name":"x","upstream":[${references}]}`;
    await withFiles({ 'integration.json': `{${types}}`, 'nodes.jsonl': node }, async (folder) => {
      const issues = await checkIntegration(await readIntegration(folder));
      expect(issues).toHaveLength(10_001); // The most warnings that are told of lines, and the size.
      expect(issues.at(-1)?.location?.line).toBe(1);
    });
    await withFiles({ 'a.json': `{${types},"nodes":[${node}]}` }, async (folder) => {
      const issues = await checkIntegration(await readIntegration(join(folder, 'a.json')), {
        ignore: ['node-too-large'],
      });
      expect(issues).toHaveLength(30_000);
    });
  });

  test('errors after very many warnings, and after issues that are set aside, are found', async () => {
    const lines = Array.from({ length: 10_500 }, (_, n) => `{"nodeType":"T","name":"n${n}","url":"x"}`);
    const text = [...lines, '{"nodeType":"T","name":"n0"}', '{"nodeType":"T","name":""}'].join('\n');
    await withFiles({ 'integration.json': `{${types}}`, 'nodes.jsonl': text }, async (folder) => {
      const integration = await readIntegration(folder);
      const errors = ['duplicate-stable-id', 'empty-name'];
      expect((await checkIntegration(integration, { ignore: ['invalid-url'] })).map(({ code }) => code)).toStrictEqual(
        errors,
      );
      const all = await checkIntegration(integration);
      expect(all.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toStrictEqual(errors);
      expect(all).toHaveLength(10_002);
    });
  });

  test('a node that no request can hold is told before anything is sent', async () => {
    const node = (letters: number) => `{"nodeType":"T","name":"x","description":"${'é'.repeat(letters)}"}`;
    await withFiles({ 'integration.json': `{${types}}`, 'nodes.jsonl': node(530_000) }, async (folder) => {
      expect(await checkIntegration(await readIntegration(folder))).toMatchObject([
        { code: 'node-too-large', severity: 'error', location: { line: 1 } },
      ]);
    });
    await withFiles({ 'integration.json': `{${types}}`, 'nodes.jsonl': node(500_000) }, async (folder) => {
      expect(await checkIntegration(await readIntegration(folder))).toStrictEqual([]);
    });
  });

  test('an issue of a node that cannot be told from others has no place', async () => {
    await withFiles({ 'a.yaml': yaml }, async (folder) => {
      const { locate } = await readIntegration(join(folder, 'a.yaml'));
      const issue = {
        severity: 'error',
        code: 'node-too-large',
        message: '',
        node: { nodeType: 'Model', name: 'Orders' },
        path: [],
      } as const;
      expect(await locate([issue])).toStrictEqual([issue]);
    });
  });

  test('an icon that Blueprint does not have', async () => {
    const bundle = `{"name":"a","nodeTypes":{"T":{"kind":"chart",\n"icon":"databse"}},"nodes":[{"nodeType":"T","name":"x"}]}`;
    await withFiles({ 'a.json': bundle }, async (folder) => {
      expect(await checkIntegration(await readIntegration(join(folder, 'a.json')))).toMatchObject([
        {
          code: 'unknown-icon',
          severity: 'warning',
          message: 'the icon "databse" is not in Blueprint\'s library; did you mean "database"?',
          location: { line: 2, column: 8 },
        },
      ]);
    });
  });
});
