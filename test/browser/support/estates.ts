import { type Definition, dbt, defineIntegration, type Node } from 'paradime-integrations';
import { layeredEstate } from '../../support/layered-estate.js';
import { readEstate, superset } from './published.js';

export interface Estate {
  readonly definition: Definition;
  readonly nodes: readonly Node[];
}

/** Integrations of typical shapes and sizes, up to 300 nodes. */
export const estates = {
  example: async () => superset,
  metabase: readEstate,
  pipeline: async () => pipelineEstate(),
  'nodes-120': async () => domainEstate(20),
  'nodes-300': async () => layeredEstate(60),
  chain: async () => chainEstate(100),
  star: async () => starEstate(60),
  cycles: async () => cyclicEstate(),
} satisfies Readonly<Record<string, () => Promise<Estate>>>;

const domains = ['orders', 'customers', 'payments', 'refunds', 'stores', 'menus', 'couriers', 'ratings'] as const;

/** Jobs of a pipeline, whose names share a long beginning and differ at the end. */
function pipelineEstate(): Estate {
  const jobs = defineIntegration({
    name: 'Jobs',
    nodeTypes: {
      Job: { kind: 'chart', icon: 'flows' },
      Dataset: { kind: 'datasource', icon: 'database', color: 'TEAL' },
    },
  });
  const start = 'company_data_platform_production.warehouse.food_delivery';
  const nodes: Node[] = [];
  let former: Node | undefined;
  for (const domain of domains) {
    const raw = jobs.node('Dataset', { name: `${start}.raw_${domain}_received_daily_from_the_message_queue` });
    const load = jobs.node('Job', { name: `${start}/etl_load_${domain}_with_deduplication_daily`, upstream: [raw] });
    const clean = jobs.node('Dataset', { name: `${start}.clean_${domain}`, upstream: [load] });
    const upstream = former ? [clean, former] : [clean];
    const report = jobs.node('Job', { name: `${start}/etl_report_${domain}_daily`, upstream });
    nodes.push(raw, load, clean, report);
    former = clean;
  }
  return { definition: jobs, nodes };
}

const layers = ['raw', 'stg', 'int', 'dim', 'fct', 'mart'] as const;

/** Six layers of `width` nodes each, whose names begin with a path of their own. */
function domainEstate(width: number): Estate {
  const models = defineIntegration({
    name: 'Models',
    nodeTypes: { Model: { kind: 'datasource', icon: 'cube', color: 'TEAL' }, Mart: { kind: 'chart', color: 'VIOLET' } },
  });
  const nodes: Node[] = [];
  let former: readonly Node[] = [];
  for (const [layer, prefix] of layers.entries()) {
    const current = Array.from({ length: width }, (_, place) => {
      const others = [place, (place * 7 + layer) % width].slice(0, place % 3 === 0 ? 1 : 2).map((at) => former[at]);
      const far = place % 5 === 0 ? nodes.at(place - 2 * width) : undefined;
      const upstream = new Set([...others, layer > 1 ? far : undefined].filter((node) => node !== undefined));
      const name = `analytics_production.${domains[place % domains.length]}_team.${prefix}_${domains[place % domains.length]}_${place}`;
      return models.node(prefix === 'mart' ? 'Mart' : 'Model', { name, upstream: [...upstream] });
    });
    nodes.push(...current);
    former = current;
  }
  return { definition: models, nodes };
}

function chainEstate(length: number): Estate {
  const chain = defineIntegration({ name: 'Chain', nodeTypes: { Step: { kind: 'datasource', icon: 'cube' } } });
  const nodes: Node[] = [];
  for (let step = 0; step < length; step++) {
    const former = nodes.at(-1);
    nodes.push(chain.node('Step', { name: `Step ${step + 1}`, upstream: former ? [former] : [] }));
  }
  return { definition: chain, nodes };
}

function starEstate(leaves: number): Estate {
  const star = defineIntegration({ name: 'Star', nodeTypes: { Chart: { kind: 'chart', color: 'VIOLET' } } });
  const nodes = Array.from({ length: leaves }, (_, leaf) =>
    star.node('Chart', { name: `Revenue of region ${leaf + 1}`, upstream: [dbt('orders')] }),
  );
  return { definition: star, nodes };
}

/** A cycle of three nodes, one of which refers to itself, with a node before and one after. */
function cyclicEstate(): Estate {
  const cycles = defineIntegration({ name: 'Cycles', nodeTypes: { Step: { kind: 'datasource', icon: 'cube' } } });
  const step = (name: string, ...upstream: readonly string[]): Node =>
    cycles.node('Step', { name, upstream: upstream.map((other) => cycles.ref('Step', other)) });
  return {
    definition: cycles,
    nodes: [step('start'), step('a', 'start', 'c'), step('b', 'a', 'b'), step('c', 'b'), step('end', 'c')],
  };
}
