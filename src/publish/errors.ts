import { ParadimeError } from '../errors.js';

interface PublishErrorDetails {
  readonly cause: unknown;
  readonly attempts: number;
  readonly snapshotId: number | undefined;
  readonly acknowledgedNodes: number;
  readonly committed: 'no' | 'unknown';
}

/** A publication failed after a node request was sent. What made it fail is the `cause`. */
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

  constructor({ cause, attempts, snapshotId, acknowledgedNodes, committed }: PublishErrorDetails) {
    const because = cause instanceof Error ? cause.message : String(cause);
    const state =
      committed === 'no'
        ? 'The integration shows the nodes it showed before'
        : 'Whether the integration shows the former nodes or the new ones is unknown';
    super(`The publication failed: ${because} ${state}; publishing again settles it.`, {
      cause,
      attempts,
      ...(cause instanceof ParadimeError && {
        operationName: cause.operationName,
        status: cause.status,
        requestId: cause.requestId,
      }),
    });
    if (snapshotId !== undefined) this.snapshotId = snapshotId;
    this.acknowledgedNodes = acknowledgedNodes;
    this.committed = committed;
  }
}
