import { AddCustomIntegrationNodesDocument, type AddCustomIntegrationNodesMutation } from '../generated/graphql.js';
import type { Node } from '../lineage/node.js';
import { toNodesInput } from '../lineage/to-input.js';
import { type PreparedOperation, prepareOperation } from '../transport/operation.js';
import { incompleteAnswer, requireOk } from '../transport/require-ok.js';
import type { RunOptions, Transport } from '../transport/transport.js';

/** One request that adds nodes to a snapshot. */
export interface NodesRequest {
  readonly integrationUid: string;
  readonly nodes: Iterable<Node>;
  /** The snapshot to which nodes are added. Default: a new one. */
  readonly snapshotId?: number | undefined;
  /** False commits the snapshot: its nodes replace those that the integration shows. */
  readonly snapshotHasMoreNodes: boolean;
}

/** A serialised `NodesRequest`. */
export type PreparedNodesRequest = PreparedOperation<AddCustomIntegrationNodesMutation>;

/** Serialises a request. Throws an `InvalidNodesError` for a value that cannot be mapped to the API's input. */
export function prepareNodesRequest(request: NodesRequest): PreparedNodesRequest {
  const { integrationUid, snapshotHasMoreNodes, snapshotId = null } = request;
  return prepareOperation(AddCustomIntegrationNodesDocument, {
    ...toNodesInput(request.nodes),
    integrationUid,
    snapshotHasMoreNodes,
    snapshotId,
  });
}

/** Sends a request. Returns the id of the snapshot that now has the nodes. */
export async function sendNodesRequest(
  transport: Transport,
  request: PreparedNodesRequest,
  options: RunOptions,
): Promise<{ readonly snapshotId: number; readonly attempts: number }> {
  const { data, attempts } = await transport.run(request, options);
  const { snapshotId } = requireOk(request.name, data.addCustomIntegrationNodes, attempts);
  if (snapshotId === null) throw incompleteAnswer(request.name, attempts, 'has no snapshotId');
  return { snapshotId, attempts };
}
