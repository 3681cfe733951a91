import fc from 'fast-check';
import {
  checkNodes,
  custom,
  dbt,
  defineIntegration,
  type Issue,
  type Node,
  native,
  stableId,
} from 'paradime-integrations';
import { expect, test } from 'vitest';

const metabase = defineIntegration({
  name: 'Metabase',
  nodeTypes: { Model: { kind: 'datasource' }, Question: { kind: 'chart' }, Dashboard: { kind: 'dashboard' } },
});

const brief = ({ severity, code, node, path, message }: Issue) => ({ severity, code, at: node.index, path, message });

function only(code: Issue['code'], nodes: readonly Node[]) {
  return checkNodes(metabase, nodes)
    .filter((issue) => issue.code === code)
    .map(brief);
}

const orders = metabase.node('Model', { name: 'Orders', id: 'orders-id', upstream: [dbt('orders')] });

test.each([
  ['by name', metabase.ref('Model', 'Orders')],
  ['by id', metabase.ref('Model', { id: 'orders-id' })],
  ['by the id that its name makes', metabase.ref('Model', { id: stableId('Plain') })],
  ['with the uid besides', custom({ integration: { uid: 'u', name: 'Metabase' }, nodeType: 'Model', name: 'Orders' })],
  ['of another integration', custom({ integration: 'Airflow', nodeType: 'Task', name: 'load' })],
  ['of one that is known by uid alone', custom({ integration: { uid: 'u' }, nodeType: 'Model', name: 'nowhere' })],
  ['of a native one', native('LookerLook', { id: '1' })],
])('a reference that leads somewhere, or cannot be followed: %s', (_, reference) => {
  const plain = metabase.node('Model', { name: 'Plain' });
  const nodes = [orders, plain, metabase.node('Question', { name: 'Revenue', upstream: [reference] })];
  expect(checkNodes(metabase, nodes)).toStrictEqual([]);
});

test.each([
  [
    'a name one letter off',
    metabase.ref('Model', 'Ordres'),
    '"Ordres", which is not among the nodes; did you mean "Orders"?',
  ],
  ['a name in another case', metabase.ref('Model', 'ORDERS'), 'did you mean "Orders"?'],
  [
    'a name of another type',
    metabase.ref('Question', 'Orders'),
    'which is not among the nodes: the node of that name is a Model',
  ],
  ['an id that none has', metabase.ref('Model', { id: 'x' }), 'refers to the Model with the id "x"'],
  [
    'a name with a wrong id',
    metabase.ref('Model', { name: 'Orders', id: 'x' }),
    ': the Model of that name has another id',
  ],
  [
    'an id of another type',
    metabase.ref('Question', { id: 'orders-id' }),
    'refers to the Question with the id "orders-id", which is not among the nodes',
  ],
  [
    'a type that is not declared',
    custom({ integration: 'Metabase', nodeType: 'Modell', name: 'Orders' }),
    ': the integration has no node type "Modell"; did you mean "Model"?',
  ],
  ['nothing near', metabase.ref('Model', 'Shipments'), 'refers to the Model "Shipments", which is not among the nodes'],
])('dangling-reference: %s', (_, reference, message) => {
  const question = metabase.node('Question', { name: 'Revenue', upstream: [dbt('orders'), reference] });
  expect(only('dangling-reference', [orders, question])).toStrictEqual([
    {
      severity: 'warning',
      code: 'dangling-reference',
      at: 1,
      path: ['upstream', 1],
      message: expect.stringContaining(message),
    },
  ]);
});

test('an incomplete reference is reported as such alone, and of namesakes the first is meant', () => {
  const nodes: readonly Node[] = [
    { kind: 'datasource', nodeType: 'Model', name: 'a', id: '1' },
    {
      kind: 'datasource',
      nodeType: 'Model',
      name: 'a',
      id: '2',
      upstream: [
        { kind: 'custom', integration: 'Metabase', nodeType: 'Model' },
        { kind: 'custom', integration: 'Metabase', nodeType: 'Model', name: 'a' },
      ],
    },
  ];
  expect(checkNodes(metabase, nodes).map(({ code }) => code)).toStrictEqual(['incomplete-reference', 'duplicate-node']);
});

