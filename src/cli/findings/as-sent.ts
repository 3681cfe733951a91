import type { FileIntegration } from '../../files/read-integration.js';
import type { Node } from '../../lineage/node.js';
import { type TableOptions, TableResolver } from '../../lineage/tables/table-resolver.js';

/** An integration whose nodes are those that are sent: with the complete names of the tables that its dbt project has. */
export function asSent(integration: FileIntegration, { dbtNames }: Pick<TableOptions, 'dbtNames'>): FileIntegration {
  const { nodes, dbt } = integration;
  const tables = TableResolver.of({ dbt, dbtNames });
  if (tables === undefined) return integration;
  const resolve = (node: Node): Node => tables.resolve(node);
  if (typeof nodes !== 'function') return { ...integration, nodes: nodes.map(resolve) };
  return {
    ...integration,
    nodes: async function* () {
      for await (const node of nodes()) yield resolve(node);
    },
  };
}
