import { ConfigurationError, messageOf } from '../errors.js';
import { stableIdOf } from '../identity/stable-id.js';
import { requireOneOf } from '../lineage/definition.js';
import type { Node } from '../lineage/node.js';
import { checkOptions, type OptionTypes } from '../options.js';
import { abortable } from '../transport/deadline.js';
import type { RequestOptions, Transport } from '../transport/transport.js';
import { BatchSize } from './batch-size.js';
import { PublishError, publicationFailure } from './errors.js';
import { type Batch, NodeReader, noNodes } from './node-reader.js';
import { checkTarget } from './nodes-request.js';
import { type BatchOptions, type PublishOptions, readLimits } from './options.js';
import { type SendCall, SnapshotWriter, type Traffic } from './snapshot-writer.js';

/**
 * A snapshot that several processes or machines can fill: one opens it with its first `append`, others attach to it by
 * its id, and one commits it once all are done. Until then Paradime shows the former nodes.
 *
 * A call that fails after it sent a request rejects with a `PublishError`. An abort rejects with the signal's reason,
 * unless a commit may have happened.
 */
export class Snapshot {
  readonly #integrationUid: string;
  readonly #writer: SnapshotWriter;
  readonly #size: BatchSize;
  readonly #traffic: Traffic = { requests: 0, retries: 0, bytes: 0 };
  readonly #pending = new Set<Promise<unknown>>();
  /** The calls of `append` that failed and were not repeated. */
  #failed: readonly FailedAppend[] = [];
  #opening: Promise<unknown> = Promise.resolve();
  #isCommitted = false;