test('an integration that is given by uid and name is followed by its name', () => {
  const upstream = [custom({ integration: { uid: 'u', name: 'Metabase' }, nodeType: 'Model', name: 'nowhere' })];
  expect(only('dangling-reference', [metabase.node('Model', { name: 'a', upstream })])).toHaveLength(1);
});

test('self-reference, which is no cycle besides', () => {
  const nodes = [metabase.node('Question', { name: 'Revenue', downstream: [metabase.ref('Question', 'Revenue')] })];
  expect(checkNodes(metabase, nodes).map(brief)).toStrictEqual([
    { severity: 'warning', code: 'self-reference', at: 0, path: ['downstream', 0], message: 'refers to itself' },
  ]);
});

test('cycle: named in the direction of the data, over upstream and downstream references', () => {
  const nodes = [
    metabase.node('Model', { name: 'a', upstream: [metabase.ref('Model', 'c')] }),
    metabase.node('Model', {
      name: 'b',
      upstream: [metabase.ref('Model', 'a')],
      downstream: [metabase.ref('Model', 'c')],
    }),
    metabase.node('Model', { name: 'c', upstream: [metabase.ref('Model', 'b')] }),
    metabase.node('Question', { name: 'd', upstream: [metabase.ref('Model', 'c')] }),
  ];
  expect(checkNodes(metabase, nodes).map(brief)).toStrictEqual([
    {
      severity: 'warning',
      code: 'cycle',
      at: 0,
      path: [],
      message: 'is part of the cycle Model "a" -> Model "b" -> Model "c" -> Model "a"',
    },
  ]);
});

test('a long cycle is told in short, and a deep chain is none', () => {
  const chain = (length: number, isClosed: boolean): readonly Node[] =>
    Array.from({ length }, (_, index) => {
      const upstream = index > 0 ? index - 1 : isClosed ? length - 1 : undefined;
      return metabase.node('Model', {
        name: `m${index}`,
        upstream: upstream === undefined ? [] : [metabase.ref('Model', `m${upstream}`)],
      });
    });
  expect(only('cycle', chain(50_000, false))).toStrictEqual([]);
  expect(only('cycle', chain(50_000, true))[0]?.message).toMatch(/"m7" -> 49992 more -> Model "m0"$/);
});

test('a cycle of very many nodes, ids that two nodes share, and values that only JavaScript has', () => {
  const count = 150_000;
  const circle = Array.from({ length: count }, (_, index) =>
    metabase.node('Model', { name: `m${index}`, upstream: [metabase.ref('Model', `m${(index + 1) % count}`)] }),
  );
  expect(only('cycle', circle)).toHaveLength(1);
  const twins: readonly Node[] = [
    { kind: 'datasource', nodeType: 'Model', name: 'x', id: 'i' },
    { kind: 'chart', nodeType: 'Question', name: 'y', id: 'i', upstream: [metabase.ref('Model', { id: 'i' })] },
  ];
  expect(only('dangling-reference', twins)).toStrictEqual([]);
  const strange: readonly Node[] = [{ kind: 'chart', nodeType: 'Question', name: 'x' }];
  Object.assign(strange[0] ?? {}, { url: () => 1 });
  expect(checkNodes(metabase, strange).map(({ code }) => code)).toStrictEqual(['invalid-attribute']);
});

test('long names are not compared letter by letter, nor many of them', () => {
  const long = 'The revenue of all regions by month and by channel, '.repeat(3);
  const few = [long, 'short'].map((name) =>
    metabase.node('Model', { name, upstream: [metabase.ref('Model', `${name}x`)] }),
  );
  const hints = (nodes: readonly Node[]) =>
    only('dangling-reference', nodes).map(({ message }) => message.includes('did you mean'));
  expect(hints(few)).toStrictEqual([false, true]);
  const many = Array.from({ length: 5_000 }, (_, index) =>
    metabase.node('Model', { name: `n${index}`, upstream: index < 50 ? [metabase.ref('Model', `n${index}x`)] : [] }),
  );
  expect(hints(many).filter((isGiven) => isGiven)).toHaveLength(20); // 20 times 5,000 comparisons.
});

