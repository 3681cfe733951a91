import { ConfigurationError, show } from '../../errors.js';
import { DigestTable } from '../../identity/digest-table.js';
import { stableIdOf } from '../../identity/stable-id.js';
import { checkOptions } from '../../options.js';
import { checkDefinition, type Definition } from '../definition.js';
import { describeNode, type Issue, type IssueNode, issueNode, issueOf } from '../issue.js';
import type { Node } from '../node.js';
import { type TableOptions, TableResolver } from '../tables/table-resolver.js';
import { checkLineage } from './check-lineage.js';
import { checkNode } from './check-node.js';
import { checkTables } from './check-table.js';
import { createNodeWarner } from './warn-node.js';

/**
 * Checks nodes and returns all issues, errors and warnings. Sends nothing. `paradime.publish` does the same by itself: it
 * refuses nodes with errors, and its report has the warnings.
 *
 * Errors prevent nodes from being published: two nodes with the same stable id, an undeclared node type, a node whose
 * kind differs from its type's, a node of another integration, an unknown or invalid attribute, an incomplete
 * reference, a time out of range, an empty name. Warnings do not: two nodes with the same type and name but different
 * ids, a reference to a missing node of this integration or to the node itself, a cycle, a table name that is not in
 * lower case, a `url` that is not a web address, a reference to an integration whose name is almost this one's.
 *
 * With a dbt project as `dbt`, tables are looked up in it: one that it does not have is a warning. Without one, a reference
 * to a model or source is an error.
 *
 * Throws a `ConfigurationError` for a definition that cannot be registered, and for nodes that are not an array.
 */
export function checkNodes(
  definition: Definition,
  nodes: readonly Node[],
  options: TableOptions = {},
): readonly Issue[] {
  checkDefinition(definition);
  checkOptions('The options of checkNodes', options, { dbt: 'any', dbtNames: 'any' });
  if (!Array.isArray(nodes)) throw new ConfigurationError(`\`nodes\` must be an array of nodes (got ${show(nodes)}).`);
  return checkAll(nodes, definition, true, TableResolver.of(options));
}

/** Checks an array of nodes. Without a definition, checks that depend on one are skipped. */
export function checkAll(
  nodes: readonly Node[],
  definition: Definition | undefined,
  warn: boolean,
  tables?: TableResolver,
): readonly Issue[] {
  const nodeAt = (index: number): Node | undefined => nodes[index];
  const check = createNodeChecker(definition, { nodeAt, keyOf: keyFor(nodes), length: nodes.length, warn, tables });
  const issues: Issue[] = [];
  for (const node of nodes) for (const issue of check(node)) issues.push(issue);
  if (warn && definition) for (const issue of checkLineage(definition, nodes)) issues.push(issue);
  return issues;
}

/**
 * Returns a function that gives two nodes the same key exactly if they have the same stable id. Stable ids derived from
 * names are UUIDs v5. Unless a node has such a UUID as its own `id`, names and ids can be compared without hashing, and
 * each name has to be hashed only once: when it is sent.
 */
function keyFor(nodes: readonly Node[]): (node: Identified) => string {
  const isV5 = /^[\da-f]{8}-[\da-f]{4}-5/;
  return nodes.some((node) => typeof node?.id === 'string' && isV5.test(node.id))
    ? stableIdOf
    : ({ id, name }) => id || `\0${name}`;
}

/** Half of an emoji, say, of a name that was cut. UTF-8 cannot hold it, so all of them are sent as U+FFFD. */
const loneSurrogate = /\p{Surrogate}/u;
const loneSurrogates = /\p{Surrogate}/gu;

interface CheckerOptions {
  /**
   * Returns the node at an earlier index, if it is still available: an issue then names both nodes, and is certain. In
   * a stream only the position of the earlier node is known.
   */
  readonly nodeAt?: ((index: number) => Identified | undefined) | undefined;
  /** A string that is the same for two nodes exactly if they have the same stable id. Default: the stable id. */
  readonly keyOf?: (node: Identified) => string;
  /** The number of nodes, if known. */
  readonly length?: number;
  /** Whether to look for warnings as well as errors. */
  readonly warn: boolean;
  /**
   * Whether `duplicate-node` is among these warnings. It takes as much memory as looking for duplicate stable ids. Default:
   * true.
   */
  readonly compareNames?: boolean;
  /** Looks tables up in a dbt project. */
  readonly tables?: TableResolver | undefined;
}

