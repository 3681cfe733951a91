import { type Definition, type Node, Paradime } from 'paradime-integrations';
import { readIntegration } from 'paradime-integrations/files';
import { lineageGraph } from 'paradime-integrations/graph';
import { type Sandbox, startSandbox } from 'paradime-integrations/sandbox';
import * as example from '../../../examples/retail-superset.js';

/** The number of nodes and edges in the lineage. */
export function countsOf(definition: Definition, nodes: readonly Node[]): { nodes: number; edges: number } {
  const graph = lineageGraph(definition, nodes);
  return { nodes: graph.nodes.length, edges: graph.edges.length };
}

export const superset = { definition: example.superset, nodes: example.nodes };

export async function readEstate(): Promise<{ definition: Definition; nodes: readonly Node[] }> {
  const { definition, nodes } = await readIntegration('test/fixtures/estate.yaml');
  return { definition, nodes: typeof nodes === 'function' ? [] : nodes };
}

/** Starts a sandbox and publishes the integrations to it. */
export async function sandboxWith(
  ...integrations: readonly { readonly definition: Definition; readonly nodes: readonly Node[] }[]
): Promise<Sandbox> {
  const sandbox = await startSandbox();
  await publishTo(sandbox, ...integrations);
  return sandbox;
}

export async function publishTo(
  sandbox: Sandbox,
  ...integrations: readonly { readonly definition: Definition; readonly nodes: readonly Node[] }[]
): Promise<void> {
  const paradime = new Paradime(sandbox);
  for (const { definition, nodes } of integrations) {
    await paradime.publish(definition, nodes, { checks: { ignore: ['duplicate-stable-id'] }, allowEmpty: true });
  }
}
