// Nodes made from the rows of a database or a JSON API: null for what is absent, numbers as ids, rows that are wrong.

import {
  custom,
  dbt,
  defineIntegration,
  InvalidNodesError,
  type Issue,
  type Node,
  native,
  type ReferenceInput,
} from 'paradime-integrations';
import { describe, expect, test } from 'vitest';
import { metabase } from './support/metabase.js';

/** Anything that JavaScript lets through. */
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

describe('null counts as absent', () => {
  test('in every optional attribute of every kind', () => {
    const common = { id: null, description: null, url: null, createdAt: null, upstream: null, downstream: null };
    const owned = { ...common, owner: null, tags: null, lastModifiedAt: null };
    const table = { database: null, schema: null, table: null };
    const nodes: readonly Node[] = [
      metabase.node('Question', { name: 'a', ...owned, fields: null }),
      metabase.node('Dashboard', { name: 'a', ...owned }),
      metabase.node('Model', { name: 'a', ...common, ...table, fields: null }),
    ];
    for (const node of nodes) {
      expect(Object.keys(node).toSorted()).toStrictEqual(['integration', 'kind', 'name', 'nodeType']);
    }
  });

  test('in the parts of fields and references', () => {
    const node = metabase.node('Model', {
      name: 'a',
      fields: [{ name: 'amount', description: null, type: 'measure', dataType: null }],
      upstream: [
        dbt({ table: 'orders', schema: null, database: null }),
        native('LookerLook', { name: null, id: '7' }),
        custom({ integration: 'Airflow', nodeType: 'Task', name: 'load', id: null }),
        metabase.ref('Model', { name: 'b', id: null }),
      ],
    });
    expect(node.fields).toStrictEqual([{ name: 'amount', type: 'measure' }]);
    expect(node.upstream).toStrictEqual([
      { kind: 'dbt', table: 'orders' },
      { kind: 'native', nodeType: 'LookerLook', id: '7' },
      { kind: 'custom', integration: 'Airflow', nodeType: 'Task', name: 'load' },
      { kind: 'custom', integration: 'Metabase', nodeType: 'Model', name: 'b' },
    ]);
  });

  test('but not as a name', () => {
    expect(issuesOf(() => unchecked.node('Model', { name: null }))).toMatchObject([{ code: 'empty-name' }]);
    expect(issuesOf(() => unchecked.node('Model', { name: 'a', fields: [{ name: null }] }))).toMatchObject([
      { code: 'invalid-attribute', path: ['fields'] },
    ]);
  });
});

describe('references', () => {
  const orders = metabase.node('Model', { name: 'Orders' });

  test('null and undefined entries are skipped, up to all of them', () => {
    const byId = new Map([[1, orders]]);
    const upstreamOf = (ids: readonly number[]) =>
      metabase.node('Dashboard', { name: 'a', upstream: ids.map((id) => byId.get(id)) }).upstream;
    expect(upstreamOf([7, 1, 8])).toStrictEqual([
      { kind: 'custom', integration: 'Metabase', nodeType: 'Model', name: 'Orders' },
    ]);
    expect(upstreamOf([7, 8])).toStrictEqual([]);
    expect(metabase.node('Model', { name: 'a', downstream: [null, dbt('b')] }).downstream).toHaveLength(1);
  });

  test.each<readonly [string, ReferenceInput]>([
    ['a reference', dbt('orders')],
    ['a node', orders],
  ])('%s may stand without a list', (_what, end) => {
    expect(metabase.node('Question', { name: 'a', upstream: end, downstream: end })).toStrictEqual(
      metabase.node('Question', { name: 'a', upstream: [end], downstream: [end] }),
    );
  });

  test('an issue names the place in the input, where nothing is skipped', () => {
    const issues = issuesOf(() =>
      metabase.node('Model', { name: 'a', upstream: [null, dbt('a'), undefined, dbt('')] }),
    );
    expect(issues.map(({ path }) => path)).toStrictEqual([['upstream', 3, 'table']]);
  });

  test.each(['orders', 7, {}, new Set([dbt('orders')])])('%s is not a list of references', (upstream) => {
    expect(() => unchecked.node('Model', { name: 'a', upstream })).toThrow(
      'Model "a", upstream: must be a reference or a list of references (incomplete-reference)',
    );
  });

  test('null and undefined among tags are skipped', () => {
    expect(metabase.node('Question', { name: 'a', tags: ['b', null, undefined] }).tags).toStrictEqual(['b']);
  });
});

