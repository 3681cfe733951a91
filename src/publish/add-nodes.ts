import { AddCustomIntegrationNodesDocument, type AddCustomIntegrationNodesMutation } from '../generated/graphql.js';
import type { Node } from '../lineage/node.js';
import { toNodesInput } from '../lineage/to-input.js';
import { acknowledge } from '../transport/acknowledge.js';
import { ProtocolError } from '../transport/errors.js';
import { type PreparedOperation, prepareOperation } from '../transport/operation.js';
import type { RequestOptions, Transport } from '../transport/transport.js';

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

/** Sends a request of a snapshot and returns the snapshot's id. Throws a `ProtocolError` when the answer is about another snapshot. */
export async function sendNodesRequest(
  transport: Transport,
  request: PreparedNodesRequest,
  snapshotId: number | undefined,
  options: RequestOptions,
): Promise<{ readonly snapshotId: number; readonly attempts: number }> {
  const { data, attempts } = await transport.run(request, options);
  const answer = acknowledge(request.name, data.addCustomIntegrationNodes, attempts);
  const answered = answer.snapshotId ?? snapshotId;
  if (answered === undefined || (snapshotId !== undefined && answered !== snapshotId)) {
    const found = answered === undefined ? 'no snapshot id' : `snapshot ${answered} instead of ${snapshotId}`;
    throw new ProtocolError(`The answer to ${request.name} names ${found}.`, {
      operationName: request.name,
      status: 200,
      attempts,
    });
  }
  return { snapshotId: answered, attempts };
}
