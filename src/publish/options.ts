import { ConfigurationError } from '../errors.js';
import type { Issue, IssueCode } from '../lineage/issue.js';
import type { Node } from '../lineage/node.js';
import type { RequestOptions } from '../transport/transport.js';

/**
 * Where nodes come from: an array, anything that can be iterated, or a function that returns one. Arrays and functions
 * are replayable; an iterable is read once, as it is sent.
 */
export type NodeSource =
  | readonly Node[]
  | Iterable<Node>
  | AsyncIterable<Node>
  | (() => Iterable<Node> | AsyncIterable<Node> | Promise<Iterable<Node> | AsyncIterable<Node>>);

/** How nodes are divided into requests. */
export interface BatchOptions {
  /** Nodes per request. Default 10, as in the official client; at most `max`. */
  readonly initial?: number | undefined;
  /** The most nodes per request. Default 500. */
  readonly max?: number | undefined;
  /** The most bytes per request. Default 1,048,576 (1 MiB). The API's own limit is unknown. */
  readonly maxBytes?: number | undefined;
}

/** Which checks of the nodes count. */
export interface CheckOptions {
  /** Codes that do not keep nodes from being published. */
  readonly ignore?: readonly IssueCode[] | undefined;
  /** Codes of warnings that do. */
  readonly treatAsError?: readonly IssueCode[] | undefined;
}

/** How far a publication is, after each acknowledged request. */
export interface Progress {
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
  /** Called after each acknowledged request. Must not throw. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

export interface BatchLimits {
  readonly size: number;
  readonly maxBytes: number;
}

/** Throws a `ConfigurationError` for a limit that is no positive whole number. */
export function readBatchLimits(options: BatchOptions = {}): BatchLimits {
  const { initial = 10, max = 500, maxBytes = 1024 * 1024 } = options;
  for (const [name, value] of Object.entries({ initial, max, maxBytes })) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new ConfigurationError(`\`batch.${name}\` is ${value}. Give a whole number of at least 1.`);
    }
  }
  return { size: Math.min(initial, max), maxBytes };
}

/** The issues that count, with the severity that the options give them. */
export function applyCheckOptions(
  issues: readonly Issue[],
  { ignore = [], treatAsError = [] }: CheckOptions,
): readonly Issue[] {
  return issues
    .filter(({ code }) => !ignore.includes(code))
    .map((issue) => (treatAsError.includes(issue.code) ? { ...issue, severity: 'error' } : issue));
}
