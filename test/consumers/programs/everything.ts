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
import { type DbtProject, readDbtProject } from 'paradime-integrations/dbt';
import { checkIntegration, readIntegration, writeIntegration } from 'paradime-integrations/files';
import { lineageGraph, toMermaid } from 'paradime-integrations/graph';
import { iconNames } from 'paradime-integrations/icons';
import { type Sandbox, startSandbox } from 'paradime-integrations/sandbox';

const airflow = defineIntegration({
  name: 'Airflow',
  nodeTypes: { Task: { kind: 'chart', icon: 'cog', color: 'TEAL' }, Table: { kind: 'datasource' } },
});

const model = { resource_type: 'model', package_name: 'shop', name: 'stg_orders', schema: 'staging' };
const project: DbtProject = await readDbtProject({
  metadata: {
    dbt_schema_version: 'https://schemas.getdbt.com/dbt/manifest/v12.json',
    generated_at: '2026-11-01T02:00:00Z',
  },
  nodes: { 'model.shop.stg_orders': model },
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
const report: PublishReport = await paradime.publish(airflow, [orders, load], { dbt: project });
const published = sandbox.nodes(report.integration.uid);
const shown = published.map(({ name }) => name);
const refused: unknown = await paradime.publish(airflow, []).catch((error: unknown) => error);
await writeIntegration('airflow.yaml', { definition: airflow, nodes: [orders, load] });
const written = await readIntegration('airflow.yaml');
const issues = await checkIntegration(written);
await paradime.publish(written.definition, written.nodes);
const missing: unknown = await readIntegration('nowhere').catch((error: unknown) => error);
await sandbox.close();

const schema = readFileSync(new URL(import.meta.resolve('paradime-integrations/schema/paradime.graphql')), 'utf8');
const operation = import.meta.resolve('paradime-integrations/operations/AddCustomIntegrationNodes.graphql');
const checks = {
  shown: shown.join() === 'load,orders',
  refused: refused instanceof ParadimeError && refused.code === 'INVALID_NODES',
  missing: missing instanceof ParadimeError && missing.code === 'INVALID_FILE',
  written: written.nodeCount === 2 && issues.length === 0,
  tables: JSON.stringify(published).includes('"schema":"staging"'),
  graph: toMermaid(lineageGraph(airflow, [orders, load])).includes('n0 --> n1'),
  icons: iconNames.includes('cog'),
  schema: schema.includes('addCustomIntegrationNodes('),
  bundleSchema: readFileSync(new URL(import.meta.resolve('paradime-integrations/schema.json')), 'utf8').includes(
    'nodeTypes',
  ),
  operation: readFileSync(new URL(operation), 'utf8').includes('mutation'),
};
const failed = Object.entries(checks).filter(([, passed]) => !passed);
if (failed.length > 0) throw new Error(`failed: ${failed.map(([name]) => name).join()}`);
console.log('published', shown);
