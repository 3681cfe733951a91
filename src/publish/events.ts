import type { ParadimeError } from '../errors.js';

/** An event of a publication. */
export type SnapshotEvent = SnapshotOpenedEvent | SnapshotRestartedEvent | SnapshotCommittedEvent;

/** The first batch was acknowledged, so Paradime has a new snapshot. Its nodes are not shown yet. */
export interface SnapshotOpenedEvent {
  readonly type: 'snapshot-opened';
  readonly integrationUid: string;
  readonly snapshotId: number;
}

/** The outcome of a request is unknown, so the publication starts again in a new snapshot. */
export interface SnapshotRestartedEvent {
  readonly type: 'snapshot-restarted';
  readonly integrationUid: string;
  /** The snapshot that is abandoned. Absent if not even its first batch was acknowledged. */
  readonly abandonedSnapshotId?: number | undefined;
  /** The number of the restart, from 1. */
  readonly restart: number;
  /** The wait before the restart, in milliseconds. */
  readonly delayMs: number;
  /** The error that left the outcome unknown. */
  readonly error: ParadimeError;
}

/** The last batch was acknowledged, so the snapshot's nodes have replaced the former ones. */
export interface SnapshotCommittedEvent {
  readonly type: 'snapshot-committed';
  readonly integrationUid: string;
  readonly snapshotId: number;
  /** The number of nodes that the integration now shows. */
  readonly nodes: number;
}
