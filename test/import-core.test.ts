// The core that all importers share, with nodes that no importer of this version makes.

import fc from 'fast-check';
import { checkNodes, type Node, Paradime, planPublication } from 'paradime-integrations';
import { importSuperset } from 'paradime-integrations/import';
import { startSandbox } from 'paradime-integrations/sandbox';
import { describe, expect, test } from 'vitest';
import { assemble } from '../src/import/core/assemble.js';
import type { Draft, NodeLink } from '../src/import/core/draft.js';
import { checkImportOptions, type ImportOptions } from '../src/import/core/options.js';
import { SkipList } from '../src/import/core/skip-list.js';
import { estate, zipOf } from './support/superset.js';

function importOf(drafts: readonly Draft[], options: ImportOptions = {}) {
  return assemble(drafts, {}, checkImportOptions('importTest', options, 'Test'), new SkipList());
}

function draft(id: string, more: Partial<Draft> = {}): Draft {
  return { id, kind: 'chart', type: 'Report', name: `The ${id}`, groups: [], upstream: [], ...more };
}

function link(id: string, of: NodeLink['of'] = 'chart', type = 'Chart'): NodeLink {
  return { kind: 'node', id, of, type };
}

describe('node types', () => {
  test('one that stands for several kinds gets the kind as a suffix, whatever the order', () => {
    const drafts = [
      draft('1', { kind: 'datasource', type: 'Report' }),
      draft('2', { kind: 'dashboard', type: 'Report', upstream: [link('1'), link('3')] }),
      draft('3', { kind: 'chart', type: 'Report' }),
      draft('4', { kind: 'chart', type: 'Report (dashboard)' }),
    ];
    const expected = importOf(drafts);
    expect(expected.nodes.map(({ kind, nodeType }) => `${kind}: ${nodeType}`)).toStrictEqual([
      'datasource: Report (datasource)',
      'dashboard: Report (dashboard) (dashboard)',
      'chart: Report',
      'chart: Report (dashboard)',
    ]);
    expect(expected.nodes[1]?.upstream).toMatchObject([{ nodeType: 'Report (datasource)' }, { nodeType: 'Report' }]);
    expect(importOf(drafts.toReversed())).toStrictEqual(expected);
    expect(checkNodes(expected.definition, expected.nodes)).toStrictEqual([]);
  });

  test('a look may be given for the type with or without the suffix', () => {
    const drafts = [draft('1'), draft('2', { kind: 'dashboard' })];
    const { definition } = importOf(drafts, {
      nodeTypes: { Report: { color: 'CORAL' }, 'Report (dashboard)': { icon: 'cube' } },
    });
    expect(definition.nodeTypes).toStrictEqual({
      Report: { kind: 'chart', icon: 'timeline-line-chart', color: 'CORAL' },
      'Report (dashboard)': { kind: 'dashboard', icon: 'cube', color: 'CORAL' },
    });
  });

  test('a reference to a node that the input never had has the default type', () => {
    const { definition, nodes } = importOf([draft('1', { upstream: [link('gone', 'chart', 'Job')] })]);
    expect(nodes[0]?.upstream).toStrictEqual([{ kind: 'custom', integration: 'Test', nodeType: 'Job', id: 'gone' }]);
    expect(Object.keys(definition.nodeTypes)).toStrictEqual(['Job', 'Report']);
  });

  test('may have the names of properties of all objects', () => {
    const { definition, nodes } = importOf([draft('1', { type: '__proto__' }), draft('2', { type: 'constructor' })]);
    expect(Object.keys(definition.nodeTypes)).toStrictEqual(['__proto__', 'constructor']);
    expect(nodes.map(({ nodeType }) => nodeType)).toStrictEqual(['__proto__', 'constructor']);
  });
});

