import { messageOf, ParadimeError } from '../errors.js';

interface PublishErrorDetails {
  readonly cause: unknown;
  readonly attempts: number;
  readonly snapshotId: number | undefined;
  readonly acknowledgedNodes: number;
  readonly committed: 'no' | 'unknown';
  readonly stored?: 'none' | 'unknown' | undefined;
}

/** A publication failed after a node request was sent. What made it fail is the `cause`; `attempts` counts all requests with nodes. */
export class PublishError extends ParadimeError {
  static {
    PublishError.prototype.name = 'PublishError';
  }
  override readonly code = 'PUBLISH';
  /** The snapshot that was being filled; absent when not even the first batch was acknowledged. */
  declare readonly snapshotId?: number;
  /** How many nodes the server acknowledged. */
  readonly acknowledgedNodes: number;
  /** `no`: the integration shows the nodes it showed before. `unknown`: those, or the new ones. */
  readonly committed: 'no' | 'unknown';
  /**
   * Of `append` and `commit` of a snapshot. `none`: the snapshot has none of the nodes of this call, which may be made
   * again. `unknown`: it has some of them, or may have: made again, the call could store them twice.
   */
  declare readonly stored?: 'none' | 'unknown';

  constructor({ cause, attempts, snapshotId, acknowledgedNodes, committed, stored }: PublishErrorDetails) {
    const because = messageOf(cause).replace(/(?<![.?!])$/, '.');
    const state =
      committed === 'no'
        ? 'The integration shows the nodes it showed before'
        : 'Whether the integration shows the former nodes or the new ones is unknown';
    super(`The publication failed: ${because} ${state}; publishing again settles it.`, {
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

/** What is known when a publication fails. */
interface PublicationState {
  /** How many requests with nodes were sent. */
  readonly attempts: number;
  /** Whether any attempt, not only the last, sent a commit of which it is unknown what became. */
  readonly mayBeCommitted: boolean;
  readonly snapshotId: number | undefined;
  readonly acknowledgedNodes: number;
  readonly stored?: PublishErrorDetails['stored'];
}

/** What a publication rejects with: the cause itself before a request was sent, and for an abort that no commit can have escaped. */
export function failureOf(
  cause: unknown,
  signal: AbortSignal | undefined,
  { mayBeCommitted, ...state }: PublicationState,
): unknown {
  const isAbort = signal?.aborted === true && cause === signal.reason;
  if (state.attempts === 0 || (isAbort && !mayBeCommitted)) return cause;
  return new PublishError({ cause, ...state, committed: mayBeCommitted ? 'unknown' : 'no' });
}
