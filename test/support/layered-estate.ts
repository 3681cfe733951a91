import { type Definition, defineIntegration, type Node } from 'paradime-integrations';

const layers = [
  { nodeType: 'Source', readsFrom: 0 },
  { nodeType: 'Model', readsFrom: 4 },
  { nodeType: 'Model', readsFrom: 4 },
  { nodeType: 'Chart', readsFrom: 4 },
  { nodeType: 'Dashboard', readsFrom: 3 },
] as const;

/** An estate of five layers of `width` nodes each, and 15 edges for each of a layer: most near, some far. */
export function layeredEstate(width: number): { readonly definition: Definition; readonly nodes: readonly Node[] } {
  const definition = defineIntegration({
    name: 'Estate',
    identity: 'type-and-name',
    nodeTypes: {
      Source: { kind: 'datasource', icon: 'database', color: 'TEAL' },
      Model: { kind: 'datasource', icon: 'cube', color: 'ORANGE' },
      Chart: { kind: 'chart', icon: 'pie-chart', color: 'VIOLET' },
      Dashboard: { kind: 'dashboard', icon: 'dashboard', color: 'MANDY' },
    },
  });
  const nodes: Node[] = [];
  let former: readonly Node[] = [];
  for (const [layer, { nodeType, readsFrom }] of layers.entries()) {
    const current = Array.from({ length: width }, (_, place) => {
      const upstream = Array.from(
        { length: readsFrom },
        (_, step) => former[(place + step * (3 + (place % 11))) % width],
      );
      return definition.node(nodeType, {
        name: `${nodeType} ${layer}-${place}`,
        upstream: upstream.filter((node) => node !== undefined),
      });
    });
    nodes.push(...current);
    former = current;
  }
  return { definition, nodes };
}
