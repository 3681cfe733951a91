import { ConfigurationError } from '../errors.js';
import { checkAll, createNodeChecker } from '../lineage/check-nodes.js';
import { applyCheckOptions, assertKnownCodes, type CheckOptions } from '../lineage/check-options.js';
import type { Definition } from '../lineage/definition.js';
import { InvalidNodesError, type Issue } from '../lineage/issue.js';
import type { Node } from '../lineage/node.js';
import { abortable } from '../transport/deadline.js';
import type { NodeSource, PublishOptions } from './options.js';

/** Nodes for one request. */
export interface Batch {
  readonly nodes: readonly Node[];
  /** Whether no nodes come after these. */
  readonly isLast: boolean;
}

type AnyIterator = Iterator<Node> | AsyncIterator<Node>;

/** The error of a publication without nodes. */
export function noNodes(): InvalidNodesError {
  const message =
    'There are no nodes to publish, which would clear the integration. If that is what you want, pass `allowEmpty: true`.';
  return new InvalidNodesError([], { message });
}

/** Reads nodes as they are needed, one ahead of those it hands out: so it knows which batch is the last. */
export class NodeReader {
  /** Known for arrays only. */
  readonly totalNodes: number | undefined;
  readonly #iterator: AnyIterator;
  readonly #check: (node: Node) => void;
  #isPulling = false;
  #next: IteratorResult<Node, unknown> | undefined;

  private constructor(iterator: AnyIterator, totalNodes: number | undefined, check: (node: Node) => void) {
    this.#iterator = iterator;
    this.totalNodes = totalNodes;
    this.#check = check;
  }

  /**
   * Opens a source. Checks an array as a whole, and of anything else the first node; what follows is checked as it is
   * read. Throws an `InvalidNodesError` for nodes that cannot be published, and for none at all unless that is allowed.
   */
  static async open(
    source: NodeSource,
    definition: Definition | undefined,
    { checks = {}, allowEmpty = false, signal }: PublishOptions,
  ): Promise<NodeReader> {
    if (checks) assertKnownCodes(checks);
    const nodes = typeof source === 'function' ? await abortable(signal, async () => source()) : source;
    const iterator = iteratorOf(nodes);
    const array = Array.isArray(nodes) ? nodes : undefined;
    if (checks && array) {
      refuse(applyCheckOptions(checkAll(array, definition, warningsCount(checks)), checks));
    }
    const reader = new NodeReader(
      iterator,
      array?.length,
      checks && !array ? strictChecker(definition, checks) : () => {},
    );
    try {
      await abortable(signal, async () => reader.#advance());
    } catch (error) {
      await reader.close();
      throw error;
    }
    if (reader.#next?.done && !allowEmpty) throw noNodes();
    return reader;
  }

  /** Opens a source once more. An array was checked as a whole already. */
  static reopen(source: NodeSource, definition: Definition | undefined, options: PublishOptions): Promise<NodeReader> {
    return NodeReader.open(source, definition, Array.isArray(source) ? { ...options, checks: false } : options);
  }

  /** The next nodes, as many as `size` where there are. Throws an `InvalidNodesError` when one cannot be published. */
  async read(size: number): Promise<Batch> {
    const nodes: Node[] = [];
    while (this.#next && !this.#next.done && nodes.length < size) {
      nodes.push(this.#next.value);
      const step = this.#advance();
      if (step) await step; // Only where the source is asynchronous: a tick for every node of an array would be felt.
    }
    return { nodes, isLast: this.#next?.done === true };
  }

  /**
   * Lets go of what the source holds, a file for instance, when it was not read to its end. Does not wait for a source
   * that is busy with its next node: it cannot be interrupted.
   */
  async close(): Promise<void> {
    if (this.#next?.done) return;
    this.#next = { done: true, value: undefined };
    try {
      const closing = this.#iterator.return?.();
      if (this.#isPulling) Promise.resolve(closing).catch(() => {});
      else await closing;
    } catch {
      // The failure for which the source is closed early says more than this one.
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
    if (!next.done) this.#check(next.value);
    this.#next = next;
  }
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
    '`nodes` cannot be iterated. Give an array, an iterable, or a function that returns one.',
  );
}

/** Throws at the first node that cannot be published. */
function strictChecker(definition: Definition | undefined, checks: CheckOptions): (node: Node) => void {
  const check = createNodeChecker(definition, { warn: warningsCount(checks) });
  return (node) => {
    const issues = check(node);
    if (issues.length > 0) refuse(applyCheckOptions(issues, checks));
  };
}

/** Warnings are looked for only where they can keep nodes from being published. */
function warningsCount({ treatAsError = [] }: CheckOptions): boolean {
  return treatAsError.length > 0;
}

function refuse(issues: readonly Issue[]): void {
  if (issues.some(({ severity }) => severity === 'error')) throw new InvalidNodesError(issues);
}
