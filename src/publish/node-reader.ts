import { ConfigurationError } from '../errors.js';
import { checkCheckOptions } from '../lineage/checks/check-options.js';
import type { Definition } from '../lineage/definition.js';
import { InvalidNodesError, type Issue } from '../lineage/issue.js';
import type { Node } from '../lineage/node.js';
import { TableResolver } from '../lineage/tables/table-resolver.js';
import { abortable } from '../transport/deadline.js';
import { type NodeChecks, startChecks } from './node-checks.js';
import type { NodeSource, PublishOptions } from './options.js';
import { roughSize } from './rough-size.js';

/** Reads nodes as they are needed. It reads one node ahead, so that it knows which batch is the last. */
export class NodeReader {
  /** The number of nodes, which is known for arrays only. */
  readonly totalNodes: number | undefined;
  #warnings: readonly Issue[];
  readonly #iterator: AnyIterator;
  readonly #check: (node: Node) => void;
  readonly #tables: TableResolver | undefined;
  #isPulling = false;
  #isClosed = false;
  #handedOut = 0;
  #next: IteratorResult<Node, unknown> | undefined;

  private constructor(
    iterator: AnyIterator,
    totalNodes: number | undefined,
    { check, warnings }: NodeChecks,
    tables: TableResolver | undefined,
  ) {
    this.#iterator = iterator;
    this.totalNodes = totalNodes;
    this.#check = check;
    this.#warnings = warnings;
    this.#tables = tables;
  }

  /** The warnings of the nodes that were read so far, or of the whole array. Empty unless they were asked for. */
  get warnings(): readonly Issue[] {
    return this.#warnings;
  }

  /**
   * Opens a source. Checks an array as a whole, and the nodes of any other source one by one as they are read,
   * beginning with the first. Throws an `InvalidNodesError` for nodes that cannot be published, and for no nodes unless
   * `allowEmpty`. `wantsWarnings` says whether the caller reads `warnings`.
   */
  static async open(
    source: NodeSource,
    definition: Definition | undefined,
    { checks = {}, allowEmpty = false, signal, dbt, dbtNames }: PublishOptions,
    wantsWarnings: boolean,
  ): Promise<NodeReader> {
    if (checks !== false) checkCheckOptions(checks);
    const nodes = typeof source === 'function' ? await call(source, signal) : source;
    const iterator = iteratorOf(nodes);
    const array = Array.isArray(nodes) ? nodes : undefined;
    const tables = TableResolver.of({ dbt, dbtNames });
    const started = startChecks(array, definition, checks, wantsWarnings, tables);
    const reader = new NodeReader(iterator, array?.length, started, tables);
    try {
      await abortable(signal, async () => reader.#advance());
    } catch (error) {
      await reader.close();
      throw error;
    }
    if (reader.#next?.done && !allowEmpty) throw noNodes();
    return reader;
  }

  /**
   * Opens a source again. An array was already checked as a whole, so it is not checked again, and keeps the `warnings`
   * that were found.
   */
  static async reopen(
    source: NodeSource,
    definition: Definition | undefined,
    options: PublishOptions,
    warnings: readonly Issue[],
  ): Promise<NodeReader> {
    if (!Array.isArray(source)) return await NodeReader.open(source, definition, options, true);
    const reader = await NodeReader.open(source, definition, { ...options, checks: false }, true);
    reader.#warnings = warnings;
    return reader;
  }

  /**
   * Returns the next nodes: at most `size` of them, and no more than make a request of about `maxBytes`, but at least one.
   * Throws an `InvalidNodesError` for a node that cannot be published, and a `ConfigurationError` for an array that changed.
   */
  async read(size: number, maxBytes: number): Promise<Batch> {
    const nodes: Node[] = [];
    let bytes = 0;
    while (this.#next && !this.#next.done && nodes.length < size) {
      bytes += roughSize(this.#next.value);
      if (bytes > maxBytes && nodes.length > 0) break;
      nodes.push(this.#next.value);
      const step = this.#advance();
      if (step) await step; // Only for asynchronous sources: a tick for every node of an array would be slow.
    }
    this.#handedOut += nodes.length;
    const isLast = this.#next?.done === true;
    if (isLast && this.#handedOut !== (this.totalNodes ?? this.#handedOut)) {
      throw new ConfigurationError(
        `The array of nodes changed while it was published: it had ${this.totalNodes} nodes, then ${this.#handedOut}.`,
      );
    }
    return { nodes, isLast };
  }

  /**
   * Releases what the source holds open (a file, say) if it was not read to the end. Waits a moment for it, because the
   * caller may want to use what it releases, but not for a source that is still producing its next node.
   */
  async close(): Promise<void> {
    if (this.#next?.done || this.#isClosed) return;
    this.#isClosed = true;
    try {
      const closing = Promise.resolve(this.#iterator.return?.());
      if (this.#isPulling) closing.catch(() => {});
      else await abortable(AbortSignal.timeout(closingMs), () => closing);
    } catch {
      // The failure because of which the source is closed early says more than this one.
    }
  }

  #advance(): Promise<void> | undefined {
    const next = this.#iterator.next();
    if (!('then' in next)) {
      this.#accept(next);
      return undefined;
    }
    this.#isPulling = true;
    return next
      .then((result) => this.#accept(result))
      .finally(() => {
        this.#isPulling = false;
      });
  }

  #accept(next: IteratorResult<Node, unknown>): void {
    if (this.#isClosed) this.#next = { done: true, value: undefined };
    else {
      if (!next.done) this.#check(next.value);
      this.#next = next.done || !this.#tables ? next : { done: false, value: this.#tables.resolve(next.value) };
    }
  }
}

/** A source whose clean-up hangs must not hold a publication that has ended. */
const closingMs = 200;

/** Calls a function source. What it opens after an abort is closed, because nobody will read it. */
async function call(source: Extract<NodeSource, () => unknown>, signal: AbortSignal | undefined) {
  const opening = (async () => source())();
  try {
    return await abortable(signal, () => opening);
  } catch (error) {
    opening.then((nodes) => iteratorOf(nodes).return?.()).catch(() => {});
    throw error;
  }
}

/** Nodes for one request. */
export interface Batch {
  readonly nodes: readonly Node[];
  /** Whether no nodes come after these. */
  readonly isLast: boolean;
}

type AnyIterator = Iterator<Node> | AsyncIterator<Node>;

/** The error for a publication without nodes. `option` is what allows one, in the words of the caller. */
export function noNodes(option = '`allowEmpty: true`'): InvalidNodesError {
  const message = `There are no nodes to publish. An empty publication would clear the integration: if that is what you want, pass ${option}.`;
  return new InvalidNodesError([], { message });
}

/** Whether an error is one of `noNodes`. It is the only one without issues. */
export function isNoNodes(error: unknown): boolean {
  return error instanceof InvalidNodesError && error.issues.length === 0;
}

/** Whether the nodes of a source can be read again from the start. */
export function isReplayable(source: NodeSource): boolean {
  return Array.isArray(source) || typeof source === 'function';
}

function iteratorOf(nodes: Iterable<Node> | AsyncIterable<Node>): AnyIterator {
  if (typeof nodes === 'object' && nodes !== null) {
    if (Symbol.asyncIterator in nodes) return nodes[Symbol.asyncIterator]();
    if (Symbol.iterator in nodes) return nodes[Symbol.iterator]();
  }
  throw new ConfigurationError(
    '`nodes` must be an array, another iterable or async iterable, or a function that returns one.',
  );
}
