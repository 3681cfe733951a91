import { instance } from '@viz-js/viz';
import fc from 'fast-check';
import { custom, dbt, defineIntegration, type Node, native } from 'paradime-integrations';
import { readDbtProject } from 'paradime-integrations/dbt';
import { lineageGraph, toDot, toMermaid } from 'paradime-integrations/graph';
import { describe, expect, test } from 'vitest';
import { manifest, model, sourceTable } from './support/dbt.js';

const metabase = defineIntegration({
  name: 'Metabase',
  nodeTypes: { Model: { kind: 'datasource' }, Question: { kind: 'chart' }, Dashboard: { kind: 'dashboard' } },
});

const estate: readonly Node[] = [
  metabase.node('Model', { name: 'Orders', upstream: [dbt({ schema: 'marts', table: 'orders' }), dbt('raw')] }),
  metabase.node('Question', {
    name: 'Revenue',
    upstream: [metabase.ref('Model', 'Orders'), dbt('raw'), metabase.ref('Model', 'Gone')],
    downstream: [metabase.ref('Dashboard', 'Sales')],
  }),
  metabase.node('Dashboard', {
    name: 'Sales',
    upstream: [
      metabase.ref('Question', 'Revenue'),
      native('TableauWorkbook', { id: '7' }),
      custom({ integration: { uid: 'u' }, nodeType: 'Task', name: 'load' }),
    ],
  }),
];

test('nodes, what they refer to, and edges in the direction of the data, each once', () => {
  expect(lineageGraph(metabase, estate)).toStrictEqual({
    integration: 'Metabase',
    nodes: [
      { id: 'n0', role: 'node', label: 'Orders', nodeType: 'Model', kind: 'datasource', index: 0 },
      { id: 'n1', role: 'node', label: 'Revenue', nodeType: 'Question', kind: 'chart', index: 1 },
      { id: 'n2', role: 'node', label: 'Sales', nodeType: 'Dashboard', kind: 'dashboard', index: 2 },
      { id: 'x0', role: 'table', label: 'marts.orders' },
      { id: 'x1', role: 'table', label: 'raw' },
      { id: 'x2', role: 'missing', label: 'Gone', nodeType: 'Model' },
      { id: 'x3', role: 'native', label: '7', nodeType: 'TableauWorkbook' },
      { id: 'x4', role: 'custom', label: 'load', nodeType: 'Task', integration: 'u' },
    ],
    edges: [
      ['x0', 'n0'],
      ['x1', 'n0'],
      ['n0', 'n1'],
      ['x1', 'n1'],
      ['x2', 'n1'],
      ['n1', 'n2'],
      ['x3', 'n2'],
      ['x4', 'n2'],
    ].map(([from, to]) => ({ from, to })),
  });
});

test('a reference by id, and references that lead nowhere by different ids', () => {
  const nodes = [
    metabase.node('Model', { name: 'a', id: 'i' }),
    metabase.node('Question', {
      name: 'b',
      upstream: [
        metabase.ref('Model', { id: 'i' }),
        metabase.ref('Model', { id: 'j' }),
        metabase.ref('Model', { id: 'k' }),
      ],
    }),
  ];
  const { nodes: drawn, edges } = lineageGraph(metabase, nodes);
  expect(drawn.slice(2).map(({ role, label }) => [role, label])).toStrictEqual([
    ['missing', 'j'],
    ['missing', 'k'],
  ]);
  expect(edges).toHaveLength(3);
});

test('Mermaid', () => {
  expect(toMermaid(lineageGraph(metabase, estate))).toBe(
    [
      'flowchart LR',
      '  n0[/"Orders (Model)"/]',
      '  n1("Revenue (Question)")',
      '  n2[["Sales (Dashboard)"]]',
      '  x0[("marts.orders")]',
      '  x1[("raw")]',
      '  x2["Gone (Model)"]:::missing',
      '  x3{{"7 (TableauWorkbook)"}}',
      '  x4{{"load (u Task)"}}',
      ...['x0 --> n0', 'x1 --> n0', 'n0 --> n1', 'x1 --> n1', 'x2 --> n1', 'n1 --> n2', 'x3 --> n2', 'x4 --> n2'].map(
        (edge) => `  ${edge}`,
      ),
      '  classDef missing stroke-dasharray:4 3,stroke:#c23030',
      '',
    ].join('\n'),
  );
});

test('DOT', () => {
  const dot = toDot(lineageGraph(metabase, estate));
  expect(dot).toContain('digraph "Metabase" {\n  rankdir=LR;');
  expect(dot).toContain(
    '  n2 [label="Sales (Dashboard)", peripheries=2];\n  x0 [label="marts.orders", shape=cylinder];',
  );
  expect(dot).toContain('  x2 -> n1;\n');
});

