// Publishes the cards and dashboards of a Metabase from rows with numbers as ids, and null for what is absent.

import { dbt, defineIntegration, InvalidNodesError, Paradime } from 'paradime-integrations';
import { readCards, readDashboards } from './metabase-api.js';

const metabase = defineIntegration({
  name: 'Metabase',
  nodeTypes: {
    Model: { kind: 'datasource', icon: 'database', color: 'ORANGE' },
    Question: { kind: 'chart', icon: 'pie-chart', color: 'TEAL' },
    Dashboard: { kind: 'dashboard' },
  },
});

const cards = metabase.collect(await readCards(), (card) => {
  if (card.archived) return null;
  const { id, name, description, table, source_card_id: model, created_at: createdAt } = card;
  const fields = card.result_metadata?.map(({ base_type, ...column }) => ({ ...column, dataType: base_type }));
  const upstream = [
    table && dbt({ table: table.name, schema: table.schema }),
    model === null ? null : metabase.ref('Model', { id: model }),
  ];
  const common = { id, name, description, createdAt, fields, upstream };
  return card.type === 'model'
    ? metabase.node('Model', { ...common, table: table?.name, schema: table?.schema })
    : metabase.node('Question', { ...common, owner: card.creator?.email, lastModifiedAt: card.updated_at });
});

const cardById = new Map(cards.nodes.map((node) => [node.id, node]));
const dashboards = metabase.collect(await readDashboards(), ({ id, name, description, creator, dashcards }) =>
  metabase.node('Dashboard', {
    id: `dashboard-${id}`, // cards and dashboards are numbered separately
    name,
    description,
    owner: creator?.email,
    upstream: dashcards.map(({ card_id }) => cardById.get(`${card_id}`)), // headings and archived cards are skipped
  }),
);

const issues = [...cards.issues, ...dashboards.issues];
if (issues.length > 0) throw new InvalidNodesError(issues);

const report = await Paradime.fromEnv().publish(metabase, [...cards.nodes, ...dashboards.nodes]);
console.log(report.nodes);
