/** The first batch was acknowledged: Paradime has a snapshot that collects the nodes, still unseen. */
export interface SnapshotOpenedEvent {
  readonly type: 'snapshot-opened';
  readonly integrationUid: string;
  readonly snapshotId: number;
}

/** The last batch was acknowledged: the snapshot's nodes replaced those the integration showed. */
export interface SnapshotCommittedEvent {
  readonly type: 'snapshot-committed';
  readonly integrationUid: string;
  readonly snapshotId: number;
  /** How many nodes the integration now shows. */
  readonly nodes: number;
}
