import type { NodeKind } from '../lineage/node.js';
import { withDeadline } from '../transport/deadline.js';
import { notify } from '../transport/events.js';
import { outcomeOf } from '../transport/outcome.js';
import type { Transport } from '../transport/transport.js';
import { sendNodesRequest, snapshotError } from './add-nodes.js';
import type { Batches, PreparedBatch } from './batches.js';
import { PublishError } from './errors.js';
import type { SnapshotCommittedEvent, SnapshotOpenedEvent } from './events.js';
import type { PublishOptions } from './options.js';

/** What a publication sends, where to, and who is told. */
export interface Publication {
  readonly transport: Transport;
  readonly integrationUid: string;
  readonly batches: Batches;
  /** Known for arrays only. */
  readonly totalNodes: number | undefined;
  readonly onEvent: ((event: SnapshotOpenedEvent | SnapshotCommittedEvent) => void) | undefined;
}

/** What a publication did. */
export interface PublicationResult {
  readonly snapshotId: number;
  /** How many nodes of each kind the integration now shows. */
  readonly nodes: Readonly<Record<NodeKind, number>>;
  /** Requests with nodes, resent ones included. */
  readonly requests: number;
  /** Requests with nodes that were sent again. */
  readonly retries: number;
  /** Times the publication was begun anew in a fresh snapshot. */
  readonly restarts: number;
  /** Size of the bodies of all requests with nodes. */
  readonly bytes: number;
}

/**
 * Fills one snapshot and commits it with the last batch: until then Paradime shows what it showed before.
 *
 * Rejects with a `PublishError` once a request was sent, or with the signal's reason if it aborted and no commit can
 * have happened.
 */
export async function runPublication(
  publication: Publication,
  { signal, onProgress }: PublishOptions,
): Promise<PublicationResult> {
  const { transport, integrationUid, batches, totalNodes, onEvent } = publication;
  const nodes = { chart: 0, dashboard: 0, datasource: 0 };
  let snapshotId: number | undefined;
  let acknowledgedNodes = 0;
  let requests = 0;
  let batchCount = 0;
  let bytes = 0;
  let batch: PreparedBatch | undefined;
  let isSending = false;
  try {
    do {
      batch = await withDeadline({ signals: [signal] }, () => batches.next(integrationUid, snapshotId));
      isSending = true;
      const answer = await sendNodesRequest(transport, batch.request, { signal });
      if (snapshotId !== undefined && answer.snapshotId !== snapshotId) {
        const found = `snapshot ${answer.snapshotId} instead of ${snapshotId}`;
        throw snapshotError(batch.request, found, answer.attempts);
      }
      isSending = false;
      if (snapshotId === undefined)
        notify(onEvent, { type: 'snapshot-opened', integrationUid, snapshotId: answer.snapshotId });
      snapshotId = answer.snapshotId;
      for (const { kind } of batch.nodes) nodes[kind]++;
      acknowledgedNodes += batch.nodes.length;
      batchCount++;
      requests += answer.attempts;
      bytes += answer.attempts * batch.request.body.byteLength;
      notify(onProgress, { acknowledgedNodes, totalNodes, requests, bytes, batchSize: batch.nodes.length, snapshotId });
    } while (!batch.isLast);
  } catch (error) {
    if (requests === 0 && !isSending) throw error;
    const isAbort = signal?.aborted === true && error === signal.reason;
    const mayBeCommitted = isSending && batch?.isLast === true && (isAbort || outcomeOf(error) === 'ambiguous');
    if (isAbort && !mayBeCommitted) throw error;
    const committed = mayBeCommitted ? 'unknown' : 'no';
    throw new PublishError({ cause: error, attempts: requests, snapshotId, acknowledgedNodes, committed });
  }
  notify(onEvent, { type: 'snapshot-committed', integrationUid, snapshotId, nodes: acknowledgedNodes });
  return { snapshotId, nodes, requests, retries: requests - batchCount, restarts: 0, bytes };
}
