import type { Format } from './format.js';
import { writeModule, writeTest } from './module-template.js';

/** The files that `init` writes, by format. */
export const templates: Readonly<Record<Format, Template>> = {
  yaml: { file: 'integration.yaml', write: writeYaml },
  json: { file: 'integration.json', write: writeJson },
  typescript: { file: 'lineage.ts', write: writeModule, writeTest },
};

interface Template {
  /** The name of the file if none is given. */
  readonly file: string;
  readonly write: (blanks: Blanks) => string;
  /** Writes a test of the file, next to it. */
  readonly writeTest?: (blanks: Blanks) => string;
}

export interface Blanks {
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
