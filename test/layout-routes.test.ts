import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LayoutRequest } from '../explorer/src/layout/layout.js';
import { layoutBySweep } from '../explorer/src/layout/sweep.js';
import { labelsOf } from '../explorer/src/model/labels.js';

const anyGraph = fc.integer({ min: 2, max: 40 }).chain((count): fc.Arbitrary<LayoutRequest> => {
  const node = fc.nat({ max: count - 1 });
  return fc.record({
    count: fc.constant(count),
    edges: fc.array(fc.tuple(node, node), { maxLength: 80 }),
    room: fc.record({ width: fc.integer({ min: 300, max: 2_000 }), height: fc.integer({ min: 300, max: 1_200 }) }),
  });
});

test('routes begin and end at their nodes, and their corners lie outside all nodes', () => {
  fc.assert(
    fc.property(anyGraph, (graph) => {
      const { boxes, points, starts } = layoutBySweep(graph);
      for (const [edge, [from, to]] of graph.edges.entries()) {
        const route = points.subarray(starts[edge], starts[edge + 1]);
        const [source, target] = [boxes[from], boxes[to]];
        expect(route[0]).toBeCloseTo((source?.x ?? 0) + (source?.width ?? 0), 1);
        expect(route.at(-2)).toBeCloseTo(target?.x ?? 0, 1);
        for (let at = 0; at < route.length; at += 2) {
          const [x = 0, y = 0] = route.subarray(at, at + 2);
          const inside = boxes.filter(
            (box) => x > box.x + 1 && x < box.x + box.width - 1 && y > box.y + 1 && y < box.y + box.height - 1,
          );
          expect(inside).toStrictEqual([]);
        }
      }
    }),
    { numRuns: 50 },
  );
}, 20_000);

test('a node more moves few of the others', () => {
  const edges = Array.from({ length: 40 }, (_, at): [number, number] => [at, 40 + ((at * 7) % 20)]);
  const before = layoutBySweep({ count: 60, edges });
  const former = Float64Array.from([...before.boxes.map(({ y }) => y), Number.NaN]);
  const after = layoutBySweep({ count: 61, edges: [...edges, [3, 60]], former });
  const moved = before.boxes.filter(({ y }, node) => Math.abs(y - (after.boxes[node]?.y ?? 0)) > 60);
  expect(moved.length).toBeLessThan(12);
});

test('titles lose what the names of a type share, as far as they remain different', () => {
  const node = (label: string, nodeType = 'Model') => {
    return { id: label, role: 'NODE', label, nodeType, kind: null, integration: null, integrationUid: null } as const;
  };
  const titlesOf = (...names: readonly string[]) =>
    [...labelsOf({ nodes: names.map((name) => node(name)) }).values()].map(({ title }) => title);
  expect(titlesOf('wh.sales.orders', 'wh.sales.refunds')).toStrictEqual(['orders', 'refunds']);
  expect(titlesOf('wh.a.orders', 'wh.b.orders', 'wh.a.x', 'wh.b.x')).toStrictEqual([
    'a.orders',
    'b.orders',
    'a.x',
    'b.x',
  ]);
  expect(titlesOf('orders', 'wh.orders')).toStrictEqual(['orders', 'wh.orders']);
  expect(titlesOf('Revenue of region 1', 'Revenue of region 2', 'Revenue of region 3')[0]).toBe('region 1');
  // A number alone says too little.
  expect(titlesOf('Dashboard number 1', 'Dashboard number 2', 'Dashboard number 3')[0]).toBe('number 1');
});
