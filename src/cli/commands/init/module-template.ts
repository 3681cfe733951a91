/** The module that `init` writes. */
export function writeModule({ name }: { readonly name: string }): string {
  return `// An integration for Paradime: one of your own tools, for lineage and catalog to show.
//   npx paradime-integrations check ${name}              report mistakes, with line and column
//   npx paradime-integrations publish ${name} --dry-run  print what would change
//   npx paradime-integrations publish ${name}            publish it

import { dbt, defineIntegration, integration } from 'paradime-integrations';

export const tool = defineIntegration({
  name: 'My BI tool', // shown in lineage and catalog, and used in references
  nodeTypes: {
    // kind decides which attributes a node has. The editor completes icons and colours.
    Model: { kind: 'datasource', icon: 'database', color: 'ORANGE' },
    Chart: { kind: 'chart', icon: 'pie-chart', color: 'TEAL' },
    Dashboard: { kind: 'dashboard', icon: 'dashboard', color: 'CORAL' },
  },
});

const orders = tool.node('Model', {
  name: 'Orders', // identifies the node from one publication to the next, unless it has an id
  description: 'One row for each order',
  upstream: [dbt('orders')], // a table built by dbt; its name is matched in lower case
});

const revenue = tool.node('Chart', {
  name: 'Revenue by month',
  owner: 'finance',
  tags: ['kpi'],
  url: 'https://bi.example.com/charts/1',
  createdAt: '2024-05-01T09:00:00Z', // or a Date, or epoch seconds
  fields: [
    { name: 'month', type: 'dimension', dataType: 'date' },
    { name: 'revenue', type: 'measure', dataType: 'numeric' },
  ],
  upstream: [orders],
});

const sales = tool.node('Dashboard', {
  name: 'Sales',
  upstream: [revenue], // or by name: tool.ref('Chart', 'Revenue by month')
});

export const nodes = [orders, revenue, sales];

// The nodes may also be a function that makes them, from a database or an API for instance. It may be asynchronous.
export default integration(tool, nodes);
`;
}

/** The test of the module that `init` writes, for vitest. */
export function writeTest({ name }: { readonly name: string }): string {
  const compiled = name.replace(/ts$/, 'js');
  return `// Run it with \`npx vitest run\`. It publishes to a sandbox on this machine, and needs no account.

import { checkNodes, Paradime } from 'paradime-integrations';
import { startSandbox } from 'paradime-integrations/sandbox';
import { expect, test } from 'vitest';
import { nodes, tool } from './${compiled}';

test('the lineage has no mistakes', () => {
  expect(checkNodes(tool, nodes)).toEqual([]);
});

test('everything is published', async () => {
  const sandbox = await startSandbox();
  try {
    const { integration } = await new Paradime(sandbox).publish(tool, nodes);
    expect(sandbox.nodes(integration.uid)).toHaveLength(nodes.length);
  } finally {
    await sandbox.close();
  }
});
`;
}