describe('nodes', () => {
  test('have the attributes of their kind, and no empty ones', () => {
    const all = {
      description: 'd',
      url: '',
      owner: 'o',
      tags: ['t'],
      createdAt: 1,
      lastModifiedAt: 2,
      fields: [{ name: 'f' }],
      database: 'd',
      schema: 's',
      table: 't',
    };
    const { nodes } = importOf([
      draft('1', { ...all, kind: 'chart' }),
      draft('2', { ...all, kind: 'dashboard', type: 'Board' }),
      draft('3', { ...all, kind: 'datasource', type: 'Data', fields: [], description: '' }),
    ]);
    const keys = nodes.map((node) =>
      Object.keys(node)
        .filter((key) => key in all)
        .toSorted(),
    );
    expect(keys).toStrictEqual([
      ['createdAt', 'description', 'fields', 'lastModifiedAt', 'owner', 'tags'],
      ['createdAt', 'description', 'lastModifiedAt', 'owner', 'tags'],
      ['createdAt', 'database', 'schema', 'table'],
    ]);
  });

  test('that Paradime would refuse are skipped by name', () => {
    const { nodes, summary } = importOf([
      draft('1', { createdAt: 'yesterday' }),
      draft('2', { name: ' ' }),
      draft('3'),
    ]);
    expect(nodes.map(({ id }) => id)).toStrictEqual(['3']);
    expect(summary.skipped).toMatchObject([
      { what: 'Report', count: 1, examples: ['The 1'] },
      { what: 'Report', count: 1, examples: [' '] },
    ]);
    expect(summary.withUpstream + summary.withoutUpstream.length).toBe(1);
  });

  test('refer once to what several links lead to, and to native nodes as they are', () => {
    const orders = { kind: 'dbt', table: 'orders' } as const;
    const workbook = { kind: 'native', nodeType: 'TableauWorkbook', id: '7' } as const;
    const { nodes } = importOf([draft('1', { upstream: [orders, workbook, orders], downstream: [orders] })]);
    expect(nodes[0]).toMatchObject({ upstream: [orders, workbook], downstream: [orders] });
  });
});

/** Drafts with links at random, cycles and links to missing nodes among them. */
const drafts = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 10 }).chain((ids) =>
  fc.tuple(
    ...ids.map((id) =>
      fc
        .record({
          kind: fc.constantFrom('chart', 'dashboard', 'datasource'),
          type: fc.constantFrom('Report', 'Chart', 'Data'),
          group: fc.constantFrom('a', 'b', 'c'),
          ends: fc.array(fc.integer({ min: 1, max: 14 }), { maxLength: 4 }),
        })
        .map(({ kind, type, group, ends }): Draft => {
          return draft(`${id}`, { kind, type, groups: [[group]], upstream: ends.map((end) => link(`${end}`)) });
        }),
    ),
  ),
);

test('nothing is lost, and order does not matter', () => {
  fc.assert(
    fc.property(drafts, fc.boolean(), (all, isNarrowed) => {
      const options = isNarrowed ? { exclude: ['a'] } : {};
      const isLeftOut = ({ groups }: Draft) => isNarrowed && groups[0]?.[0] === 'a';
      fc.pre(!all.every(isLeftOut));
      const { definition, nodes, summary } = importOf(all, options);
      expect(importOf(all.toReversed(), options)).toStrictEqual({ definition, nodes, summary });
      const kept = all.filter((each) => !isLeftOut(each));
      expect(nodes.map(({ id }) => id).toSorted()).toStrictEqual(kept.map(({ id }) => id).toSorted());
      const leftOut = new Set(all.filter(isLeftOut).map(({ id }) => id));
      for (const { id, upstream } of kept) {
        const ends = new Set(upstream.flatMap((end) => ('id' in end && !leftOut.has(end.id ?? '') ? end.id : [])));
        const node = nodes.find((each) => each.id === id);
        expect(new Set(idsOf(node))).toStrictEqual(ends);
      }
      expect(summary.withUpstream + summary.withoutUpstream.length).toBe(nodes.length);
      const issues = checkNodes(definition, nodes).filter(({ severity }) => severity === 'error');
      expect(issues).toStrictEqual([]);
    }),
  );
});

function idsOf(node: Node | undefined): readonly (string | undefined)[] {
  return (node?.upstream ?? []).map((end) => ('id' in end ? end.id : undefined));
}

test('publishing an import a second time changes nothing, whatever the order of its files', async () => {
  await using sandbox = await startSandbox();
  const paradime = new Paradime(sandbox);
  const first = await importSuperset(zipOf(estate));
  const { manifest, integration } = await paradime.publish(first.definition, first.nodes, { manifest: true });
  expect(sandbox.nodes(integration.uid)).toHaveLength(7);
  const second = await importSuperset(zipOf(estate.toReversed()));
  const { counts, definition } = planPublication(second.definition, second.nodes, manifest);
  expect(counts).toStrictEqual({ added: 0, changed: 0, removed: 0, unchanged: 7 });
  expect(definition).toStrictEqual(planPublication(first.definition, first.nodes, manifest).definition);
});
