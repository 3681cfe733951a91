// What a project that installed the package writes; run with node and type-checked strictly, without skipLibCheck.

import { readFileSync } from 'node:fs';
import {
  custom,
  dbt,
  defineIntegration,
  native,
  Paradime,
  ParadimeError,
  type PublishReport,
} from 'paradime-integrations';
import { readIntegration } from 'paradime-integrations/files';
import { iconNames } from 'paradime-integrations/icons';
import { type Sandbox, startSandbox } from 'paradime-integrations/sandbox';

const airflow = defineIntegration({
  name: 'Airflow',
  nodeTypes: { Task: { kind: 'chart', icon: 'cog', color: 'TEAL' }, Table: { kind: 'datasource' } },
});

const sandbox: Sandbox = await startSandbox();
const paradime = new Paradime(sandbox);
const orders = airflow.node('Table', { name: 'orders', upstream: [dbt('stg_orders')] });
const load = airflow.node('Task', {
  name: 'load',
  createdAt: new Date(0),
  upstream: [
    orders,
    native('FivetranConnector', { id: 'c' }),
    custom({ integration: 'Metabase', nodeType: 'Question', name: 'q' }),
  ],
});
const report: PublishReport = await paradime.publish(airflow, [orders, load]);
const shown = sandbox.nodes(report.integration.uid).map(({ name }) => name);
const refused: unknown = await paradime.publish(airflow, []).catch((error: unknown) => error);
const missing: unknown = await readIntegration('nowhere').catch((error: unknown) => error);
await sandbox.close();

const schema = readFileSync(new URL(import.meta.resolve('paradime-integrations/schema/paradime.graphql')), 'utf8');
const operation = import.meta.resolve('paradime-integrations/operations/AddCustomIntegrationNodes.graphql');
const checks = {
  shown: shown.join() === 'load,orders',
  refused: refused instanceof ParadimeError && refused.code === 'INVALID_NODES',
  missing: missing instanceof ParadimeError && missing.code === 'INVALID_FILE',
  icons: iconNames.includes('cog'),
  schema: schema.includes('addCustomIntegrationNodes('),
  operation: readFileSync(new URL(operation), 'utf8').includes('mutation'),
};
const failed = Object.entries(checks).filter(([, passed]) => !passed);
if (failed.length > 0) throw new Error(`failed: ${failed.map(([name]) => name).join()}`);
console.log('published', shown);
