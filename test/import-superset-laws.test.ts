import fc from 'fast-check';
import type { Node } from 'paradime-integrations';
import { importSuperset } from 'paradime-integrations/import';
import { describe, expect, test } from 'vitest';
import { chart, database, dataset, type ExportFile, estate, uuid, zipOf } from './support/superset.js';

describe('laws', () => {
  const shuffled = fc.shuffledSubarray([...estate], { minLength: estate.length });

  test('the order of the files does not matter', async () => {
    const expected = JSON.stringify(await importSuperset(zipOf(estate)));
    await fc.assert(
      fc.asyncProperty(shuffled, fc.boolean(), async (items, isZip) => {
        const source = isZip ? zipOf(items) : items.map(([, value]) => value);
        expect(JSON.stringify(await importSuperset(source))).toBe(expected);
      }),
      { numRuns: 40 },
    );
  });

  test('nor with several versions of items, of which some are left out', async () => {
    const versions: readonly ExportFile[] = [
      ...estate.filter(([path]) => !/databases|t1|c11/.test(path)),
      database(900, 'postgresql://h/one', 'Warehouse'),
      database(900, 'postgresql://h/two', 'Sandbox'),
      dataset(1, 'orders'),
      dataset(1, 'orders', { schema: 'old', database_uuid: null }),
      chart(11, 'Revenue', 1),
      chart(11, 'Revenue', 2),
      chart(11, 'Revenue', null),
    ].map(([, value], index): ExportFile => [`${index}.yaml`, value]);
    const source = (items: readonly ExportFile[]) => items.map(([, value]) => value);
    const options = { exclude: ['Warehouse'] };
    const [all, some] = [await importSuperset(source(versions)), await importSuperset(source(versions), options)];
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...versions], { minLength: versions.length }), async (items) => {
        expect(await importSuperset(source(items))).toStrictEqual(all);
        expect(await importSuperset(source(items), options)).toStrictEqual(some);
      }),
      { numRuns: 40 },
    );
  });

  test('of two versions of a node the same one is imported, whatever their order', async () => {
    const [one, other] = [chart(11, 'Revenue, old', 1), chart(11, 'Revenue, new', 2)];
    const first = await importSuperset([one[1], other[1]]);
    expect(await importSuperset([other[1], one[1]])).toStrictEqual(first);
    expect(first.nodes).toHaveLength(1);
    expect(first.summary.skipped).toMatchObject([
      { what: 'Chart', count: 1, why: expect.stringContaining('the id of another') },
    ]);
  });

  test('a chart that is renamed keeps its id and its place in lineage', async () => {
    const before = await importSuperset(zipOf(estate));
    await fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 1 }).filter((name) => name.trim() !== ''),
        async (name) => {
          const renamed = estate.map(([path, value]): ExportFile => {
            return value['slice_name'] === 'Late' ? [path, { ...value, slice_name: name }] : [path, value];
          });
          const after = await importSuperset(zipOf(renamed));
          expect(after.nodes.map(({ id }) => id)).toStrictEqual(before.nodes.map(({ id }) => id));
          expect(after.nodes.find(({ id }) => id === uuid(12))?.name).toBe(name);
          const ids = (nodes: readonly Node[]) =>
            nodes.map(({ upstream = [] }) => upstream.map((end) => ('id' in end ? end.id : end)));
          expect(ids(after.nodes)).toStrictEqual(ids(before.nodes));
        },
      ),
      { numRuns: 20 },
    );
  });
});
