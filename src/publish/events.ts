import type { ParadimeError } from '../errors.js';

/** The first batch was acknowledged: Paradime has a snapshot that collects the nodes, still unseen. */
export interface SnapshotOpenedEvent {
  readonly type: 'snapshot-opened';
  readonly integrationUid: string;
  readonly snapshotId: number;
}

/** The outcome of a request is unknown: the publication begins anew in a fresh snapshot. */
export interface SnapshotRestartedEvent {
  readonly type: 'snapshot-restarted';
  readonly integrationUid: string;
  /** The snapshot that is given up; absent when not even its first batch was acknowledged. */
  readonly abandonedSnapshotId?: number | undefined;
  /** Which restart it is, from 1. */
  readonly restart: number;
  /** How long until then, in milliseconds. */
  readonly delayMs: number;
  /** What made the outcome unknown. */
  readonly error: ParadimeError;
}

/** The last batch was acknowledged: the snapshot's nodes replaced those the integration showed. */
export interface SnapshotCommittedEvent {
  readonly type: 'snapshot-committed';
  readonly integrationUid: string;
  readonly snapshotId: number;
  /** How many nodes the integration now shows. */
  readonly nodes: number;
}

export type SnapshotEvent = SnapshotOpenedEvent | SnapshotRestartedEvent | SnapshotCommittedEvent;
