import fc from 'fast-check';
import {
  checkNodes,
  custom,
  type Definition,
  dbt,
  defineIntegration,
  InvalidNodesError,
  type Issue,
  type Node,
  native,
  stableId,
} from 'paradime-integrations';
import { v5 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { metabase } from './support/metabase.js';

/** What JavaScript lets through: the compiler's objections are set aside. */
// biome-ignore lint/suspicious/noExplicitAny: wrong on purpose
const unchecked = metabase as any;

function issuesOf(work: () => unknown): readonly Issue[] {
  try {
    work();
  } catch (error) {
    if (error instanceof InvalidNodesError) return error.issues;
    throw error;
  }
  return [];
}

describe('defineIntegration', () => {
  test.each([
    ['an empty name', { name: ' ', nodeTypes: { A: { kind: 'chart' } } }, /no name/],
    ['no node types', { name: 'a', nodeTypes: {} }, /no node types/],
    ['an empty node type', { name: 'a', nodeTypes: { '': { kind: 'chart' } } }, /empty name/],
    [
      'an unknown colour',
      { name: 'a', nodeTypes: { A: { kind: 'chart', color: 'BLUE' } } },
      /CORAL, CYAN.*\(got "BLUE"\)/,
    ],
    [
      'an unknown kind',
      { name: 'a', nodeTypes: { A: { kind: 'table' } } },
      /must be one of chart, dashboard, datasource \(got "table"\)/,
    ],
    ['no kind', { name: 'a', nodeTypes: { A: {} } }, /kind of the node type "A"/],
    [
      'undefined as a node type',
      { name: 'a', nodeTypes: { A: undefined } },
      /node type "A" must be an object with kind, icon and color \(got undefined\)/,
    ],
    [
      'an unknown property',
      { name: 'a', nodeTypes: { A: { kind: 'chart', icon_name: 'cog' } } },
      /has an unknown property "icon_name"/,
    ],
    ['an unknown identity', { name: 'a', nodeTypes: { A: { kind: 'chart' } }, identity: 'both' }, /"both"/],
  ])('%s', (_what, input, message) => {
    // biome-ignore lint/suspicious/noExplicitAny: wrong on purpose
    const define = () => defineIntegration(input as any);
    expect(define).toThrow(expect.objectContaining({ code: 'CONFIGURATION' }));
    expect(define).toThrow(message);
  });
});

describe('definition.node', () => {
  test('returns plain data, ready for JSON', () => {
    const orders = metabase.node('Model', { name: 'Orders', upstream: [dbt('order_items')] });
    const revenue = metabase.node('Question', {
      name: 'Revenue',
      owner: 'finance',
      createdAt: new Date('2024-05-01T09:00:00.900Z'),
      upstream: [orders, metabase.ref('Model', { id: 'refunds' })],
      downstream: [native('LookerLook', { id: '7' })],
    });
    expect(revenue).toStrictEqual({
      kind: 'chart',
      nodeType: 'Question',
      integration: 'Metabase',
      name: 'Revenue',
      owner: 'finance',
      createdAt: 1_714_554_000,
      upstream: [
        { kind: 'custom', integration: 'Metabase', nodeType: 'Model', name: 'Orders' },
        { kind: 'custom', integration: 'Metabase', nodeType: 'Model', id: 'refunds' },
      ],
      downstream: [{ kind: 'native', nodeType: 'LookerLook', id: '7' }],
    });
    expect(JSON.parse(JSON.stringify(revenue))).toStrictEqual(revenue);
  });

  test('a node with an id is referred to by name and id', () => {
    const orders = metabase.node('Model', { name: 'Orders', id: 'model-1' });
    const { upstream } = metabase.node('Question', { name: 'Revenue', upstream: [orders] });
    expect(upstream).toStrictEqual([
      { kind: 'custom', integration: 'Metabase', nodeType: 'Model', name: 'Orders', id: 'model-1' },
    ]);
  });

  test('a node of another definition keeps its integration as a reference', () => {
    const airflow = defineIntegration({ name: 'Airflow', nodeTypes: { Task: { kind: 'chart' } } });
    const { upstream } = metabase.node('Model', { name: 'a', upstream: [airflow.node('Task', { name: 'load' })] });
    expect(upstream).toStrictEqual([{ kind: 'custom', integration: 'Airflow', nodeType: 'Task', name: 'load' }]);
  });

  test('identity by type and name: equal names across types get different ids, and nodes as references carry them', () => {
    const tool = defineIntegration({
      name: 'Tool',
      nodeTypes: { Model: { kind: 'datasource' }, Report: { kind: 'chart' } },
      identity: 'type-and-name',
    });
    const model = tool.node('Model', { name: 'Sales' });
    const report = tool.node('Report', { name: 'Sales', upstream: [model] });
    expect(model.id).not.toBe(report.id);
    expect(report.upstream).toStrictEqual([
      { kind: 'custom', integration: 'Tool', nodeType: 'Model', name: 'Sales', id: model.id },
    ]);
    expect(checkNodes(tool, [model, report])).toStrictEqual([]);
    expect(tool.node('Model', { name: 'Sales', id: 'own' }).id).toBe('own');
    expect(model.id).toBe(v5('Sales', v5('Model', v5.DNS)));
    expect(() => tool.node('Model', {} as never)).toThrow(/name: must be a non-empty string/);
  });

  test.each([
    [
      'undeclared node type',
      () => unchecked.node('Modle', { name: 'a' }),
      'unknown-node-type',
      /must be a node type that .* declares: "Model", "Question", "Dashboard" \(got "Modle"\); did you mean "Model"\?/,
    ],
    [
      'a name that every object has',
      () => unchecked.node('constructor', { name: 'a' }),
      'unknown-node-type',
      /"constructor"/,
    ],
    ['empty name', () => metabase.node('Model', { name: ' ' }), 'empty-name', /name: must be a non-empty string/],
    ['no input', () => unchecked.node('Model'), 'empty-name', /name: must be a non-empty string/],
    [
      'owner on a datasource',
      () => unchecked.node('Model', { name: 'a', owner: 'b' }),
      'unknown-attribute',
      /a datasource has no attribute "owner"; its attributes are kind,/,
    ],
    [
      'milliseconds',
      () => metabase.node('Model', { name: 'a', createdAt: 1_700_000_000_000 }),
      'timestamp-out-of-range',
      /milliseconds/,
    ],
    [
      'a time after 2038',
      () => metabase.node('Model', { name: 'a', createdAt: new Date('2040-01-01') }),
      'timestamp-out-of-range',
      /32-bit/,
    ],
    [
      'no offset',
      () => metabase.node('Model', { name: 'a', createdAt: '2024-05-01T09:00:00' }),
      'invalid-timestamp',
      /must have an offset.*\+02:00/,
    ],
    [
      'a date without a time',
      () => metabase.node('Model', { name: 'a', createdAt: '2024-05-01' }),
      'invalid-timestamp',
      /must have an offset/,
    ],
    [
      'not an ISO 8601 date',
      () => metabase.node('Model', { name: 'a', createdAt: 'May 1st' }),
      'invalid-timestamp',
      /must be a date with an offset, such as/,
    ],
    [
      'not a valid date',
      () => metabase.node('Model', { name: 'a', createdAt: '2023-02-29T00:00:00Z' }),
      'invalid-timestamp',
      /is not a valid date/,
    ],
    [
      'an invalid Date',
      () => metabase.node('Model', { name: 'a', createdAt: new Date('x') }),
      'invalid-timestamp',
      /must be a valid Date/,
    ],
    ['NaN', () => metabase.node('Model', { name: 'a', createdAt: Number.NaN }), 'invalid-timestamp', /NaN/],
    [
      'no name, no id',
      () => unchecked.node('Model', { name: 'a', upstream: [native('LookerLook', {} as never)] }),
      'incomplete-reference',
      /must have a name, an id or both: the reference to a LookerLook has neither/,
    ],
    [
      'empty name, no id',
      () => metabase.node('Model', { name: 'a', upstream: [metabase.ref('Model', '')] }),
      'incomplete-reference',
      /neither/,
    ],
    [
      'no table',
      () => metabase.node('Model', { name: 'a', upstream: [dbt('')] }),
      'incomplete-reference',
      /the name of the table/,
    ],
    [
      'no integration',
      () => metabase.node('Model', { name: 'a', upstream: [custom({ integration: '', nodeType: 'A', id: 'b' })] }),
      'incomplete-reference',
      /integration/,
    ],
    [
      'no node type',
      () => metabase.node('Model', { name: 'a', upstream: [custom({ integration: 'b', nodeType: '', id: 'c' })] }),
      'incomplete-reference',
      /nodeType: must be a non-empty string: the name of a node type/,
    ],
    [
      'an empty uid',
      () =>
        metabase.node('Model', {
          name: 'a',
          downstream: [custom({ integration: { uid: '' }, nodeType: 'b', id: 'c' })],
        }),
      'incomplete-reference',
      /must be the name of an integration, or \{ uid \}/,
    ],
    [
      'one second past 32 bits',
      () => metabase.node('Model', { name: 'a', createdAt: 2 ** 31 }),
      'timestamp-out-of-range',
      /32-bit/,
    ],
    [
      'negative milliseconds',
      () => metabase.node('Model', { name: 'a', createdAt: -1_700_000_000_000 }),
      'timestamp-out-of-range',
      /milliseconds/,
    ],
    [
      'a native type that every object has',
      () => unchecked.node('Model', { name: 'a', upstream: [native('toString' as never, { id: 'a' })] }),
      'unknown-native-node-type',
      /toString/,
    ],
    [
      'not a reference',
      () => unchecked.node('Model', { name: 'a', upstream: ['orders'] }),
      'incomplete-reference',
      /dbt\(\), native\(\)/,
    ],
    [
      'a foreign native type',
      () => unchecked.node('Model', { name: 'a', upstream: [native('LookerTile' as never, { id: 'a' })] }),
      'unknown-native-node-type',
      /"LookerTile"/,
    ],
  ])('%s', (_what, make, code, message) => {
    const issues = issuesOf(make);
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatchObject({ severity: 'error', code });
    expect(make).toThrow(message);
  });

  test('ref refuses an undeclared node type, also from JavaScript', () => {
    expect(() => unchecked.ref('Modle', 'a')).toThrow(/\(got "Modle"\)/);
  });

  test('attributes that are undefined are left out', () => {
    const node = metabase.node('Question', { name: 'a', owner: undefined, tags: undefined, createdAt: undefined });
    expect(Object.keys(node).sort()).toStrictEqual(['integration', 'kind', 'name', 'nodeType']);
  });

  test('an error names the node and the place in it', () => {
    const make = () => metabase.node('Model', { name: 'Orders', upstream: [dbt('a'), dbt('')] });
    expect(make).toThrow(
      'Model "Orders", upstream[1].table: must be a non-empty string: the name of the table (incomplete-reference)',
    );
    expect(issuesOf(make)[0]).toMatchObject({
      path: ['upstream', 1, 'table'],
      node: { nodeType: 'Model', name: 'Orders' },
    });
  });

  test('all that is wrong is told in one go', () => {
    const make = () => metabase.node('Model', { name: '', createdAt: 'x', upstream: [dbt('')] });
    expect(issuesOf(make).map(({ code }) => code)).toStrictEqual([
      'invalid-timestamp',
      'empty-name',
      'incomplete-reference',
    ]);
    expect(make).toThrow(/^3 errors in the nodes:\n/);
  });
});

describe('timestamps', () => {
  test.each([
    ['2024-05-01T09:00:00Z', 1_714_554_000],
    ['2024-05-01T11:00:00+02:00', 1_714_554_000],
    ['2024-05-01T11:00:00.999+0200', 1_714_554_000],
    ['2024-05-01 09:00z', 1_714_554_000],
    ['2024-05-01 04:00:00-05', 1_714_554_000],
    [1_714_554_000.9, 1_714_554_000],
    ['1969-12-31T23:59:59.500Z', -1],
    [2 ** 31 - 1, 2 ** 31 - 1],
    [-1, -1],
    [0, 0],
  ])('%s', (createdAt, seconds) => {
    expect(metabase.node('Model', { name: 'a', createdAt }).createdAt).toBe(seconds);
  });

  test('any Date within 32 bits survives as a Date, a text and seconds', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), (seconds) => {
        const date = new Date(seconds * 1000);
        for (const createdAt of [date, date.toISOString(), seconds]) {
          expect(metabase.node('Model', { name: 'a', createdAt }).createdAt).toBe(seconds);
        }
      }),
    );
  });
});

