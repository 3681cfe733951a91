import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { execute } from 'graphql';
import { IntegrationsDocument, LineageDocument, NodeDetailDocument } from '../../generated/sandbox.js';
import { readSandboxSchema } from '../../schemas.js';
import type { ExportedData, PackedNodes } from './exported-data.js';
import type { Inspection } from './inspection.js';

/** Runs every query that the page can send. Requests are left out, since an exported page shows only the lineage. */
export async function exportData(inspection: Inspection): Promise<ExportedData> {
  const schema = readSandboxSchema();
  async function ask<Data, Variables extends Readonly<Record<string, unknown>>>(
    document: TypedDocumentNode<Data, Variables>,
    variableValues: Variables,
  ): Promise<Data> {
    const { data, errors } = await execute({ schema, document, rootValue: inspection, variableValues });
    if (errors?.[0]) throw errors[0];
    return JSON.parse(JSON.stringify(data)); // In the form in which the page would receive it.
  }

  const integrations = await ask(IntegrationsDocument, {});
  const lineage: Record<string, ExportedData['lineage'][string]> = {};
  const nodes: Record<string, PackedNodes> = {};
  for (const { uid } of integrations.integrations) {
    const answer = await ask(LineageDocument, { uid });
    lineage[uid] = answer;
    const own = answer.integration?.nodes.filter(({ role }) => role === 'NODE') ?? [];
    const details: Record<string, PackedNodes[string]> = {};
    for (const { id } of own) {
      const node = (await ask(NodeDetailDocument, { uid, id })).integration?.node;
      if (node) details[id] = { ...node, wire: node.wire === null ? null : JSON.parse(node.wire) };
    }
    nodes[uid] = details;
  }
  return { integrations: { ...integrations, requests: [] }, lineage, nodes };
}
