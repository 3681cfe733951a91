// What any runtime can run: the main entry alone.

import { dbt, defineIntegration, Paradime } from 'paradime-integrations';

const airflow = defineIntegration({
  name: 'Airflow',
  nodeTypes: { Task: { kind: 'chart' }, Table: { kind: 'datasource' } },
});
const orders = airflow.node('Table', { name: 'orders', upstream: [dbt('stg_orders')] });
const load = airflow.node('Task', { name: 'load', upstream: [orders] });
const { nodes } = await Paradime.fromEnv().publish(airflow, [orders, load]);
console.log(`published ${nodes.chart + nodes.datasource}`);