describe('numbers as ids', () => {
  test.each([
    [17, '17'],
    [0, '0'],
    [-1, '-1'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
  ])('%d', (number, id) => {
    const node = metabase.node('Question', { name: 'a', id: number });
    expect(node.id).toBe(id);
    expect(native('LookerLook', { id: number })).toStrictEqual({ kind: 'native', nodeType: 'LookerLook', id });
    expect(metabase.ref('Question', { id: number })).toStrictEqual({
      kind: 'custom',
      integration: 'Metabase',
      nodeType: 'Question',
      id,
    });
    expect(custom({ integration: 'Airflow', nodeType: 'Task', id: number }).id).toBe(id);
    expect(metabase.node('Dashboard', { name: 'b', upstream: node }).upstream).toMatchObject([{ id, name: 'a' }]);
  });

  test('an id takes the place of the one derived from type and name', () => {
    const tool = defineIntegration({ name: 'a', identity: 'type-and-name', nodeTypes: { T: { kind: 'chart' } } });
    expect(tool.node('T', { name: 'b', id: 0 }).id).toBe('0');
  });

  test.each([
    [Number.NaN, /id: must be a string or a whole number \(got NaN\)/],
    [1.5, /id: must be a string or a whole number \(got 1.5\)/],
    [2 ** 53, /id: is a number too large to be exact \(got 9007199254740992\); pass it as a string/],
  ])('%d is refused', (id, message) => {
    for (const make of [
      () => metabase.node('Question', { name: 'a', id }),
      () => metabase.ref('Question', { id }),
      () => native('LookerLook', { id }),
      () => custom({ integration: 'Airflow', nodeType: 'Task', id }),
    ]) {
      expect(make).toThrow(message);
      expect(issuesOf(make)).toMatchObject([{ severity: 'error', code: 'invalid-attribute', path: ['id'] }]);
    }
  });
});

describe('collect', () => {
  const { node, collect } = metabase; // both work on their own

  test('returns the nodes of the valid rows and the issues of all others', () => {
    const rows = ['a', '', 'b', ' '];
    const { nodes, issues } = collect(rows, (name, index) =>
      node('Question', { name, id: index, ...(name === ' ' && { createdAt: 'May' }) }),
    );
    expect(nodes).toMatchObject([
      { name: 'a', id: '0' },
      { name: 'b', id: '2' },
    ]);
    expect(issues.map(({ code, node: { row }, path }) => [code, row, path[0]])).toStrictEqual([
      ['empty-name', 1, 'name'],
      ['invalid-timestamp', 3, 'createdAt'],
      ['empty-name', 3, 'name'],
    ]);
    expect(new InvalidNodesError(issues).message).toContain('Question "" (row 2), name: must be a non-empty string');
  });

  test('a row makes a node, several or none, in order', () => {
    const rows = new Set([0, 1, 2, 3]).values();
    const { nodes, issues } = collect(rows, (row) => {
      if (row === 0) return null;
      if (row === 3) return undefined;
      if (row === 1) return node('Model', { name: 'one' });
      return [node('Question', { name: 'two' }), node('Question', { name: 'three' })];
    });
    expect(nodes.map(({ name }) => name)).toStrictEqual(['one', 'two', 'three']);
    expect(issues).toStrictEqual([]);
  });

  test('an undeclared node type and a bad reference are issues of their row', () => {
    const types = ['Question', 'Modle'];
    const { nodes, issues } = collect(types, (type) => unchecked.node(type, { name: 'a' }));
    expect([nodes.length, issues]).toMatchObject([1, [{ code: 'unknown-node-type', node: { row: 1 } }]]);
    const references = collect([1.5], (id) => node('Question', { name: 'a', upstream: native('LookerLook', { id }) }));
    expect(references).toMatchObject({ nodes: [], issues: [{ code: 'invalid-attribute', node: { row: 0 } }] });
  });

  test('any other error passes through unchanged, and so does one without issues', () => {
    for (const error of [new TypeError('a mistake in toNode'), new InvalidNodesError([])]) {
      const work = () =>
        collect([1], () => {
          throw error;
        });
      expect(work).toThrow(error);
    }
  });

  test.each([undefined, null, { data: [] }, Promise.resolve([])])('%s is not rows', (rows) => {
    expect(() => unchecked.collect(rows, () => undefined)).toThrow(
      /^`collect` takes an array or another iterable of rows \(got a value of type (undefined|object)\)\.$/,
    );
  });
});
