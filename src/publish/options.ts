import { type CheckOptions, checkCheckOptions } from '../lineage/checks/check-options.js';
import { requireOneOf } from '../lineage/definition.js';
import type { Node } from '../lineage/node.js';
import type { TableOptions } from '../lineage/tables/table-resolver.js';
import { checkOptions, type OptionTypes } from '../options.js';
import type { RequestOptions } from '../transport/transport.js';
import { requireWholeNumber } from '../whole-number.js';

/** Options of `publish` and `publishNodes`. */
export interface PublishOptions extends RequestOptions, TableOptions {
  /** How nodes are divided into requests. */
  readonly batch?: BatchOptions | undefined;
  /** Allows publishing no nodes at all, which clears the integration. Default false. */
  readonly allowEmpty?: boolean | undefined;
  /** Which issues prevent nodes from being published. Default: all errors and no warnings. `false` skips all checks. */
  readonly checks?: CheckOptions | false | undefined;
  /**
   * The most requests that run in parallel between the first and the last. Default 1, as in the official client.
   * Whether the live API allows more is unknown.
   */
  readonly concurrency?: number | undefined;
  /**
   * The most times a publication starts again in a new snapshot after a request whose outcome is unknown. Default 2.
   * Restarting requires nodes that can be read again: an array or a function.
   */
  readonly maxRestarts?: number | undefined;
  /**
   * The reaction to a request whose outcome is unknown. `restart`, the default, starts again in a new snapshot.
   * `resend` sends the request again, which works even for a stream, but may store nodes twice if the server does not
   * recognise them.
   */
  readonly onAmbiguous?: 'restart' | 'resend' | undefined;
  /**
   * Adds a manifest to the report, with which `planPublication` compares the next publication. Default false. Takes
   * about 100 bytes per node.
   */
  readonly manifest?: boolean | undefined;
  /**
   * Called after each acknowledged request. If it throws, the publication is unaffected and the error is reported as
   * uncaught, as with `EventTarget`.
   */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/**
 * A source of nodes: an array, another iterable or async iterable, or a function that returns one. Arrays and functions
 * can be read again for a restart. Any other iterable is read once, while its nodes are sent.
 */
export type NodeSource =
  | readonly Node[]
  | Iterable<Node>
  | AsyncIterable<Node>
  | (() => Iterable<Node> | AsyncIterable<Node> | Promise<Iterable<Node> | AsyncIterable<Node>>);

/**
 * How nodes are divided into requests. The number of nodes doubles from one request to the next while requests are
 * quick (under 2 seconds), and halves if one is too large for the server (413) or times out.
 */
export interface BatchOptions {
  /** The number of nodes in the first request, at most `max`. Default 10, as in the official client. */
  readonly initial?: number | undefined;
  /** The most nodes per request. Default 500. */
  readonly max?: number | undefined;
  /** The most bytes per request. Default 1,048,576 (1 MiB). The API's own limit is unknown. */
  readonly maxBytes?: number | undefined;
}

/** The progress of a publication, after each acknowledged request. */
export interface Progress {
  /** The number of acknowledged nodes in the current snapshot. Starts at 0 again after a restart. */
  readonly acknowledgedNodes: number;
  /** The number of nodes to publish, which is known for arrays only. */
  readonly totalNodes?: number | undefined;
  /** The number of requests with nodes so far, including repeated ones. */
  readonly requests: number;
  /** The size of the bodies of these requests, in bytes. */
  readonly bytes: number;
  /** The number of nodes in the request that was just acknowledged. */
  readonly batchSize: number;
  /** The snapshot that is being filled. */
  readonly snapshotId: number;
}

const optionTypes = {
  signal: 'any',
  batch: 'any',
  allowEmpty: 'boolean',
  checks: 'any',
  concurrency: 'any',
  maxRestarts: 'any',
  onAmbiguous: 'any',
  manifest: 'boolean',
  onProgress: 'function',
  dbt: 'any',
  dbtNames: 'any',
} as const satisfies OptionTypes & Record<keyof PublishOptions, unknown>;

/**
 * Throws a `ConfigurationError` for options that a publication could not work with, whose mistake would show only when
 * nodes are already published, or that would be ignored.
 */
export function checkPublishOptions(options: PublishOptions): void {
  checkOptions('`options`', options, optionTypes);
  const { checks = {}, onAmbiguous = 'restart' } = options;
  if (checks !== false) checkCheckOptions(checks);
  requireOneOf('option `onAmbiguous`', onAmbiguous, { restart: true, resend: true });
}

/** The numeric options of a publication, with defaults applied. */
export interface PublishLimits {
  readonly initial: number;
  readonly max: number;
  readonly maxBytes: number;
  readonly concurrency: number;
  readonly maxRestarts: number;
}

/** Applies the defaults. Throws a `ConfigurationError` for a limit that is not a whole number or is too small. */
export function readLimits({ batch = {}, concurrency = 1, maxRestarts = 2 }: PublishOptions): PublishLimits {
  checkOptions('`batch`', batch, { initial: 'any', max: 'any', maxBytes: 'any' });
  const { initial = 10, max = 500, maxBytes = 1024 * 1024 } = batch;
  const atLeastOne = { 'batch.initial': initial, 'batch.max': max, 'batch.maxBytes': maxBytes, concurrency };
  for (const [name, value] of Object.entries({ ...atLeastOne, maxRestarts })) {
    const least = name in atLeastOne ? 1 : 0;
    requireWholeNumber(name, value, least);
  }
  return { initial: Math.min(initial, max), max, maxBytes, concurrency, maxRestarts };
}