const none: readonly Issue[] = [];

/** Returns the issues of the next node: its own, and those it has together with earlier nodes. */
export type NodeChecker = (node: Node) => readonly Issue[];

/** Creates a checker for nodes that come one by one. Without a definition, checks that depend on one are skipped. */
export function createNodeChecker(definition: Definition | undefined, options: CheckerOptions): NodeChecker {
  const { warn, tables } = options;
  const warnNode = createNodeWarner(definition, tables);
  const findTwin = createTwinFinder(options);
  let count = 0;
  return (node) => {
    const index = count++;
    const own = checkNode(node, definition, index);
    const missing = tables === undefined ? checkTables(node, index) : none;
    const errors = missing.length > 0 ? [...own, ...missing] : own;
    const warnings = warn ? warnNode(node, index) : errors;
    const issues = errors.length > 0 && warn ? [...errors, ...warnings] : warnings;
    const { nodeType, name, id } = node ?? {};
    if (typeof nodeType !== 'string' || typeof name !== 'string' || typeof (id ?? '') !== 'string') return issues;
    const found = findTwin(node, index);
    return found === undefined ? issues : [...issues, found];
  };
}

/** The part of a node that identifies it. */
export type Identified = Pick<Node, 'nodeType' | 'name' | 'id'>;

/** Creates a function that returns the issue of a node with the same identity as one before it. */
export function createTwinFinder({
  nodeAt,
  keyOf = stableIdOf,
  length,
  warn,
  compareNames = true,
}: CheckerOptions): (node: Identified, index: number) => Issue | undefined {
  const ids = new DigestTable(length);
  const names = warn && compareNames ? new DigestTable(length) : undefined;

  function keyAsSent(node: Identified): string {
    const key = keyOf(node);
    return loneSurrogate.test(node.id || node.name) ? key.replaceAll(loneSurrogates, '\ufffd') : key;
  }

  return (node, index) => {
    const key = keyAsSent(node);
    const twin = ids.add(key, index);
    if (twin !== undefined) {
      const other = nodeAt?.(twin);
      if (nodeAt && (other === undefined || keyAsSent(other) !== key)) return undefined;
      return twinIssue('duplicate-stable-id', issueNode(node, index), other, twin);
    }
    const namesake = names?.add(`${node.nodeType}\0${node.name}`, index);
    if (namesake === undefined) return undefined;
    const other = nodeAt?.(namesake);
    if (nodeAt && !(other?.nodeType === node.nodeType && other.name === node.name)) return undefined;
    return twinIssue('duplicate-node', issueNode(node, index), other, namesake);
  };
}

type TwinCode = 'duplicate-stable-id' | 'duplicate-node';

/** The issue of two nodes with the same identity. The other one is called by its position if nothing else is known. */
export function twinIssue(code: TwinCode, node: IssueNode, other: Identified | undefined, twin: number): Issue {
  const named = other === undefined ? `node ${twin + 1}` : describeNode(issueNode(other, twin));
  const [path, message] =
    code === 'duplicate-stable-id'
      ? ['id', `has the same stable id as ${named}. ${howToTellApart(node, other)}`]
      : ['name', `has the same type and name as ${named} but a different id, so a reference by name is ambiguous`];
  return { ...issueOf(code, [path], message, node), otherNode: issueNode(other, twin) };
}

function howToTellApart(node: IssueNode, other: Identified | undefined): string {
  if (node.id) return 'Give each node its own `id`';
  const byType = other !== undefined && other.nodeType !== node.nodeType;
  return `Without an \`id\` it is derived from the name alone: give one of the two an \`id\`${byType ? ", or define the integration with identity: 'type-and-name'" : ' or another name'}`;
}
