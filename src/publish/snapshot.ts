import { ConfigurationError } from '../errors.js';
import type { Node } from '../lineage/node.js';
import { abortable } from '../transport/deadline.js';
import type { RequestOptions, Transport } from '../transport/transport.js';
import { BatchSize } from './batch-size.js';
import { failureOf } from './errors.js';
import { type Batch, NodeReader, noNodes } from './node-reader.js';
import { type BatchOptions, type PublishOptions, readLimits } from './options.js';
import { SnapshotWriter, type Traffic } from './snapshot-writer.js';

export interface SnapshotOptions {
  /** Id of a snapshot that is open already, to attach to it. Default: a new one, which the first request opens. */
  readonly id?: number | undefined;
  readonly batch?: BatchOptions | undefined;
  /** `resend`: a request whose outcome is unknown is sent again, which may store nodes twice. Default: the call fails. */
  readonly onAmbiguous?: 'resend' | undefined;
}

/** Options of `append`. */
export interface AppendOptions extends RequestOptions, Pick<PublishOptions, 'checks'> {}

/** Options of `commit`. */
export interface CommitOptions extends AppendOptions {
  /** Commits a snapshot that nothing was written to, which clears the integration. Default false. */
  readonly allowEmpty?: boolean | undefined;
}

/**
 * A snapshot as a value, for those who spread the work over machines: one opens it with its first `append`, others attach
 * to it by its id, and one commits it once all of them are done. Until then Paradime shows what it showed before.
 *
 * Every call rejects with a `PublishError` once a request was sent.
 */
export class Snapshot {
  readonly #writer: SnapshotWriter;
  readonly #size: BatchSize;
  readonly #traffic: Traffic = { requests: 0, retries: 0, bytes: 0 };
  readonly #pending = new Set<Promise<unknown>>();
  #opening: Promise<unknown> = Promise.resolve();
  #isCommitted = false;

  /** `paradime.customIntegrations.snapshot(...)` makes one. */
  constructor(transport: Transport, integrationUid: string, { id, batch, onAmbiguous }: SnapshotOptions) {
    this.#size = new BatchSize(readLimits({ batch }));
    const resend = onAmbiguous === 'resend';
    this.#writer = new SnapshotWriter({
      transport,
      integrationUid,
      snapshotId: id,
      size: this.#size,
      resend,
      traffic: this.#traffic,
    });
  }

  /** Undefined until the first request was acknowledged. */
  get id(): number | undefined {
    return this.#writer.snapshotId;
  }

  /** Adds nodes, in as many requests as it takes. Calls may overlap. */
  append(nodes: Iterable<Node> | AsyncIterable<Node>, options: AppendOptions = {}): Promise<void> {
    const appending = this.#write(nodes, options, false);
    const settled: Promise<void> = appending.catch(() => {}).finally(() => this.#pending.delete(settled));
    this.#pending.add(settled);
    return appending;
  }

  /** Adds the last nodes, if any, and makes Paradime show what the snapshot holds. Waits for what this process appends. */
  async commit(nodes: Iterable<Node> | AsyncIterable<Node> = [], options: CommitOptions = {}): Promise<void> {
    await abortable(options.signal, () => Promise.all(this.#pending));
    await this.#write(nodes, options, true);
    this.#isCommitted = true;
  }

  async #write(nodes: Iterable<Node> | AsyncIterable<Node>, options: CommitOptions, isCommit: boolean): Promise<void> {
    if (this.#isCommitted) throw new ConfigurationError(`Snapshot ${this.id} is committed and takes no more nodes.`);
    const { signal, allowEmpty = false } = options;
    const writer = this.#writer;
    const sentBefore = this.#traffic.requests;
    let stored: 'none' | 'unknown' = 'none';
    const onPerhapsStored = (): void => {
      stored = 'unknown';
    };
    const reader = await NodeReader.open(nodes, undefined, { ...options, allowEmpty: true });
    try {
      for (let isEnd = false; !isEnd; ) {
        const batch = await abortable(signal, () => reader.read(this.#size.next()));
        isEnd = batch.isLast;
        const isEmpty = batch.nodes.length === 0;
        if (isEmpty && !isCommit) return;
        if (isEmpty && this.id === undefined && !allowEmpty) throw noNodes();
        await this.#send({ nodes: batch.nodes, isLast: isCommit && isEnd }, signal, onPerhapsStored);
      }
    } catch (error) {
      const { snapshotId, acknowledgedNodes } = writer;
      const mayBeCommitted = isCommit && writer.mayBeCommitted;
      throw failureOf(error, signal, {
        attempts: this.#traffic.requests - sentBefore,
        mayBeCommitted,
        snapshotId,
        acknowledgedNodes,
        stored,
      });
    } finally {
      await reader.close();
    }
  }

  /** Until one request has opened the snapshot they go one after the other: each would open one of its own. */
  async #send(batch: Batch, signal: AbortSignal | undefined, onPerhapsStored: () => void): Promise<void> {
    const send = (): Promise<unknown> => this.#writer.send(this.#writer.prepare(batch), signal, onPerhapsStored);
    if (this.id !== undefined) {
      await send();
      return;
    }
    const before = this.#opening;
    const sending = abortable(signal, () => before).then(send);
    this.#opening = sending.catch(() => {}); // It rejects for its own caller; the next one tries again.
    await sending;
  }
}