test('null from JavaScript is nothing, and an empty id is none', () => {
  const node = unchecked.node('Question', { name: 'a', id: '', owner: null, createdAt: null, upstream: null });
  expect(checkNodes(metabase, [node, metabase.node('Model', { name: 'a' })])).toMatchObject([
    { code: 'duplicate-stable-id' },
  ]);
});

test('the message of an error lists errors only', () => {
  const issue = {
    severity: 'error',
    code: 'empty-name',
    message: 'has no name',
    node: { nodeType: 'A', name: '' },
    path: [],
  } as const;
  const warning = { ...issue, severity: 'warning', message: 'a warning' } as const;
  expect(new InvalidNodesError([warning, issue]).message).toBe('A "": has no name (empty-name).');
  expect(new InvalidNodesError(Array(13).fill(issue)).message).toMatch(/^13 errors[\s\S]*and 3 more/);
});

test('the stable id is the UUID v5 of the name in the DNS namespace, for any name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (name) => {
      expect(stableId(name)).toBe(v5(name, v5.DNS));
    }),
    { numRuns: 2000 },
  );
});

describe('checkNodes', () => {
  const node = (name: string, extra: object = {}): Node => ({ kind: 'chart', nodeType: 'Question', name, ...extra });

  test('nothing to say of good nodes', () => {
    expect(
      checkNodes(metabase, [node('a'), node('b', { id: 'c' }), metabase.node('Model', { name: 'd' })]),
    ).toStrictEqual([]);
  });

  test.each([
    ['two names', [node('Dummy'), node('other'), node('Dummy')], 'Question "Dummy" (node 1)'],
    ['two ids', [node('a', { id: 'x' }), node('other'), node('b', { id: 'x' })], 'Question "a" (node 1)'],
    [
      'an id that is the one of a name',
      [node('a'), node('other'), node('b', { id: stableId('a') })],
      'Question "a" (node 1)',
    ],
    ['names of different types', [metabase.node('Model', { name: 'a' }), node('b'), node('a')], 'Model "a" (node 1)'],
  ])('duplicate-stable-id: %s', (_what, nodes, other) => {
    const [issue, ...rest] = checkNodes(metabase, nodes);
    expect(rest).toStrictEqual([]);
    expect(issue).toMatchObject({
      severity: 'error',
      code: 'duplicate-stable-id',
      node: { index: 2 },
      otherNode: { index: 0 },
      path: ['id'],
    });
    expect(issue?.message).toContain(other);
  });

  test('duplicate-node is a warning: one type and name, different ids', () => {
    const issues = checkNodes(metabase, [node('a', { id: 'x' }), node('a', { id: 'y' }), node('a')]);
    expect(issues).toMatchObject([
      { severity: 'warning', code: 'duplicate-node', node: { index: 1 }, otherNode: { index: 0 } },
      { severity: 'warning', code: 'duplicate-node', node: { index: 2 }, otherNode: { index: 0 } },
    ]);
  });

  test.each([
    ['unknown-node-type', { kind: 'chart', nodeType: 'Modle', name: 'a' }],
    ['kind-mismatch', { kind: 'chart', nodeType: 'Model', name: 'a' }],
    ['kind-mismatch', { kind: 'table', nodeType: 'Model', name: 'a' }],
    ['kind-mismatch', null],
    ['unknown-node-type', { kind: 'chart', nodeType: 'constructor', name: 'a' }],
    ['foreign-node', { kind: 'chart', nodeType: 'Question', name: 'a', integration: 'Airflow' }],
    ['timestamp-out-of-range', { kind: 'chart', nodeType: 'Question', name: 'a', lastModifiedAt: 1.5 }],
    ['empty-name', { kind: 'chart', nodeType: 'Question' }],
    ['incomplete-reference', { kind: 'chart', nodeType: 'Question', name: 'a', upstream: 'orders' }],
    ['unknown-attribute', { kind: 'datasource', nodeType: 'Model', name: 'a', owner: 'b' }],
    ['unknown-attribute', { kind: 'dashboard', nodeType: 'Dashboard', name: 'a', fields: [] }],
    ['unknown-attribute', { kind: 'datasource', nodeType: 'Model', name: 'a', tabel: 'b' }],
    ['invalid-attribute', { kind: 'chart', nodeType: 'Question', name: 'a', url: 5 }],
    ['invalid-attribute', { kind: 'chart', nodeType: 'Question', name: 'a', tags: 'b' }],
    ['invalid-attribute', { kind: 'chart', nodeType: 'Question', name: 'a', fields: ['b'] }],
  ])('%s', (code, bad) => {
    const codes = checkNodes(metabase, [bad as Node]).map((issue) => issue.code);
    expect(codes).toContain(code);
  });

  test('a node type that leaves the kind to each node', () => {
    const open: Definition = { name: 'a', nodeTypes: { T: {} } };
    const nodes: Node[] = [
      { kind: 'chart', nodeType: 'T', name: 'a' },
      { kind: 'datasource', nodeType: 'T', name: 'b' },
    ];
    expect(checkNodes(open, nodes)).toStrictEqual([]);
  });

  test('names of different types are no duplicates of nodes, when ids tell them apart', () => {
    const nodes = [metabase.node('Model', { name: 'a', id: 'x' }), metabase.node('Question', { name: 'a', id: 'y' })];
    expect(checkNodes(metabase, nodes)).toStrictEqual([]);
  });

  test('says how to distinguish two nodes', () => {
    const [across] = checkNodes(metabase, [metabase.node('Model', { name: 'a' }), node('a')]);
    expect(across?.message).toContain("identity: 'type-and-name'");
    const [within] = checkNodes(metabase, [node('a'), node('a')]);
    expect(within?.message).toMatch(/or another name$/);
  });

  test('an unknown kind of a node whose type declares none', () => {
    const bad = { kind: 'table', nodeType: 'T', name: 'a' } as never;
    expect(checkNodes({ name: 'a', nodeTypes: { T: {} } }, [bad])).toMatchObject([{ code: 'kind-mismatch' }]);
  });

  test('finds exactly the repeated ids among any, and names the first of each', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 3000 }), (ids) => {
        const nodes = ids.map((id, index) => node(`n${index}`, { id }));
        const found = checkNodes(metabase, nodes).map((issue) => [issue.node?.index, issue.otherNode?.index]);
        const expected = ids.flatMap((id, index) => (ids.indexOf(id) < index ? [[index, ids.indexOf(id)]] : []));
        expect(found).toStrictEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  test('finds all of 50,000 ids that come twice', () => {
    const ids = Array.from({ length: 50_000 }, (_, index) => node(`n${index}`, { id: `id ${index}` }));
    expect(checkNodes(metabase, [...ids, ...ids]).map(({ otherNode }) => otherNode?.index)).toStrictEqual(
      ids.map((_, index) => index),
    );
  });

  test('no false alarm among 100,000 ids', () => {
    const nodes = Array.from({ length: 100_000 }, (_, index) => node(`n${index}`, { id: `dashboard/${index}` }));
    expect(checkNodes(metabase, nodes)).toStrictEqual([]);
  });
});