describe('hostile names', () => {
  const names = [
    '<img src=x onerror=alert(1)>',
    'a "quoted" \'name\' \\',
    'two\nlines\r\nend',
    'x'.repeat(2_000),
    '\u202eright to left',
    '😀 `code` #35; &amp; ]}) --> n0; click n0 "javascript:alert(1)"',
    '</script>',
    '%%{init: {}}%%',
    ' ',
  ];
  const nodes = names.map((name): Node => ({ kind: 'datasource', nodeType: 'Model', name, upstream: [dbt(name)] }));
  const graph = lineageGraph(metabase, nodes);

  test('Mermaid: labels hold nothing but letters, numbers of characters, and what is harmless', () => {
    const lines = toMermaid(graph)
      .split('\n')
      .slice(1, 1 + graph.nodes.length);
    for (const line of lines) {
      expect(line).toMatch(/^ {2}[nx]\d+(\[\/|\[\()"(?:[\p{L}\p{M}\p{N} .,:_…()-]|#\d+;)*"(\/\]|\)\])$/u);
    }
    expect(lines[0]).toContain('#60;img src#61;x onerror#61;alert(1)#62;');
    expect(lines[3]?.length).toBeLessThan(110);
  });

  test('DOT: Graphviz reads each name as it was, but for its length and line breaks', async () => {
    const viz = await instance();
    const { objects = [] } = JSON.parse(viz.renderString(toDot(graph), { format: 'json' }));
    const labels = objects.map(({ label }: { label: string }) => label);
    expect(labels.slice(0, 3)).toStrictEqual(
      ['<img src=x onerror=alert(1)> (Model)', 'a \\"quoted\\" \'name\' \\\\ (Model)', 'two lines end (Model)'].map(
        (label) => label.replaceAll('\\"', '"'),
      ),
    );
    expect(labels[4]).toBe('right to left (Model)');
  });

  test('DOT: any name can be read', async () => {
    const viz = await instance();
    const name = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => text.trim() !== '');
    fc.assert(
      fc.property(fc.array(name, { maxLength: 4 }), (some) => {
        const drawn = lineageGraph(
          metabase,
          some.map((one) => ({ kind: 'chart', nodeType: one, name: one, upstream: [dbt(one)] })),
        );
        const { status, output } = viz.render(toDot(drawn), { format: 'json' });
        expect(status).toBe('success');
        const { objects = [], edges = [] } = JSON.parse(output ?? '{}');
        expect([objects.length, edges.length]).toStrictEqual([drawn.nodes.length, drawn.edges.length]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('with a dbt project', async () => {
  const project = await readDbtProject(
    manifest([
      model('orders', { depends_on: { nodes: ['model.shop.mid', 'source.shop.crm.users'] } }),
      model('mid', { config: { materialized: 'ephemeral' }, depends_on: { nodes: ['model.shop.stg'] } }),
      model('stg', { alias: 'staged', depends_on: { nodes: ['source.shop.crm.users', 'model.shop.orders'] } }),
      sourceTable('crm', 'users'),
    ]),
  );
  const nodes = [
    metabase.node('Model', {
      name: 'a',
      upstream: [dbt('orders'), dbt({ model: 'orders' }), dbt('ordes'), dbt('mid')],
    }),
  ];
  const drawn = (tableDepth?: number) => {
    const graph = lineageGraph(metabase, nodes, { dbt: project, tableDepth });
    const labels = new Map(graph.nodes.map(({ id, label }) => [id, label]));
    return graph.edges.map(({ from, to }) => `${labels.get(from)} -> ${labels.get(to)}`);
  };

  test('references lead to its tables, whichever of their names they give', () => {
    expect(drawn()).toEqual(['analytics.marts.orders -> a', 'ordes -> a', 'analytics.marts.staged -> a']);
    expect(lineageGraph(metabase, nodes, { dbt: project }).nodes).toContainEqual({
      id: 'x0',
      role: 'table',
      label: 'analytics.marts.orders',
      uniqueId: 'model.shop.orders',
    });
  });

  test('what the tables are made from is added step by step, through ephemeral models', () => {
    const first = [
      ...drawn(),
      'analytics.marts.staged -> analytics.marts.orders',
      'raw.crm.users -> analytics.marts.orders',
      'raw.crm.users -> analytics.marts.staged',
      'analytics.marts.orders -> analytics.marts.staged',
    ];
    expect(drawn(1)).toEqual(first);
    expect(drawn(Number.POSITIVE_INFINITY)).toEqual(first);
  });

  test('tables that it does not have are dashed', () => {
    const graph = lineageGraph(metabase, nodes, { dbt: project });
    expect(toMermaid(graph)).toContain('  x1[("ordes")]:::missing\n');
    expect(toMermaid(graph)).toContain('  x0[("analytics.marts.orders")]\n');
    expect(toDot(graph)).toContain('x1 [label="ordes", shape=cylinder, style=dashed, color="#c23030"]');
  });
});
