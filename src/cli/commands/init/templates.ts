const yaml = `# yaml-language-server: $schema=./node_modules/paradime-integrations/schema/integration.schema.json
#
# An integration for Paradime: what lineage and catalog show of a tool of yours.
#   npx paradime-integrations check FILE              what is wrong, with line and column
#   npx paradime-integrations publish FILE --dry-run  what would change
#   npx paradime-integrations publish FILE

name: My BI tool # lineage and catalog show it, and references find it by this name
# logoUrl: https://example.com/logo.svg

nodeTypes:
  # kind: chart, dashboard or datasource. icon: one of Blueprint's list. color: LEAF, CYAN, CORAL, VIOLET, ORANGE, MANDY,
  # TEAL or GREEN.
  Model: { kind: datasource, icon: database, color: ORANGE }
  Chart: { kind: chart, icon: pie-chart, color: TEAL }
  Dashboard: { kind: dashboard, icon: dashboard, color: CORAL }

nodes: # many of them are better written to nodes.jsonl beside this file, a line each
  - nodeType: Model
    name: Orders # a node is known by its name from one publication to the next, or by an id
    description: One row for each order
    upstream:
      - { kind: dbt, table: orders } # a table that dbt builds; names are matched in lower case

  - nodeType: Chart
    name: Revenue by month
    owner: finance
    tags: [kpi]
    url: https://bi.example.com/charts/1
    createdAt: 2024-05-01T09:00:00Z # or epoch seconds
    fields:
      - { name: month, type: dimension, dataType: date }
      - { name: revenue, type: measure, dataType: numeric }
    upstream:
      - { kind: custom, integration: My BI tool, nodeType: Model, name: Orders } # a node of this file

  - nodeType: Dashboard
    name: Sales
    upstream:
      - { kind: custom, integration: My BI tool, nodeType: Chart, name: Revenue by month }
      # Nodes of Paradime's own integrations: - { kind: native, nodeType: TableauWorkbook, name: Finance }
`;

const json = `{
  "$schema": "./node_modules/paradime-integrations/schema/integration.schema.json",
  "name": "My BI tool",
  "nodeTypes": {
    "Model": { "kind": "datasource", "icon": "database", "color": "ORANGE" },
    "Chart": { "kind": "chart", "icon": "pie-chart", "color": "TEAL" },
    "Dashboard": { "kind": "dashboard", "icon": "dashboard", "color": "CORAL" }
  },
  "nodes": [
    {
      "nodeType": "Model",
      "name": "Orders",
      "description": "One row for each order",
      "upstream": [{ "kind": "dbt", "table": "orders" }]
    },
    {
      "nodeType": "Chart",
      "name": "Revenue by month",
      "owner": "finance",
      "tags": ["kpi"],
      "url": "https://bi.example.com/charts/1",
      "createdAt": "2024-05-01T09:00:00Z",
      "fields": [
        { "name": "month", "type": "dimension", "dataType": "date" },
        { "name": "revenue", "type": "measure", "dataType": "numeric" }
      ],
      "upstream": [{ "kind": "custom", "integration": "My BI tool", "nodeType": "Model", "name": "Orders" }]
    },
    {
      "nodeType": "Dashboard",
      "name": "Sales",
      "upstream": [{ "kind": "custom", "integration": "My BI tool", "nodeType": "Chart", "name": "Revenue by month" }]
    }
  ]
}
`;

const typescript = `// An integration for Paradime: what lineage and catalog show of a tool of yours. Run it to publish it, with
// PARADIME_API_ENDPOINT, PARADIME_API_KEY and PARADIME_API_SECRET set (\`npx paradime-integrations sandbox\` prints some to
// try it on).

import { dbt, defineIntegration, Paradime } from 'paradime-integrations';

const tool = defineIntegration({
  name: 'My BI tool', // lineage and catalog show it, and references find it by this name
  nodeTypes: {
    // kind decides which attributes a node has; icons and colours complete in the editor.
    Model: { kind: 'datasource', icon: 'database', color: 'ORANGE' },
    Chart: { kind: 'chart', icon: 'pie-chart', color: 'TEAL' },
    Dashboard: { kind: 'dashboard', icon: 'dashboard', color: 'CORAL' },
  },
});

const orders = tool.node('Model', {
  name: 'Orders', // a node is known by its name from one publication to the next, or by an id
  description: 'One row for each order',
  upstream: [dbt('orders')], // a table that dbt builds; names are matched in lower case
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

const report = await Paradime.fromEnv().publish(tool, [orders, revenue, sales]);
console.log(\`The integration \${report.integration.uid} was \${report.integration.outcome}.\`);
`;

/** What `init` writes, by format. FILE stands for the file's name. */
export const templates = {
  yaml: { file: 'integration.yaml', text: yaml },
  json: { file: 'integration.json', text: json },
  typescript: { file: 'lineage.ts', text: typescript },
} as const;
