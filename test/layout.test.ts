import fc from 'fast-check';
import { iconNames } from 'paradime-integrations/icons';
import { describe, expect, test } from 'vitest';
import { iconPaths } from '../explorer/src/icon-path.js';
import { type LayoutRequest, nodeSize } from '../explorer/src/layout/layout.js';
import { layoutBySweep } from '../explorer/src/layout/sweep.js';
import { createLook } from '../explorer/src/look.js';
import { hexOf } from '../explorer/src/node-color.js';

/** Graphs of any shape, with cycles, isolated nodes and duplicate edges. */
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
  test('no two nodes overlap, and none is left out', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const points = layoutBySweep(graph).boxes;
        expect(points).toHaveLength(graph.count);
        for (const [index, { x, y }] of points.entries()) {
          expect(Number.isFinite(x) && Number.isFinite(y) && y >= -0.001).toBe(true);
          const overlapping = points.filter(
            (other, at) =>
              at > index && Math.abs(other.x - x) < nodeSize.width && Math.abs(other.y - y) < nodeSize.height - 0.001,
          );
          expect(overlapping).toStrictEqual([]);
        }
      }),
    );
  });

  test('without cycles every edge points to the right', () => {
    fc.assert(
      fc.property(anyGraph, ({ count, edges }) => {
        const forward = edges.map(([from, to]): [number, number] => (from < to ? [from, to] : [to, from]));
        const points = layoutBySweep({ count, edges: forward }).boxes;
        for (const [from, to] of forward)
          expect((points[to]?.x ?? 0) - (points[from]?.x ?? 0)).toBeGreaterThan(nodeSize.width);
      }),
    );
  });

  test('a source is placed next to the node that reads from it', () => {
    const points = layoutBySweep({
      count: 4,
      edges: [
        [0, 1],
        [1, 2],
        [3, 2],
      ],
    }).boxes;
    expect(points[3]?.x).toBe(points[1]?.x);
  });

  test('edges cross less than with the nodes in their given order', () => {
    // Two layers in opposite order: each node of the second reads from one node of the first.
    const width = 20;
    const edges = Array.from({ length: width }, (_, node): [number, number] => [node, 2 * width - 1 - node]);
    const points = layoutBySweep({ count: 2 * width, edges }).boxes;
    for (const [from, to] of edges) expect(points[to]?.y).toBeCloseTo(points[from]?.y ?? Number.NaN);
  });

  test('a large drawing has roughly the proportions of a screen', () => {
    const points = layoutBySweep(randomLayers(1_000)).boxes;
    const width = Math.max(...points.map(({ x }) => x));
    const height = Math.max(...points.map(({ y }) => y));
    expect(width / height).toBeGreaterThan(1);
    expect(width / height).toBeLessThan(2.5);
  });
});

describe('icons and colours of node types', () => {
  test('every icon has its own picture, and an unknown name has that of the default', () => {
    const pictures = iconNames.filter((name) => name !== 'blank').map((name) => iconPaths(name).join());
    expect(pictures).not.toContain('');
    const unlike = iconNames.filter(
      (name) => name !== 'intersection' && iconPaths(name).join() === iconPaths('intersection').join(),
    );
    expect(unlike).toStrictEqual([]);
    expect(iconPaths('no-such-icon')).toStrictEqual(iconPaths('intersection'));
    expect(iconPaths('constructor')).toStrictEqual(iconPaths('intersection'));
  });

  test('a node type without them, or a node without a known type, has the defaults', () => {
    const lookOf = createLook([
      { name: 'Plain', icon: null, color: null },
      { name: 'Fancy', icon: 'database', color: 'TEAL' },
    ]);
    const ofType = (nodeType: string) =>
      lookOf({
        id: 'n0',
        role: 'NODE',
        label: 'Orders',
        nodeType,
        kind: 'CHART',
        integration: null,
        integrationUid: null,
      });
    expect(ofType('Plain')).toStrictEqual({ icon: 'intersection', color: hexOf('ORANGE') });
    expect(ofType('Unknown')).toStrictEqual(ofType('Plain'));
    expect(ofType('Fancy')).toStrictEqual({ icon: 'database', color: hexOf('TEAL') });
  });
});
