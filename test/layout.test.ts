import fc from 'fast-check';
import { iconNames } from 'paradime-integrations/icons';
import { describe, expect, test } from 'vitest';
import { iconPaths } from '../explorer/src/icon-path.js';
import { type LayoutRequest, nodeSize } from '../explorer/src/layout/layout.js';
import { layoutBySweep } from '../explorer/src/layout/sweep.js';

/** Graphs of any shape: cycles, nodes that stand alone, edges that are there twice. */
const anyGraph = fc.integer({ min: 2, max: 120 }).chain((count): fc.Arbitrary<LayoutRequest> => {
  const node = fc.nat({ max: count - 1 });
  const edge = fc.tuple(node, node).filter(([from, to]) => from !== to);
  return fc.record({ count: fc.constant(count), edges: fc.array(edge, { maxLength: 300 }) });
});

function randomLayers(width: number): LayoutRequest {
  const edges = Array.from({ length: 4 * width }, (_, node): [number, number][] =>
    [0, 3, 7].map((step) => [node, width * (Math.floor(node / width) + 1) + ((node + step) % width)]),
  ).flat();
  return { count: 5 * width, edges };
}

describe('the layout of large graphs', () => {
  test('no two nodes stand on each other, and none is left out', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const points = layoutBySweep(graph);
        expect(points).toHaveLength(graph.count);
        for (const [index, { x, y }] of points.entries()) {
          expect(Number.isFinite(x) && Number.isFinite(y) && y >= -0.001).toBe(true);
          for (const other of points.slice(index + 1)) {
            const isApart = Math.abs(other.x - x) >= nodeSize.width || Math.abs(other.y - y) >= nodeSize.height - 0.001;
            expect(isApart).toBe(true);
          }
        }
      }),
    );
  });

  test('without cycles every edge leads to the right', () => {
    fc.assert(
      fc.property(anyGraph, ({ count, edges }) => {
        const forward = edges.map(([from, to]): [number, number] => (from < to ? [from, to] : [to, from]));
        const points = layoutBySweep({ count, edges: forward });
        for (const [from, to] of forward)
          expect((points[to]?.x ?? 0) - (points[from]?.x ?? 0)).toBeGreaterThan(nodeSize.width);
      }),
    );
  });

  test('a source stands next to what reads from it', () => {
    const points = layoutBySweep({
      count: 4,
      edges: [
        [0, 1],
        [1, 2],
        [3, 2],
      ],
    });
    expect(points[3]?.x).toBe(points[1]?.x);
  });

  test('edges cross less than in the order in which the nodes come', () => {
    // Two layers, each node of the second read from one of the first, in opposite order.
    const width = 20;
    const edges = Array.from({ length: width }, (_, node): [number, number] => [node, 2 * width - 1 - node]);
    const points = layoutBySweep({ count: 2 * width, edges });
    for (const [from, to] of edges) expect(points[to]?.y).toBeCloseTo(points[from]?.y ?? Number.NaN);
  });

  test('a large picture has about the shape of a screen', () => {
    const points = layoutBySweep(randomLayers(1_000));
    const width = Math.max(...points.map(({ x }) => x));
    const height = Math.max(...points.map(({ y }) => y));
    expect(width / height).toBeGreaterThan(1);
    expect(width / height).toBeLessThan(2.5);
  });
});

test('every icon has its own picture, and what is none has that of the default', () => {
  const pictures = iconNames.filter((name) => name !== 'blank').map((name) => iconPaths(name).join());
  expect(pictures).not.toContain('');
  const unlike = iconNames.filter(
    (name) => name !== 'intersection' && iconPaths(name).join() === iconPaths(null).join(),
  );
  expect(unlike).toStrictEqual([]);
  expect(iconPaths('no-such-icon')).toStrictEqual(iconPaths('intersection'));
  expect(iconPaths('constructor')).toStrictEqual(iconPaths('intersection'));
});
