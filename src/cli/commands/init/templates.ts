import type { Format } from './format.js';

/** The files that `init` writes, by format. */
export const templates: Readonly<Record<Format, Template>> = {
  yaml: { file: 'integration.yaml', write: writeYaml },
  json: { file: 'integration.json', write: writeJson },
  typescript: { file: 'lineage.ts', write: () => typescript },
};

interface Template {
  /** The name of the file if none is given. */
  readonly file: string;
  readonly write: (blanks: Blanks) => string;
}

interface Blanks {
  /** The name of the file. */
  readonly name: string;
  /** The address of the JSON Schema, relative to the file. Absent if the package is not installed there. */
  readonly schema: string | undefined;
}

function writeYaml({ name, schema }: Blanks): string {
  const reference = schema === undefined ? '' : `# yaml-language-server: $schema=${schema}\n#\n`;
  return `${reference}# An integration for Paradime: one of your own tools, for lineage and catalog to show.
#   npx paradime-integrations check ${name}              report mistakes, with line and column
#   npx paradime-integrations publish ${name} --dry-run  print what would change
#   npx paradime-integrations publish ${name}            publish it

name: My BI tool # shown in lineage and catalog, and used in references
# logoUrl: https://example.com/logo.svg

nodeTypes:
  # kind: chart, dashboard or datasource. icon: the name of a Blueprint icon. color: LEAF, CYAN, CORAL, VIOLET, ORANGE,
  # MANDY, TEAL or GREEN.
  Model: { kind: datasource, icon: database, color: ORANGE }
  Chart: { kind: chart, icon: pie-chart, color: TEAL }
  Dashboard: { kind: dashboard, icon: dashboard, color: CORAL }

nodes: # for many nodes, put them in nodes.jsonl next to this file, one per line
  - nodeType: Model
    name: Orders # identifies the node from one publication to the next, unless it has an id
    description: One row for each order
    upstream:
      - { kind: dbt, table: orders } # a table built by dbt; its name is matched in lower case

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
      - { kind: custom, integration: My BI tool, nodeType: Model, name: Orders } # a node in this file

  - nodeType: Dashboard
    name: Sales
    upstream:
      - { kind: custom, integration: My BI tool, nodeType: Chart, name: Revenue by month }
      # A node of one of Paradime's own integrations: - { kind: native, nodeType: TableauWorkbook, name: Finance }
`;
}

function writeJson({ schema }: Blanks): string {
  const reference = schema === undefined ? '' : `  "$schema": ${JSON.stringify(schema)},\n`;
  return `{
${reference}  "name": "My BI tool",
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
}

const typescript = `// An integration for Paradime: one of your own tools, for lineage and catalog to show. Run this file to publish it, with
// PARADIME_API_ENDPOINT, PARADIME_API_KEY and PARADIME_API_SECRET set. To try it out, use those that
// \`npx paradime-integrations sandbox\` prints.

import { dbt, defineIntegration, Paradime } from 'paradime-integrations';

const tool = defineIntegration({
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

async function publish(): Promise<void> {
  const { integration } = await Paradime.fromEnv().publish(tool, [orders, revenue, sales]);
  console.log(\`The integration \${integration.uid} was \${integration.outcome}.\`);
}

// A top-level \`await\` would need an ES module. If this fails, the program ends with the error and exit code 1.
void publish();
`;
