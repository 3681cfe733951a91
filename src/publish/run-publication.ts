import { ParadimeError } from '../errors.js';
import type { Issue } from '../lineage/issue.js';
import type { NodeKind } from '../lineage/node.js';
import { toManifestText } from '../plan/manifest.js';
import { wait } from '../transport/deadline.js';
import { notify } from '../transport/events.js';
import { outcomeOf } from '../transport/outcome.js';
import { delayAfter } from '../transport/retry.js';
import type { Transport } from '../transport/transport.js';
import { BatchSize } from './batch-size.js';
import { type PublishError, publicationFailure } from './errors.js';
import type { SnapshotEvent } from './events.js';
import { fillSnapshot } from './fill-snapshot.js';
import type { OpenNodes } from './open-nodes.js';
import type { PublishOptions } from './options.js';
import { SnapshotWriter, type Traffic } from './snapshot-writer.js';

/**
 * Fills a snapshot and commits it. Until the commit Paradime shows the former nodes. If the outcome of a request is
 * unknown and the nodes can be read again, it starts again in a new snapshot, so that nodes that were stored twice are
 * never shown.
 *
 * Rejects with a `PublishError` once a request was sent, or with the signal's reason if it aborted and no commit can
 * have happened.
 */
export async function runPublication(
  { transport, onEvent }: SendingClient,
  uid: string,
  { reopen, limits, ...nodes }: OpenNodes,
  options: PublishOptions,
): Promise<PublicationResult> {
  const { signal, onProgress, onAmbiguous } = options;
  const integrationUid = transport.redact(uid); // For events, which may be logged: a server made the uid.
  const size = new BatchSize(limits);
  const traffic: Traffic = { requests: 0, retries: 0, bytes: 0 };
  const resend = onAmbiguous === 'resend';
  const maxRestarts = resend ? 0 : limits.maxRestarts;
  let { reader } = nodes;
  let committed: PublishError['committed'] = 'no';

  for (let restarts = 0; ; restarts++) {
    const { totalNodes } = reader;
    const manifestTexts: string[] = [];
    const writer = new SnapshotWriter({
      transport,
      integrationUid: uid,
      size,
      resend,
      traffic,
      onOpened: (snapshotId) => notify(onEvent, { type: 'snapshot-opened', integrationUid, snapshotId }),
      onAcknowledged: ({ nodes }, snapshotId) => {
        const { acknowledgedNodes } = writer;
        const { requests, bytes } = traffic;
        if (options.manifest) for (const node of nodes) manifestTexts.push(toManifestText(node));
        notify(onProgress, { acknowledgedNodes, totalNodes, requests, bytes, batchSize: nodes.length, snapshotId });
      },
    });
    try {
      const snapshotId = await fillSnapshot(reader, writer, { size, concurrency: limits.concurrency, signal });
      const { nodes, acknowledgedNodes } = writer;
      notify(onEvent, { type: 'snapshot-committed', integrationUid, snapshotId, nodes: acknowledgedNodes });
      const { warnings: issues } = reader;
      return { snapshotId, nodes, ...traffic, restarts, issues, ...(options.manifest && { manifestTexts }) };
    } catch (error) {
      if (writer.mayBeCommitted) committed = 'unknown';
      await reader.close();
      const { snapshotId, acknowledgedNodes } = writer;
      const state = { attempts: traffic.requests, snapshotId, acknowledgedNodes, committed };
      const delayMs = delayAfter(error, restarts + 1, transport.retry);
      const isAmbiguous = error instanceof ParadimeError && outcomeOf(error) === 'ambiguous';
      if (!isAmbiguous || !reopen || restarts >= maxRestarts || delayMs === undefined || signal?.aborted) {
        throw publicationFailure({ cause: error, ...state }, signal);
      }
      const about = { integrationUid, abandonedSnapshotId: snapshotId, restart: restarts + 1, delayMs };
      notify(onEvent, { type: 'snapshot-restarted', ...about, error });
      try {
        await wait(delayMs, signal);
        reader = await reopen();
      } catch (cause) {
        throw publicationFailure({ cause, ...state }, signal);
      }
    }
  }
}

/** The parts of a client that sending nodes needs. */
export interface SendingClient {
  readonly transport: Transport;
  readonly onEvent: ((event: SnapshotEvent) => void) | undefined;
}

/** The result of a publication that succeeded. */
export interface PublicationResult extends Readonly<Traffic> {
  /** The snapshot that was committed. */
  readonly snapshotId: number;
  /** The number of nodes of each kind that the integration now shows. */
  readonly nodes: Readonly<Record<NodeKind, number>>;
  /** The number of times the publication started again in a new snapshot. */
  readonly restarts: number;
  /**
   * The warnings that were found, for `formatIssues`. Codes in `checks.ignore` are left out. Empty with `checks: false`.
   *
   * For an array they are those of `checkNodes`. The nodes of any other source are checked one by one, and at most 10,000
   * warnings are kept. `duplicate-node`, `dangling-reference`, `self-reference` and `cycle` are not looked for there,
   * because they need all nodes at once. The exception is `duplicate-node` in `checks.treatAsError`, for which a table of
   * names is kept: 12 bytes in each of 2 to 4 places for a node.
   *
   * A `similar-integration` comes first if `publish` registered the integration although another has almost this name.
   */
  readonly issues: readonly Issue[];
  /** The strings of the manifest, one for each node. Present only if it was requested. */
  readonly manifestTexts?: readonly string[];
}