  /** Use `paradime.customIntegrations.snapshot(...)` instead of constructing this. */
  constructor(transport: Transport, integrationUid: string, options: SnapshotOptions) {
    checkOptions('`options`', options, snapshotOptionTypes);
    const { id, batch, onAmbiguous } = options;
    if (onAmbiguous !== undefined) requireOneOf('option `onAmbiguous`', onAmbiguous, { resend: true });
    this.#size = new BatchSize(readLimits({ batch }));
    this.#integrationUid = integrationUid;
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

  /** The snapshot's id. Undefined until the first request was acknowledged, unless it was given. */
  get id(): number | undefined {
    return this.#writer.snapshotId;
  }

  /** Adds nodes, in as many requests as needed. Calls may overlap. */
  append(nodes: Iterable<Node> | AsyncIterable<Node>, options: AppendOptions = {}): Promise<void> {
    const appending = this.#write(nodes, options, false);
    const settled: Promise<void> = appending.catch(() => {}).finally(() => this.#pending.delete(settled));
    this.#pending.add(settled);
    return appending;
  }

  /**
   * Waits for all calls of `append` on this object, adds the last nodes, if any, and makes Paradime show the snapshot's
   * nodes.
   *
   * If a call of `append` failed, this rejects with a `PublishError` and sends nothing, because nodes may be missing. The
   * error of that call says what to do in its `stored`:
   * - `none`: repeat the call with the same nodes, then commit. It counts as repeated if its first node is the same.
   * - `unknown`: fill another snapshot. A repetition could store nodes twice.
   *
   * To commit all the same, use another `Snapshot` object with this `id`.
   */
  async commit(nodes: Iterable<Node> | AsyncIterable<Node> = [], options: CommitOptions = {}): Promise<void> {
    await abortable(options?.signal, () => Promise.all(this.#pending));
    const [failed] = this.#failed;
    if (failed !== undefined) throw this.#incomplete(failed);
    await this.#write(nodes, options, true);
    this.#isCommitted = true;
  }

  #incomplete({ error }: FailedAppend): PublishError {
    const message = `An \`append\` to this snapshot failed, so nodes are missing: ${messageOf(error)}`;
    const cause = new ConfigurationError(message, { cause: error });
    const { snapshotId, acknowledgedNodes } = this.#writer;
    return new PublishError({ cause, attempts: 0, snapshotId, acknowledgedNodes, committed: 'no', stored: 'none' });
  }

  async #write(nodes: Iterable<Node> | AsyncIterable<Node>, options: CommitOptions, isCommit: boolean): Promise<void> {
    if (this.#isCommitted) {
      throw new ConfigurationError(`Snapshot ${this.id} is already committed. Open a new one to send more nodes.`);
    }
    checkTarget({ integrationUid: this.#integrationUid, snapshotId: this.id });
    const { signal, allowEmpty = false } = options ?? {};
    const writer = this.#writer;
    const sentBefore = this.#traffic.requests;
    let stored: 'none' | 'unknown' = 'none';
    const call: SendCall = {
      signal,
      onMaybeStored: () => {
        stored = 'unknown';
      },
    };
    let first: Node | undefined;
    let reader: NodeReader | undefined;
    try {
      checkOptions('`options`', options, isCommit ? commitOptionTypes : appendOptionTypes);
      reader = await NodeReader.open(nodes, undefined, { ...options, allowEmpty: true }, false);
      for (let isEnd = false; !isEnd; ) {
        const open = reader;
        const batch = await abortable(signal, () => open.read(this.#size.next(), this.#size.maxBytes));
        isEnd = batch.isLast;
        first ??= batch.nodes[0];
        const isEmpty = batch.nodes.length === 0;
        if (isEmpty && !isCommit) break;
        if (isEmpty && this.id === undefined && !allowEmpty) throw noNodes();
        await this.#send({ nodes: batch.nodes, isLast: isCommit && isEnd }, call);
      }
      if (this.#failed.length > 0) this.#failed = this.#failed.filter((failed) => !isRepetition(failed, first));
    } catch (error) {
      if (!isCommit) this.#failed = [...this.#failed, { error, first, stored }];
      const { snapshotId, acknowledgedNodes } = writer;
      const attempts = this.#traffic.requests - sentBefore;
      const committed = isCommit && writer.mayBeCommitted ? 'unknown' : 'no';
      throw publicationFailure({ cause: error, attempts, snapshotId, acknowledgedNodes, committed, stored }, signal);
    } finally {
      await reader?.close();
    }
  }

  /**
   * Sends a batch. Until a request has opened the snapshot, batches are sent one by one, or each would open its own.
   */
  async #send(batch: Batch, call: SendCall): Promise<void> {
    const send = (): Promise<unknown> => this.#writer.send(this.#writer.prepare(batch), call);
    if (this.id !== undefined) {
      await send();
      return;
    }
    const before = this.#opening;
    const sending = abortable(call.signal, () => before).then(send);
    // Only its own caller sees a failure or an abort. The next batch tries again once the one before has ended too.
    this.#opening = Promise.allSettled([before, sending]);
    await sending;
  }
}

interface FailedAppend {
  readonly error: unknown;
  /** Undefined if the call failed before it read a node. */
  readonly first: Node | undefined;
  readonly stored: 'none' | 'unknown';
}

/** Whether an append that begins with this node repeats one that failed: the array or iterable may be another one. */
function isRepetition(failed: FailedAppend, first: Node | undefined): boolean {
  if (failed.stored !== 'none') return false;
  return !failed.first || (first !== undefined && stableIdOf(failed.first) === stableIdOf(first));
}

/** Options of a snapshot. */
export interface SnapshotOptions {
  /** Id of an open snapshot to attach to. Default: a new one, which the first request opens. */
  readonly id?: number | undefined;
  /** How nodes are divided into requests. */
  readonly batch?: BatchOptions | undefined;
  /** `resend` sends a request whose outcome is unknown again, which may store nodes twice. Default: the call fails. */
  readonly onAmbiguous?: 'resend' | undefined;
}

/** Options of `append`. */
export interface AppendOptions extends RequestOptions, Pick<PublishOptions, 'checks' | 'dbt' | 'dbtNames'> {}

/** Options of `commit`. */
export interface CommitOptions extends AppendOptions {
  /** Allows committing a snapshot without nodes, which clears the integration. Default false. */
  readonly allowEmpty?: boolean | undefined;
}

const snapshotOptionTypes = { id: 'any', batch: 'any', onAmbiguous: 'any' } as const satisfies OptionTypes &
  Record<keyof SnapshotOptions, unknown>;
const appendOptionTypes = { signal: 'any', checks: 'any', dbt: 'any', dbtNames: 'any' } as const satisfies OptionTypes &
  Record<keyof AppendOptions, unknown>;
const commitOptionTypes = { ...appendOptionTypes, allowEmpty: 'boolean' } as const satisfies OptionTypes &
  Record<keyof CommitOptions, unknown>;
