import { chmod, lstat, readFile, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Definition, Node } from 'paradime-integrations';
import { readIntegration, writeIntegration } from 'paradime-integrations/files';
import { describe, expect, test } from 'vitest';
import { anyIntegration } from './support/any-integration.js';
import { yaml } from './support/bundle.js';
import { allNodes, withFiles } from './support/files.js';

describe('writing', () => {
  const asLines = (nodes: readonly Node[]): string => nodes.map((node) => `${JSON.stringify(node)}\n`).join('');

  test('any integration reads back as it was written, and the formats agree', async () => {
    await withFiles({ 'lines/x': null }, async (folder) => {
      const { mkdir, writeFile } = await import('node:fs/promises');
      await fc.assert(
        fc.asyncProperty(anyIntegration, async ({ definition, nodes }) => {
          for (const name of ['a.json', 'a.yaml']) {
            await writeIntegration(join(folder, name), { definition, nodes });
            const read = await readIntegration(join(folder, name));
            expect(read.definition).toStrictEqual(definition);
            expect(read.nodes).toStrictEqual(nodes);
          }
          await mkdir(join(folder, 'lines'), { recursive: true });
          await writeIntegration(join(folder, 'lines.json'), { definition, nodes: [] });
          await writeFile(join(folder, 'lines.jsonl'), asLines(nodes));
          const streamed = await readIntegration(join(folder, 'lines.json'), { nodes: join(folder, 'lines.jsonl') });
          expect(await allNodes(streamed)).toStrictEqual(nodes);
          expect(streamed.definition).toStrictEqual(definition);
        }),
        { numRuns: 200 },
      );
    });
  });

  test('what nodes share is written in full', async () => {
    const upstream = [{ kind: 'dbt' as const, table: 'orders' }];
    const node = { kind: 'chart' as const, nodeType: 'T', name: 'a', upstream };
    await withFiles({}, async (folder) => {
      const file = join(folder, 'a.yaml');
      await writeIntegration(file, {
        definition: { name: 'a', nodeTypes: { T: {} } },
        nodes: [node, { ...node, name: 'b' }],
      });
      expect(await readFile(file, 'utf8')).not.toMatch(/[&*]a1/);
    });
  });

  test('what was read can be written, in the other format', async () => {
    await withFiles({ 'a.yaml': yaml }, async (folder) => {
      const integration = await readIntegration(join(folder, 'a.yaml'));
      await writeIntegration(join(folder, 'b.json'), integration);
      const again = await readIntegration(join(folder, 'b.json'));
      expect([again.definition, again.nodes]).toStrictEqual([integration.definition, integration.nodes]);
    });
  });

  test('a link and the mode of a file stay as they are, and what could not be read back is not written', async () => {
    const definition: Definition = { name: 'a', nodeTypes: { T: { kind: 'chart' } } };
    await withFiles({ 'real/a.json': '' }, async (folder) => {
      const [file, link] = [join(folder, 'real/a.json'), join(folder, 'link.json')];
      await chmod(file, 0o600);
      await symlink(file, link);
      await writeIntegration(link, { definition, nodes: [] });
      expect((await lstat(link)).isSymbolicLink()).toBe(true);
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      expect((await readIntegration(file)).definition).toStrictEqual(definition);
      const written = await readFile(file, 'utf8');
      await expect(writeIntegration(file, { definition: { name: ' ', nodeTypes: {} }, nodes: [] })).rejects.toThrow(
        /has no name/,
      );
      expect(await readFile(file, 'utf8')).toBe(written);
    });
  });

  test('a name without a format, and a place that there is not', async () => {
    const definition: Definition = { name: 'a', nodeTypes: { T: { kind: 'chart' } } };
    await withFiles({}, async (folder) => {
      const write = (name: string) => writeIntegration(join(folder, name), { definition, nodes: [] });
      await expect(write('a.txt')).rejects.toThrow(/a\.txt: must have the extension \.json/);
      await expect(write('nowhere/a.json')).rejects.toThrow(/a\.json: cannot be written \(ENOENT/);
    });
  });
});
