import { AddCustomIntegrationNodesDocument, type AddCustomIntegrationNodesMutation } from '../generated/graphql.js';
import type { Node } from '../lineage/node.js';
import { toNodesInput } from '../lineage/to-input.js';
import { type PreparedOperation, prepareOperation } from '../transport/operation.js';
import { incompleteAnswer, requireOk } from '../transport/require-ok.js';
import type { RunOptions, Transport } from '../transport/transport.js';

/** One request of a snapshot. */
export interface NodesRequest {
  readonly integrationUid: string;
  readonly nodes: Iterable<Node>;
  /** The snapshot to add to. Default: a new one. */
  readonly snapshotId?: number | undefined;
  /** False completes the snapshot: its nodes replace those the integration shows. */
  readonly snapshotHasMoreNodes: boolean;
}

/** A request of a snapshot, serialised. */
export type PreparedNodesRequest = PreparedOperation<AddCustomIntegrationNodesMutation>;

export function prepareNodesRequest(request: NodesRequest): PreparedNodesRequest {
  const { integrationUid, snapshotHasMoreNodes, snapshotId = null } = request;
  return prepareOperation(AddCustomIntegrationNodesDocument, {
    ...toNodesInput(request.nodes),
    integrationUid,
    snapshotHasMoreNodes,
    snapshotId,
  });
}

/** Sends a request of a snapshot. Returns the id of the snapshot that the nodes went to. */
export async function sendNodesRequest(
  transport: Transport,
  request: PreparedNodesRequest,
  options: RunOptions,
): Promise<{ readonly snapshotId: number; readonly attempts: number }> {
  const { data, attempts } = await transport.run(request, options);
  const { snapshotId } = requireOk(request.name, data.addCustomIntegrationNodes, attempts);
  if (snapshotId === null) throw incompleteAnswer(request.name, attempts, 'names no snapshot id');
  return { snapshotId, attempts };
}
