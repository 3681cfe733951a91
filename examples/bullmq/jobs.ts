/** The one queue that all jobs go through. */
export const queueName = 'paradime-publications';

/** A request to publish an integration. The one with the highest number is the latest and supersedes the others. */
export interface Publication {
  readonly integrationUid: string;
  readonly number: number;
  /** How often it started again in a fresh snapshot. */
  readonly restarts: number;
}

/** One attempt at a publication, in a snapshot of its own. */
export interface Run {
  readonly id: string;
  readonly publication: Publication;
  readonly snapshotId: number;
}

/** `open` starts a run, each `append` adds a part of the nodes to it, and `commit`, their parent, ends it. */
export type JobData =
  | { readonly step: 'open'; readonly publication: Publication }
  | { readonly step: 'append'; readonly run: Run; readonly part: string }
  | { readonly step: 'commit'; readonly run: Run; readonly parts: readonly string[] };

export type JobResult =
  | { readonly state: 'appended' }
  /** Another job continues the publication. */
  | { readonly state: 'continued'; readonly jobId: string }
  | { readonly state: 'committed'; readonly run: Run }
  /** A later publication of the integration has begun, so this one has stopped. */
  | { readonly state: 'superseded' };
