import type { CheckOptions } from '../lineage/check-options.js';
import type { Node } from '../lineage/node.js';
import type { RequestOptions } from '../transport/transport.js';
import { requireWholeNumber } from '../whole-number.js';

/**
 * Where nodes come from: an array, anything that can be iterated, or a function that returns one. Arrays and functions
 * are replayable; an iterable is read once, as it is sent.
 */
export type NodeSource =
  | readonly Node[]
  | Iterable<Node>
  | AsyncIterable<Node>
  | (() => Iterable<Node> | AsyncIterable<Node> | Promise<Iterable<Node> | AsyncIterable<Node>>);

/**
 * How nodes are divided into requests. Their number doubles from one request to the next while these are quick (under
 * 2 seconds), and halves when one is too large for the server (413) or times out.
 */
export interface BatchOptions {
  /** Nodes in the first request. Default 10, as in the official client; at most `max`. */
  readonly initial?: number | undefined;
  /** The most nodes in a request. Default 500. */
  readonly max?: number | undefined;
  /** The most bytes per request. Default 1,048,576 (1 MiB). The API's own limit is unknown. */
  readonly maxBytes?: number | undefined;
}

/** How far a publication is, after each acknowledged request. */
export interface Progress {
  /** In the snapshot that is being filled: begins at 0 again when the publication begins anew. */
  readonly acknowledgedNodes: number;
  /** Known for arrays only. */
  readonly totalNodes?: number | undefined;
  /** Requests with nodes so far. */
  readonly requests: number;
  /** Size of their bodies. */
  readonly bytes: number;
  /** Nodes in the request that was just acknowledged. */
  readonly batchSize: number;
  readonly snapshotId: number;
}

/** Options of `publish` and `publishNodes`. */
export interface PublishOptions extends RequestOptions {
  readonly batch?: BatchOptions | undefined;
  /** Publishes even no nodes at all, which clears the integration. Default false: an empty set is refused. */
  readonly allowEmpty?: boolean | undefined;
  /** Default: all errors count, warnings do not. `false` checks nothing. */
  readonly checks?: CheckOptions | false | undefined;
  /**
   * How many requests run side by side between the first and the last. Default 1, as in the official client; whether the
   * live API allows more is unknown.
   */
  readonly concurrency?: number | undefined;
  /**
   * How often a publication may be begun anew in a fresh snapshot, after a request whose outcome is unknown. Default 2.
   * Needs nodes that can be read again: an array, or a function.
   */
  readonly maxRestarts?: number | undefined;
  /**
   * What follows a request whose outcome is unknown: `restart` in a fresh snapshot, the default; or `resend` the request,
   * which also works for a stream, and may store nodes twice if the server does not recognise them.
   */
  readonly onAmbiguous?: 'restart' | 'resend' | undefined;
  /**
   * Puts a manifest into the report: what `planPublication` compares the next publication with. Default false; some 100
   * bytes a node.
   */
  readonly manifest?: boolean | undefined;
  /** Called after each acknowledged request. An error that it throws surfaces as an uncaught one, as with `EventTarget`. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** The options of a publication that are numbers, with their defaults. */
export interface PublishLimits {
  readonly initial: number;
  readonly max: number;
  readonly maxBytes: number;
  readonly concurrency: number;
  readonly maxRestarts: number;
}

/** Throws a `ConfigurationError` for a limit that cannot work. */
export function readLimits({ batch = {}, concurrency = 1, maxRestarts = 2 }: PublishOptions): PublishLimits {
  const { initial = 10, max = 500, maxBytes = 1024 * 1024 } = batch;
  const atLeastOne = { 'batch.initial': initial, 'batch.max': max, 'batch.maxBytes': maxBytes, concurrency };
  for (const [name, value] of Object.entries({ ...atLeastOne, maxRestarts })) {
    const least = name in atLeastOne ? 1 : 0;
    requireWholeNumber(name, value, least);
  }
  return { initial: Math.min(initial, max), max, maxBytes, concurrency, maxRestarts };
}
