import { InvalidNodesError, issueNode, issueOf } from '../lineage/issue.js';
import type { Node, NodeKind } from '../lineage/node.js';
import { HttpError, TimeoutError } from '../transport/errors.js';
import { outcomeOf } from '../transport/outcome.js';
import { incompleteAnswer } from '../transport/require-ok.js';
import type { Transport } from '../transport/transport.js';
import type { BatchSize } from './batch-size.js';
import type { Batch } from './node-reader.js';
import { type PreparedNodesRequest, prepareNodesRequest, sendNodesRequest } from './nodes-request.js';

/** Writes batches to one snapshot, splits those that are too large, and records what is known about the snapshot. */
export class SnapshotWriter {
  readonly #settings: WriterSettings;
  readonly nodes: Record<NodeKind, number> = { chart: 0, dashboard: 0, datasource: 0 };
  acknowledgedNodes = 0;
  /** Undefined until the first batch was acknowledged. */
  snapshotId: number | undefined;
  /** Whether a commit was sent whose outcome is unknown. */
  mayBeCommitted = false;

  constructor(settings: WriterSettings) {
    this.#settings = settings;
    this.snapshotId = settings.snapshotId;
  }

  /** Serialises a batch. The second one needs the snapshot's id, so the first must be acknowledged before. */
  prepare(batch: Batch): PreparedBatch {
    const { integrationUid, size } = this.#settings;
    const { snapshotId } = this;
    const { nodes, isLast } = batch;
    const request = prepareNodesRequest({ integrationUid, nodes, snapshotId, snapshotHasMoreNodes: !isLast });
    size.measured(nodes.length, request.body.byteLength);
    return { ...batch, request };
  }

  /**
   * Sends a batch and returns the snapshot's id. Rejects with the error of the transport, or with an
   * `InvalidNodesError` for a single node that is too large.
   */
  async send(batch: PreparedBatch, call: SendCall): Promise<number> {
    const { maxBytes } = this.#settings.size;
    const { nodes, request } = batch;
    const bytes = request.body.byteLength;
    const isTooLarge = bytes > maxBytes && nodes.length > 0;
    if (isTooLarge || nodes.length > this.#settings.size.most) {
      return await this.#sendHalves(batch, call, `\`batch.maxBytes\` is ${maxBytes}`);
    }
    const startedAt = performance.now();
    let snapshotId: number;
    try {
      snapshotId = await this.#sendOnce(batch, call);
    } catch (error) {
      if (!call.signal?.aborted && outcomeOf(error) === 'ambiguous') this.#maybeProcessed(batch, call);
      if (error instanceof TimeoutError && error.attempts > 0) this.#settings.size.tooMany(nodes.length);
      if (!(error instanceof HttpError && error.status === 413) || nodes.length === 0) throw error;
      this.#settings.size.tooMany(nodes.length);
      return await this.#sendHalves(batch, call, 'the server refuses it as too large (413)', error);
    }
    this.#settings.size.acknowledged(performance.now() - startedAt);
    if (nodes.length > 0) call.onMaybeStored?.();
    for (const { kind } of nodes) this.nodes[kind]++;
    this.acknowledgedNodes += nodes.length;
    this.#settings.onAcknowledged?.(batch, snapshotId);
    return snapshotId;
  }

  async #sendOnce(batch: PreparedBatch, call: SendCall): Promise<number> {
    const { request } = batch;
    const { signal } = call;
    const { transport, resend, traffic, onOpened } = this.#settings;
    let attempts = 0;
    const onAttempt = (): void => {
      traffic.requests++;
      traffic.bytes += request.body.byteLength;
      if (++attempts > 1) traffic.retries++;
    };
    const onFailedAttempt = (error: unknown): void => {
      if (signal?.aborted || outcomeOf(error) === 'ambiguous') this.#maybeProcessed(batch, call);
    };
    const options = { signal, repeatable: resend, onAttempt, onFailedAttempt };
    const answer = await sendNodesRequest(transport, request, options);
    if (this.snapshotId === undefined) {
      this.snapshotId = answer.snapshotId;
      onOpened?.(answer.snapshotId);
    } else if (answer.snapshotId !== this.snapshotId) {
      const what = `names snapshot ${answer.snapshotId} instead of ${this.snapshotId}`;
      throw incompleteAnswer(request.name, answer, what);
    }
    return answer.snapshotId;
  }

  #maybeProcessed({ nodes, isLast }: Batch, { onMaybeStored }: SendCall): void {
    if (isLast) this.mayBeCommitted = true;
    if (nodes.length > 0) onMaybeStored?.();
  }

  async #sendHalves(batch: PreparedBatch, call: SendCall, why: string, cause?: unknown): Promise<number> {
    const { nodes, isLast, request } = batch;
    if (nodes.length === 1) throw tooLarge(nodes[0], request.body.byteLength, why, cause);
    const middle = Math.ceil(nodes.length / 2);
    await this.send(this.prepare({ nodes: nodes.slice(0, middle), isLast: false }), call);
    return await this.send(this.prepare({ nodes: nodes.slice(middle), isLast }), call);
  }
}

/** A batch with its serialised request. */
export interface PreparedBatch extends Batch {
  readonly request: PreparedNodesRequest;
}

/** The options of one call of `send`. */
export interface SendCall {
  readonly signal: AbortSignal | undefined;
  /** Called once the snapshot has nodes of the batch, or may have. */
  readonly onMaybeStored?: (() => void) | undefined;
}

/** The requests that were sent, over all snapshots of a publication. */
export interface Traffic {
  /** The number of requests with nodes, including repeated ones. */
  requests: number;
  /** The number of these requests that were repeated ones. */
  retries: number;
  /** The size of the bodies of these requests, in bytes. */
  bytes: number;
}

/** The settings of a `SnapshotWriter`. */
export interface WriterSettings {
  readonly transport: Transport;
  readonly integrationUid: string;
  /** The snapshot to which batches are written. Default: a new one, which the first batch opens. */
  readonly snapshotId?: number | undefined;
  readonly size: BatchSize;
  /** Whether to send a batch again if it may already have been stored. */
  readonly resend: boolean;
  readonly traffic: Traffic;
  /** Called once the first batch is acknowledged. */
  readonly onOpened?: ((snapshotId: number) => void) | undefined;
  /** Called with each acknowledged batch. */
  readonly onAcknowledged?: ((batch: Batch, snapshotId: number) => void) | undefined;
}

function tooLarge(node: Node | undefined, bytes: number, why: string, cause: unknown): InvalidNodesError {
  const message = `makes a request of ${bytes} bytes on its own, and ${why}. Shorten its strings or lists, or raise the limit`;
  const issue = issueOf('node-too-large', [], message, issueNode(node));
  return new InvalidNodesError([issue], cause === undefined ? {} : { cause });
}
