import { issueNode } from '../lineage/check-node.js';
import { InvalidNodesError } from '../lineage/issue.js';
import { type PreparedNodesRequest, prepareNodesRequest } from './add-nodes.js';
import type { Batch, NodeReader } from './node-reader.js';
import type { BatchLimits } from './options.js';

/** A batch, and the request it goes out with. */
export interface PreparedBatch extends Batch {
  readonly request: PreparedNodesRequest;
}

/** Hands out the nodes of a reader as requests no larger than the limits. */
export class Batches {
  readonly #reader: NodeReader;
  readonly #limits: BatchLimits;
  /** What was read and not handed out yet: the second halves of batches that had too many bytes. */
  readonly #pending: Batch[] = [];

  constructor(reader: NodeReader, limits: BatchLimits) {
    this.#reader = reader;
    this.#limits = limits;
  }

  /** The next request. Throws an `InvalidNodesError` when one node alone is over the limit. */
  async next(integrationUid: string, snapshotId: number | undefined): Promise<PreparedBatch> {
    let batch = this.#pending.pop() ?? (await this.#reader.read(this.#limits.size));
    for (;;) {
      const snapshotHasMoreNodes = !batch.isLast;
      const request = prepareNodesRequest({ integrationUid, nodes: batch.nodes, snapshotId, snapshotHasMoreNodes });
      const bytes = request.body.byteLength;
      if (bytes <= this.#limits.maxBytes || batch.nodes.length === 0) return { ...batch, request };
      batch = this.#halve(batch, bytes);
    }
  }

  /** Keeps the second half for later and returns the first. */
  #halve({ nodes, isLast }: Batch, bytes: number): Batch {
    if (nodes.length === 1) {
      throw new InvalidNodesError([
        {
          severity: 'error',
          code: 'node-too-large',
          message: `makes a request of ${bytes} bytes alone, and \`batch.maxBytes\` is ${this.#limits.maxBytes}. Shorten its texts or raise the limit`,
          node: issueNode(nodes[0]),
          path: [],
        },
      ]);
    }
    const middle = Math.ceil(nodes.length / 2);
    this.#pending.push({ nodes: nodes.slice(middle), isLast });
    return { nodes: nodes.slice(0, middle), isLast: false };
  }
}
