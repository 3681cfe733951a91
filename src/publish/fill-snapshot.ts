import { abortable } from '../transport/deadline.js';
import type { BatchSize } from './batch-size.js';
import type { NodeReader } from './node-reader.js';
import type { PreparedBatch, SnapshotWriter } from './snapshot-writer.js';

interface FillOptions {
  readonly size: BatchSize;
  /** How many requests run side by side between the first and the last. */
  readonly concurrency: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Writes all nodes of a reader to a snapshot and returns its id: the first batch opens it, the last one commits it once
 * all others are acknowledged. While requests are under way the next batch is read and serialised, no more.
 *
 * The first failure stops what else is under way; nothing is when this settles.
 */
export async function fillSnapshot(
  reader: NodeReader,
  writer: SnapshotWriter,
  { size, concurrency, signal }: FillOptions,
): Promise<number> {
  const stop = new AbortController();
  const onAbort = (): void => stop.abort(signal?.reason);
  if (signal?.aborted) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });
  const underWay = new Set<Promise<void>>();

  /** Never rejects: a failure is the reason of `stop`. */
  function sendInBackground(batch: PreparedBatch): void {
    const sending = writer.send(batch, stop.signal).then(
      () => void underWay.delete(sending),
      (error: unknown) => stop.abort(error),
    );
    underWay.add(sending);
  }
  async function untilUnderWay(most: number): Promise<void> {
    while (underWay.size > most && !stop.signal.aborted) await Promise.race(underWay);
    stop.signal.throwIfAborted();
  }

  try {
    for (;;) {
      const read = await abortable(stop.signal, () => reader.read(size.next()));
      const batch = writer.prepare(read);
      await untilUnderWay(batch.isLast ? 0 : concurrency - 1);
      if (batch.isLast) return await writer.send(batch, stop.signal);
      if (writer.snapshotId === undefined) await writer.send(batch, stop.signal);
      else sendInBackground(batch);
    }
  } catch (error) {
    stop.abort(error); // Of several failures the first counts.
    await Promise.all(underWay);
    throw stop.signal.reason;
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}
