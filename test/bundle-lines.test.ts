import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inspectIntegration, readIntegration } from 'paradime-integrations/files';
import { describe, expect, test } from 'vitest';
import { json, types, utf16, yaml } from './support/bundle.js';
import { allNodes, type Files, withFiles } from './support/files.js';

describe('what is refused', () => {
  test.each<[string, string | Uint8Array, RegExp]>([
    ['a broken line', '{"nodeType":"T","name":"x"}\n\n{"nodeType":"T",,}', /nodes\.jsonl:3:17: is not valid JSON/],
    [
      'a wrong line',
      '{"nodeType":"T","name":"x"}\n{"nodeType":"T","name":"x","tags":"y"}',
      /nodes\.jsonl:2:35: T "x" \(node 2\), tags: must be a list; found "y"/,
    ],
    [
      'a key that appears twice',
      '{"nodeType":"T","name":"x","name":"y"}',
      /nodes\.jsonl:1:28: T "y" \(node 1\), name: appears twice/,
    ],
    ['a list', '[]', /nodes\.jsonl:1:1: node 1: must be an object; found a list/],
    ['null', 'null', /nodes\.jsonl:1:1: node 1: must be an object; found null/],
    ['UTF-16', utf16, /nodes\.jsonl: is UTF-16/],
    [
      'a letter cut in two',
      Buffer.from('{"nodeType":"T","name":"x"}\n"é"').subarray(0, -2),
      /nodes\.jsonl: is not UTF-8/,
    ],
    [
      'a line over 10 MB',
      `{"nodeType":"T","name":"x"}\n{"nodeType":"T","name":"${'x'.repeat(10_000_000)}"}\n`,
      /nodes\.jsonl:2:1: is longer than 10000000 characters/,
    ],
    ['a line over 10 MB without an end', 'x'.repeat(11_000_000), /nodes\.jsonl:1:1: is longer/],
  ])('in nodes.jsonl: %s', async (_, content, message) => {
    await withFiles({ 'integration.json': `{${types}}`, 'nodes.jsonl': content }, async (folder) => {
      await expect(readIntegration(folder)).rejects.toThrow(message);
    });
  });

  test.each<[string, Files, string, RegExp]>([
    [
      'nodes in two places',
      { 'a.yaml': yaml, 'nodes.jsonl': '' },
      'a.yaml',
      /a\.yaml:9:1: nodes are given both here and in .*nodes\.jsonl; remove one/,
    ],
    [
      'two bundles',
      { 'integration.yaml': yaml, 'integration.json': json },
      '',
      /contains integration\.yaml and integration\.json; give the path of one/,
    ],
    [
      'a folder of lines',
      { 'integration.json': `{${types}}`, 'nodes.jsonl': null },
      '',
      /nodes\.jsonl: is not a regular file/,
    ],
  ])('%s', async (_, files, path, message) => {
    await withFiles(files, async (folder) => {
      await expect(readIntegration(join(folder, path))).rejects.toThrow(message);
    });
  });

  test('all problems of a file are told, also those of a thousand lines', async () => {
    const lines = Array.from({ length: 1_500 }, () => '{"nodeType":"T"}').join('\n');
    await withFiles({ 'integration.json': `{${types}}`, 'nodes.jsonl': lines }, async (folder) => {
      const error = await readIntegration(folder).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ problems: { length: 1_001, 999: { line: 1_000 }, 1000: { code: 'not-listed' } } });
      expect(String(error)).toMatch(/and 981 more, in `problems`$/);
      const { findings } = await inspectIntegration(folder);
      expect(findings.at(-1)).toStrictEqual({
        severity: 'warning',
        code: 'not-listed',
        message:
          'this line and all after it were not checked: reading stops after 1,000 errors; fix them and check again',
        location: { file: join(folder, 'nodes.jsonl'), line: 1_001, column: 1 },
      });
    });
    const bad = `{"name":"a","nodeTypes":{"T":{"color":"RED"},"U":{"kind":"x"}},"nodes":[{"nodeType":"T"},{"name":1}]}`;
    await withFiles({ 'a.json': bad }, async (folder) => {
      const error = await readIntegration(join(folder, 'a.json')).catch((reason: unknown) => reason);
      expect(error).toMatchObject({
        problems: [
          { path: ['nodeTypes', 'T', 'color'] },
          { path: ['nodeTypes', 'U', 'kind'] },
          { path: ['nodes', 0, 'name'] },
          { path: ['nodes', 1, 'nodeType'] },
          { path: ['nodes', 1, 'name'] },
        ],
      });
    });
  });

  test('a pipe in place of lines, which nobody writes to', async () => {
    await withFiles({ 'integration.json': `{${types}}` }, async (folder) => {
      execFileSync('mkfifo', [join(folder, 'nodes.jsonl')]);
      await expect(readIntegration(folder)).rejects.toThrow(/nodes\.jsonl: is not a regular file/);
    });
  });

  test.skipIf(!existsSync('/proc/self/fd'))(
    'files are closed, also those that were not read to their end',
    async () => {
      const files = { 'integration.json': `{${types}}`, 'nodes.jsonl': '{"nodeType":"T","name":"x"}\n'.repeat(20_000) };
      await withFiles(files, async (folder) => {
        const open = () => readdirSync('/proc/self/fd').length;
        const { nodes } = await readIntegration(folder);
        const before = open();
        for (let round = 0; round < 20; round++) {
          for await (const _ of typeof nodes === 'function' ? nodes() : expect.unreachable()) break;
        }
        expect(open() - before).toBeLessThan(10);
      });
    },
  );

  test('lines that change while they are used', async () => {
    const { writeFile } = await import('node:fs/promises');
    await withFiles(
      { 'integration.json': `{${types}}`, 'nodes.jsonl': '{"nodeType":"T","name":"x"}' },
      async (folder) => {
        const integration = await readIntegration(folder);
        await writeFile(join(folder, 'nodes.jsonl'), '{"nodeType":"T","name":"x"}\n{"nodeType":"T"}');
        await expect(allNodes(integration)).rejects.toThrow(/nodes\.jsonl:2:1: node 2, name: is missing/);
      },
    );
  });
});
