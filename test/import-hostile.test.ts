import { randomBytes } from 'node:crypto';
import { importSuperset } from 'paradime-integrations/import';
import { describe, expect, test } from 'vitest';
import { withFiles } from './support/files.js';
import { chart, dashboard, dataset, estate, filesOf, zipFiles, zipOf } from './support/superset.js';

const chartYaml = filesOf([chart(11, 'Revenue', 1)])['charts/c11.yaml'] ?? '';

async function refused(source: Parameters<typeof importSuperset>[0]): Promise<string> {
  const error: unknown = await importSuperset(source).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ code: expect.stringMatching(/^(?:INVALID_FILE|CONFIGURATION)$/) });
  return error instanceof Error ? error.message : '';
}

/** Replaces the sizes that a ZIP archive states for its files by 10 bytes. */
function withWrongSizes(zip: Uint8Array): Uint8Array {
  const copy = Buffer.from(zip);
  for (let at = 0; at < copy.length - 4; at++) {
    const signature = copy.readUInt32LE(at);
    if (signature === 0x04034b50) copy.writeUInt32LE(10, at + 22);
    if (signature === 0x02014b50) copy.writeUInt32LE(10, at + 24);
  }
  return copy;
}

/** The estate as a ZIP archive that states to have this many files. */
function withCount(files: number): Uint8Array {
  const zip = Buffer.from(zipOf(estate));
  zip.writeUInt16LE(files, zip.length - 22 + 10);
  return zip;
}

describe('ZIP files', () => {
  test.each([
    [
      'a bomb',
      () => zipFiles({ 'charts/c.yaml': new Uint8Array(20_000_000) }),
      'unpacks to more than 200 times its size',
    ],
    [
      'a bomb that states wrong sizes',
      () => withWrongSizes(zipFiles({ 'charts/c.yaml': new Uint8Array(20_000_000) })),
      'unpacks to more than 200 times its size',
    ],
    ['too many files', () => withCount(50_001), 'contains more than 50000 files'],
    [
      'a path upwards',
      () => zipFiles({ 'a/../../evil.yaml': chartYaml }),
      'contains a path that leads out of the archive: "a/../../evil.yaml"',
    ],
    [
      'a path upwards with backslashes',
      () => zipFiles({ '..\\evil.yaml': chartYaml }),
      'a path that leads out of the archive',
    ],
    ['an absolute path', () => zipFiles({ '/etc/evil.yaml': chartYaml }), 'a path that leads out of the archive'],
    ['a drive', () => zipFiles({ 'C:\\evil.yaml': chartYaml }), 'a path that leads out of the archive'],
    ['no file', () => zipFiles({}), 'contains no dashboard, chart or dataset of Superset'],
    [
      'a file of something else',
      () => zipFiles({ 'manifest.json': '{}' }),
      'contains no dashboard, chart or dataset of Superset (1 skipped: the file manifest.json is not of this source)',
    ],
  ])('with %s', async (_, zip, message) => {
    expect(await refused(zip())).toContain(message);
  });

  test('that are cut off anywhere', async () => {
    const zip = zipOf(estate);
    for (const length of [5, 40, 300, 1000, zip.length - 200, zip.length - 1]) {
      expect(await refused(zip.subarray(0, length))).toMatch(/cut off|is it complete/);
    }
  });

  test('with a damaged file', async () => {
    const zip = Buffer.from(zipOf(estate));
    zip.fill(0xff, 120, 200);
    expect(await refused(zip)).toMatch(/cannot be unpacked|contains no/);
  });

  test('with a list of files that lacks some', async () => {
    expect(await refused(withCount(2))).toContain(`lists 2 files, of which ${estate.length} can be read`);
  });

  test('with what other programs add', async () => {
    const { nodes, summary } = await importSuperset(
      zipFiles({ ...filesOf(estate), '__MACOSX/charts/._c11.yaml': '\0\0', '.git/config.yaml': 'x', 'charts/': '' }),
    );
    expect(nodes).toHaveLength(7);
    expect(summary.skipped).toStrictEqual([]);
  });
});

