import { InvalidNodesError, issueNode, issueOf } from '../lineage/issue.js';
import type { Node, NodeKind } from '../lineage/node.js';
import { HttpError, TimeoutError } from '../transport/errors.js';
import { outcomeOf } from '../transport/outcome.js';
import { incompleteAnswer } from '../transport/require-ok.js';
import type { Transport } from '../transport/transport.js';
import type { BatchSize } from './batch-size.js';
import type { Batch } from './node-reader.js';
import { type PreparedNodesRequest, prepareNodesRequest, sendNodesRequest } from './nodes-request.js';

/** A batch, serialised. */
export interface PreparedBatch extends Batch {
  readonly request: PreparedNodesRequest;
}

/** What was sent, over all snapshots of a publication. */
export interface Traffic {
  /** Requests with nodes. */
  requests: number;
  /** Those of them that were sent again. */
  retries: number;
  /** Size of their bodies. */
  bytes: number;
}

export interface WriterSettings {
  readonly transport: Transport;
  readonly integrationUid: string;
  /** The snapshot to write to. Default: a new one, which the first batch opens. */
  readonly snapshotId?: number | undefined;
  readonly size: BatchSize;
  /** Whether a batch may be sent again although it may have been stored. */
  readonly resend: boolean;
  readonly traffic: Traffic;
  /** Told once the first batch is acknowledged. */
  readonly onOpened?: ((snapshotId: number) => void) | undefined;
  /** Told of each acknowledged batch. */
  readonly onAcknowledged?: ((batch: Batch, snapshotId: number) => void) | undefined;
}

/** Writes batches to one snapshot, in halves where they are too large, and keeps count of what is known of it. */
export class SnapshotWriter {
  readonly #settings: WriterSettings;
  readonly nodes: Record<NodeKind, number> = { chart: 0, dashboard: 0, datasource: 0 };
  acknowledgedNodes = 0;
  /** Absent until the first batch was acknowledged. */
  snapshotId: number | undefined;
  /** Whether a commit was sent of which it is unknown what became. */
  mayBeCommitted = false;

  constructor(settings: WriterSettings) {
    this.#settings = settings;
    this.snapshotId = settings.snapshotId;
  }

  /** Serialises a batch. The first one has to be acknowledged before the second can be: it tells the snapshot's id. */
  prepare(batch: Batch): PreparedBatch {
    const { integrationUid, size } = this.#settings;
    const { snapshotId } = this;
    const { nodes, isLast } = batch;
    const request = prepareNodesRequest({ integrationUid, nodes, snapshotId, snapshotHasMoreNodes: !isLast });
    size.measured(nodes.length, request.body.byteLength);
    return { ...batch, request };
  }

  /**
   * Sends a batch and returns the snapshot's id. Rejects with the error of the transport, or an `InvalidNodesError` for a
   * node that is too large alone. `onPerhapsStored` is told once the snapshot has nodes of the batch, or may have.
   */
  async send(
    batch: PreparedBatch,
    signal: AbortSignal | undefined,
    onPerhapsStored: () => void = () => {},
  ): Promise<number> {
    const { maxBytes } = this.#settings.size;
    const { nodes, request } = batch;
    const bytes = request.body.byteLength;
    const isTooLarge = bytes > maxBytes && nodes.length > 0;
    if (isTooLarge || nodes.length > this.#settings.size.most) {
      return await this.#sendHalves(batch, signal, onPerhapsStored, `\`batch.maxBytes\` is ${maxBytes}`);
    }
    const startedAt = performance.now();
    let snapshotId: number;
    try {
      snapshotId = await this.#sendOnce(batch, signal, onPerhapsStored);
    } catch (error) {
      if (outcomeOf(error) === 'ambiguous') this.#perhapsProcessed(batch, onPerhapsStored);
      if (error instanceof TimeoutError && error.attempts > 0) this.#settings.size.tooMany(nodes.length);
      if (!(error instanceof HttpError && error.status === 413) || nodes.length === 0) throw error;
      this.#settings.size.tooMany(nodes.length);
      return await this.#sendHalves(batch, signal, onPerhapsStored, 'the server refuses it as too large (413)', error);
    }
    this.#settings.size.acknowledged(performance.now() - startedAt);
    if (nodes.length > 0) onPerhapsStored();
    for (const { kind } of nodes) this.nodes[kind]++;
    this.acknowledgedNodes += nodes.length;
    this.#settings.onAcknowledged?.(batch, snapshotId);
    return snapshotId;
  }

  async #sendOnce(batch: PreparedBatch, signal: AbortSignal | undefined, onPerhapsStored: () => void): Promise<number> {
    const { request } = batch;
    const { transport, resend, traffic, onOpened } = this.#settings;
    let attempts = 0;
    const onAttempt = (): void => {
      traffic.requests++;
      traffic.bytes += request.body.byteLength;
      if (++attempts > 1) traffic.retries++;
    };
    const onFailedAttempt = (error: unknown): void => {
      if (signal?.aborted || outcomeOf(error) === 'ambiguous') this.#perhapsProcessed(batch, onPerhapsStored);
    };
    const options = { signal, repeatable: resend, onAttempt, onFailedAttempt };
    const answer = await sendNodesRequest(transport, request, options);
    if (this.snapshotId === undefined) {
      this.snapshotId = answer.snapshotId;
      onOpened?.(answer.snapshotId);
    } else if (answer.snapshotId !== this.snapshotId) {
      const what = `names snapshot ${answer.snapshotId} instead of ${this.snapshotId}`;
      throw incompleteAnswer(request.name, answer.attempts, what);
    }
    return answer.snapshotId;
  }

  #perhapsProcessed({ nodes, isLast }: Batch, onPerhapsStored: () => void): void {
    if (isLast) this.mayBeCommitted = true;
    if (nodes.length > 0) onPerhapsStored();
  }

  async #sendHalves(
    batch: PreparedBatch,
    signal: AbortSignal | undefined,
    onPerhapsStored: () => void,
    why: string,
    cause?: unknown,
  ): Promise<number> {
    const { nodes, isLast, request } = batch;
    if (nodes.length === 1) throw tooLarge(nodes[0], request.body.byteLength, why, cause);
    const middle = Math.ceil(nodes.length / 2);
    await this.send(this.prepare({ nodes: nodes.slice(0, middle), isLast: false }), signal, onPerhapsStored);
    return await this.send(this.prepare({ nodes: nodes.slice(middle), isLast }), signal, onPerhapsStored);
  }
}

function tooLarge(node: Node | undefined, bytes: number, why: string, cause: unknown): InvalidNodesError {
  const message = `makes a request of ${bytes} bytes alone, and ${why}. Shorten its texts, or raise the limit`;
  const issue = issueOf('node-too-large', [], message, issueNode(node));
  return new InvalidNodesError([issue], cause === undefined ? {} : { cause });
}