test('a cycle is reported exactly where following the references leads back', () => {
  const size = fc.integer({ min: 1, max: 8 });
  const graph = size.chain((count) => {
    const end = fc.nat({ max: count - 1 });
    return fc.record({ count: fc.constant(count), edges: fc.array(fc.tuple(end, end), { maxLength: 14 }) });
  });
  fc.assert(
    fc.property(graph, ({ count, edges }) => {
      const proper = edges.filter(([from, to]) => from !== to);
      const reach = Array.from({ length: count }, (_, start) => {
        const found = new Set<number>();
        const queue = [start];
        for (const at of queue) {
          for (const [from, to] of proper) {
            if (from !== at || found.has(to)) continue;
            found.add(to);
            queue.push(to);
          }
        }
        return found;
      });
      const groups = new Set<string>();
      for (let node = 0; node < count; node++) {
        if (!reach[node]?.has(node)) continue;
        groups.add(
          [...(reach[node] ?? [])]
            .filter((other) => reach[other]?.has(node))
            .sort()
            .join(),
        );
      }
      const nodes = Array.from({ length: count }, (_, index) =>
        metabase.node('Model', {
          name: String(index),
          downstream: edges.filter(([from]) => from === index).map(([, to]) => metabase.ref('Model', String(to))),
        }),
      );
      const cycles = only('cycle', nodes).map(({ message }) =>
        [...message.matchAll(/"(\d)"/g)].map(([, name]) => Number(name)),
      );
      expect(cycles).toHaveLength(groups.size);
      for (const cycle of cycles) {
        for (let step = 1; step < cycle.length; step++) {
          expect(proper).toContainEqual([cycle[step - 1], cycle[step]]);
        }
        expect(cycle.at(-1)).toBe(cycle[0]);
      }
      expect(only('self-reference', nodes)).toHaveLength(edges.length - proper.length);
    }),
  );
});

test('mixed-case-table', () => {
  const nodes = [
    metabase.node('Model', { name: 'a', upstream: [dbt('orders'), dbt({ schema: 'RAW', table: 'Orders' })] }),
  ];
  expect(checkNodes(metabase, nodes).map(brief)).toStrictEqual([
    {
      severity: 'warning',
      code: 'mixed-case-table',
      at: 0,
      path: ['upstream', 1, 'table'],
      message: 'refers to the table "Orders"; Paradime matches names in lower case, so write "orders"',
    },
  ]);
});

test.each([
  ['https://metabase.example.com/question/27?x=1', true],
  ['HTTP://metabase/q', true],
  ['', true],
  ['metabase.example.com/question/27', false],
  ['/question/27', false],
  ['https://', false],
  ['https:example.com', false],
  ['http:/x', false],
  ['https://x\n.com', false],
  ['javascript:alert(1)', false],
])('invalid-url: %j', (url, isFine) => {
  const issues = only('invalid-url', [metabase.node('Question', { name: 'a', url })]);
  expect(issues).toHaveLength(isFine ? 0 : 1);
  if (!isFine) expect(issues[0]).toMatchObject({ severity: 'warning', path: ['url'] });
});

test.each([
  ['unknown-node-type', { kind: 'dashboard', nodeType: 'Dashbord', name: 'a' }, 'did you mean "Dashboard"?'],
  ['unknown-attribute', { kind: 'chart', nodeType: 'Question', name: 'a', ownr: 'x' }, 'did you mean "owner"?'],
  [
    'unknown-native-node-type',
    {
      kind: 'chart',
      nodeType: 'Question',
      name: 'a',
      upstream: [{ kind: 'native', nodeType: 'TableauWorkBook', id: '1' }],
    },
    'did you mean "TableauWorkbook"?',
  ],
])('%s asks whether another word was meant', (code, node, question) => {
  const nodes: readonly Node[] = JSON.parse(JSON.stringify([node]));
  expect(checkNodes(metabase, nodes)).toMatchObject([{ code, message: expect.stringContaining(question) }]);
});