describe('YAML', () => {
  const anchors = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 12; level++) {
    const [before, name] = ['abcdefghijklm'.charAt(level - 1), 'abcdefghijklm'.charAt(level)];
    anchors.push(`${name}: &${name} [${Array(10).fill(`*${before}`).join(', ')}]`);
  }
  const bomb = `slice_name: Bomb\nuuid: 1\n${anchors.join('\n')}\n`;

  test.each([
    ['a bomb', bomb, /alias/],
    ['a collection that contains itself', 'slice_name: &a [*a]', /alias|nested/],
    ['a syntax error', 'slice_name: "x', /is not valid YAML/],
    ['nothing', '', /is empty/],
    ['UTF-16', Buffer.from('slice_name: x', 'utf16le'), /UTF-16/],
    [
      'a file that is too large',
      `slice_name: ${randomBytes(8_000_000).toString('base64')}`,
      /is larger than 10000000 bytes/,
    ],
  ])('with %s is skipped in an export, and refused alone', async (_, yaml, why) => {
    await withFiles({ ...filesOf(estate), 'charts/bad.yaml': yaml, 'alone/bad.yaml': null }, async (folder) => {
      for (const source of [folder, zipFiles({ ...filesOf(estate), 'charts/bad.yaml': yaml })]) {
        const { nodes, summary } = await importSuperset(source);
        expect(nodes).toHaveLength(7);
        expect(summary.skipped).toMatchObject([
          { what: 'file', why: expect.stringMatching(why), count: 1, examples: ['charts/bad.yaml'] },
        ]);
      }
      expect(await refused(`${folder}/charts/bad.yaml`)).toMatch(why);
    });
  });

  test.each([
    ['a list', '- 1'],
    ['a string', 'x'],
    ['nothing but a key', 'slice_name: x'],
    ['keys of objects', 'slice_name: x\nconstructor: {}\ntoString: x'],
    ['wrong types', 'slice_name: [x]\nuuid: {}\ndataset_uuid: 7'],
    ['a dbt manifest', 'metadata: { dbt_schema_version: x }\nnodes: {}'],
  ])('with %s is a named skip', async (_, yaml) => {
    const { nodes, summary } = await importSuperset(zipFiles({ ...filesOf(estate), 'charts/odd.yaml': yaml }));
    expect(nodes).toHaveLength(7);
    expect(summary.skipped).toMatchObject([{ count: 1 }]);
  });

  test('of wrong types in every place does not throw', async () => {
    const odd = [null, 7, 'x', [], {}, [null], { a: null }];
    const documents = odd.flatMap((value) => [
      {
        ...dataset(1, 't')[1],
        uuid: `d${JSON.stringify(value)}`,
        sql: value,
        columns: value,
        metrics: value,
        schema: value,
        catalog: value,
        database_uuid: value,
      },
      {
        ...chart(2, 'c', 1)[1],
        uuid: `c${JSON.stringify(value)}`,
        dataset_uuid: value,
        viz_type: value,
        description: value,
        tags: value,
      },
      {
        ...dashboard(3, 'b', [])[1],
        uuid: `b${JSON.stringify(value)}`,
        position: value,
        metadata: value,
        published: value,
      },
      {
        ...dashboard(3, 'b', [])[1],
        uuid: `p${JSON.stringify(value)}`,
        position: { a: value },
        metadata: { native_filter_configuration: value },
      },
      { database_name: value, uuid: value, sqlalchemy_uri: value },
    ]);
    const { nodes } = await importSuperset(documents);
    expect(nodes).toHaveLength(4 * odd.length);
  });
});

describe('sources', () => {
  test.each([
    ['nowhere.zip', 'nowhere.zip: does not exist'],
    [
      'package.json',
      'package.json: is not a Superset export: it must be a ZIP file, a YAML file, or a folder of these',
    ],
    ['schema', 'schema: contains no dashboard, chart or dataset of Superset ('],
    ['', 'The path of an import must not be empty.'],
    [[], 'the source: contains no dashboard, chart or dataset of Superset'],
    [{}, 'the source: contains no dashboard, chart or dataset of Superset'],
    [new Uint8Array(), 'the export: is empty'],
  ])('%j', async (source, message) => {
    expect(await refused(source)).toContain(message);
  });

  test('an address is not repeated', async () => {
    const message = await refused('https://admin:hunter2@superset.example.com/');
    expect(message).toContain(
      'importSuperset reads exports: give the path of a ZIP file or folder in place of an address',
    );
    expect(message).not.toContain('hunter2');
  });

  test.each([7, null, undefined, () => 1])('%j is not a source', async (source) => {
    // @ts-expect-error Wrong on purpose.
    expect(await refused(source)).toContain('The source of an import must be a path');
  });

  test('a ZIP file by name alone', async () => {
    await withFiles({ 'export.zip': 'not a ZIP file' }, async (folder) => {
      expect(await refused(`${folder}/export.zip`)).toContain('is not a ZIP file');
    });
  });
});

describe('contents', () => {
  test.each([
    ['not closed string', "select * from orders where name = 'x"],
    ['not closed bracket', 'select * from (((((('],
    ['1 MB', `select * from orders where id in (${'1,'.repeat(500_000)}1)`],
    ['blank', '   '],
  ])('SQL: %s', async (_, sql) => {
    const { nodes } = await importSuperset([dataset(1, 'virtual', { sql })[1]]);
    expect(nodes).toHaveLength(1);
  });

  test('a password in an address of a database appears nowhere', async () => {
    const { definition, nodes, summary } = await importSuperset([
      { database_name: 'W', uuid: 'w', sqlalchemy_uri: 'postgresql://admin:hunter2@db/shop' },
      { database_name: 'V', sqlalchemy_uri: 'postgresql://admin:hunter2@db/shop' },
      dataset(1, 'orders', { database_uuid: 'w' })[1],
    ]);
    expect(JSON.stringify([definition, nodes, summary])).not.toContain('hunter2');
    expect(summary.skipped).toMatchObject([{ what: 'database', why: 'has no uuid', examples: ['V'] }]);
  });
});
