import { ConfigurationError, show } from '../errors.js';
import { AddCustomIntegrationNodesDocument, type AddCustomIntegrationNodesMutation } from '../generated/graphql.js';
import type { Node } from '../lineage/node.js';
import { toNodesInput } from '../lineage/to-input.js';
import { type PreparedOperation, prepareOperation } from '../transport/operation.js';
import { incompleteAnswer, type ResultFacts, requireOk } from '../transport/require-ok.js';
import type { RunOptions, Transport } from '../transport/transport.js';
import { requireWholeNumber } from '../whole-number.js';

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

/**
 * Serialises a request. Throws an `InvalidNodesError` for a value that cannot be mapped to the API's input, and a
 * `ConfigurationError` for a uid or id that no integration or snapshot has.
 */
export function prepareNodesRequest(request: NodesRequest): PreparedNodesRequest {
  checkTarget(request);
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
): Promise<ResultFacts & { readonly snapshotId: number }> {
  const { data, ...result } = await transport.run(request, options);
  const { snapshotId } = requireOk(request.name, data.addCustomIntegrationNodes, result);
  if (!Number.isInteger(snapshotId) || snapshotId === null) {
    throw incompleteAnswer(request.name, result, 'has no snapshotId');
  }
  return { snapshotId, ...result };
}

/** Throws a `ConfigurationError` unless nodes can be sent there: `null` as an id would open another snapshot. */
export function checkTarget({ integrationUid, snapshotId }: Pick<NodesRequest, 'integrationUid' | 'snapshotId'>): void {
  if (typeof integrationUid !== 'string' || integrationUid.trim() === '') {
    throw new ConfigurationError(
      `The uid of the integration must be a non-empty string (got ${show(integrationUid)}).`,
    );
  }
  if (snapshotId !== undefined) requireWholeNumber('snapshotId', snapshotId, 0, 2 ** 31 - 1);
}
