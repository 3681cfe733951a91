import { messageOf, ParadimeError } from '../errors.js';

/**
 * A publication failed after a request with nodes was sent. `cause` is the reason, and `attempts` counts all requests
 * with nodes.
 */
export class PublishError extends ParadimeError {
  static {
    PublishError.prototype.name = 'PublishError';
  }
  override readonly code = 'PUBLISH';
  /** The snapshot that was being filled. Absent if not even the first batch was acknowledged. */
  declare readonly snapshotId?: number;
  /** The number of nodes that the server acknowledged. */
  readonly acknowledgedNodes: number;
  /**
   * `no`: the integration still shows its former nodes. `unknown`: it shows either the former nodes or the new ones.
   */
  readonly committed: 'no' | 'unknown';
  /**
   * Set by `append` and `commit` of a snapshot. `none`: the snapshot has none of the nodes of this call, so the call
   * can safely be repeated. `unknown`: it has or may have some of them, so repeating the call could store them twice.
   */
  declare readonly stored?: 'none' | 'unknown';

  constructor({ cause, attempts, snapshotId, acknowledgedNodes, committed, stored }: PublishErrorDetails) {
    const because = messageOf(cause).replace(/(?<![.?!])$/, '.');
    const state =
      committed === 'no'
        ? 'The integration still shows its former nodes. Publish again to replace them.'
        : 'It is unknown whether the integration shows its former nodes or the new ones. Publish again to make sure.';
    super(`The publication failed: ${because} ${state}`, {
      cause,
      ...(cause instanceof ParadimeError && {
        operationName: cause.operationName,
        status: cause.status,
        requestId: cause.requestId,
      }),
      attempts,
    });
    if (snapshotId !== undefined) this.snapshotId = snapshotId;
    this.acknowledgedNodes = acknowledgedNodes;
    this.committed = committed;
    if (stored !== undefined) this.stored = stored;
  }
}

/**
 * Returns the error with which a publication rejects. It is the cause itself if no request with nodes was sent, and
 * after an abort unless a commit may have been processed. Otherwise it is a `PublishError`.
 */
export function publicationFailure(details: PublishErrorDetails, signal: AbortSignal | undefined): unknown {
  const { cause, attempts, committed } = details;
  const isAbort = signal?.aborted === true && cause === signal.reason;
  return attempts === 0 || (isAbort && committed === 'no') ? cause : new PublishError(details);
}

interface PublishErrorDetails {
  readonly cause: unknown;
  /** The number of requests with nodes that were sent. */
  readonly attempts: number;
  readonly snapshotId: number | undefined;
  readonly acknowledgedNodes: number;
  /** `unknown` if any attempt, not only the last, sent a commit whose outcome is unknown. */
  readonly committed: 'no' | 'unknown';
  readonly stored?: 'none' | 'unknown' | undefined;
}
