import { abortable } from '../transport/deadline.js';
import type { BatchSize } from './batch-size.js';
import type { NodeReader } from './node-reader.js';
import type { PreparedBatch, SnapshotWriter } from './snapshot-writer.js';

/**
 * Writes all nodes of a reader to a snapshot and returns its id. The first batch opens the snapshot, and the last one
 * commits it once all others are acknowledged. While requests are under way, only one further batch is read and
 * serialised.
 *
 * The first failure stops all other requests. None is under way when this settles.
 */
export async function fillSnapshot(
  reader: NodeReader,
  writer: SnapshotWriter,
  { size, concurrency, signal }: FillOptions,
): Promise<number> {
  const stop = new AbortController();
  const call = { signal: stop.signal };
  const onAbort = (): void => stop.abort(signal?.reason);
  if (signal?.aborted) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });
  const underWay = new Set<Promise<void>>();

  /** Starts a request. A failure aborts `stop` with the error as its reason. */
  function sendInBackground(batch: PreparedBatch): void {
    const sending = writer.send(batch, call).then(
      () => void underWay.delete(sending),
      (error: unknown) => stop.abort(error),
    );
    underWay.add(sending);
  }
  /** Waits until no more than `most` requests are under way. */
  async function untilUnderWay(most: number): Promise<void> {
    while (underWay.size > most && !stop.signal.aborted) await Promise.race(underWay);
    stop.signal.throwIfAborted();
  }

  try {
    for (;;) {
      const read = await abortable(stop.signal, () => reader.read(size.next(), size.maxBytes));
      const batch = writer.prepare(read);
      await untilUnderWay(batch.isLast ? 0 : concurrency - 1);
      if (batch.isLast) return await writer.send(batch, call);
      if (writer.snapshotId === undefined) await writer.send(batch, call);
      else sendInBackground(batch);
    }
  } catch (error) {
    stop.abort(error); // The first of several failures counts.
    await Promise.all(underWay);
    throw stop.signal.reason;
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}

interface FillOptions {
  readonly size: BatchSize;
  /** The most requests that run in parallel between the first and the last. */
  readonly concurrency: number;
  readonly signal: AbortSignal | undefined;
}
