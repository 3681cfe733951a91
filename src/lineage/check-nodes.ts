import { checkLineage } from './check-lineage.js';
import { checkNode } from './check-node.js';
import type { Definition } from './definition.js';
import { DigestTable } from './digest-table.js';
import { describeNode, type Issue, issueNode, issueOf } from './issue.js';
import type { Node } from './node.js';
import { stableIdOf } from './stable-id.js';
import { warnNode } from './warn-node.js';

/** Says what is wrong with the next node, on its own and beside those before it. */
export type NodeChecker = (node: Node) => readonly Issue[];

/**
 * Finds what is wrong with nodes before anything is sent. `paradime.publish` does so by itself.
 *
 * Errors keep nodes from being published: two nodes with one stable id, a node type that is not declared, a node of
 * another kind than its type or of another integration, an incomplete reference, a time out of range, an empty name.
 * Warnings do not: two nodes of one type and name with different ids, references to nodes of this integration that are
 * not there, nodes that lead back to themselves, tables not in lower case, addresses that are none.
 */
export function checkNodes(definition: Definition, nodes: readonly Node[]): readonly Issue[] {
  return checkAll(nodes, definition, true);
}

/** Checks an array in one pass. Without a definition, what depends on one is not checked. */
export function checkAll(nodes: readonly Node[], definition: Definition | undefined, warn: boolean): readonly Issue[] {
  const { length } = nodes;
  const check = createNodeChecker(definition, { nodeAt: (index) => nodes[index], keyOf: keyFor(nodes), length, warn });
  const issues: Issue[] = [];
  for (const node of nodes) for (const issue of check(node)) issues.push(issue);
  if (warn && definition) for (const issue of checkLineage(definition, nodes)) issues.push(issue);
  return issues;
}

/**
 * A text that two nodes share exactly when they share a stable id. A name makes a UUID v5, so unless a node was given one
 * as its id, names and ids can be compared as they are, and each name need be hashed only once: when it is sent.
 */
function keyFor(nodes: readonly Node[]): (node: Node) => string {
  const isV5 = /^[\da-f]{8}-[\da-f]{4}-5/;
  return nodes.some((node) => typeof node?.id === 'string' && isV5.test(node.id))
    ? stableIdOf
    : ({ id, name }) => id || `\0${name}`;
}

interface CheckerOptions {
  /**
   * Tells the node of an earlier index, where it can still be reached: an issue then names both nodes, and is certain.
   * In a stream only the place of the other one is known.
   */
  readonly nodeAt?: ((index: number) => Node | undefined) | undefined;
  /** A text that two nodes share exactly when they share a stable id. Default: the stable id. */
  readonly keyOf?: (node: Node) => string;
  /** How many nodes there are, where that is known. */
  readonly length?: number;
  /** Whether to look for what is only a warning, too. */
  readonly warn: boolean;
}

/** Without a definition, what depends on one is not checked. */
export function createNodeChecker(
  definition: Definition | undefined,
  { nodeAt, keyOf = stableIdOf, length, warn }: CheckerOptions,
): NodeChecker {
  const ids = new DigestTable(length);
  const names = new DigestTable(warn ? length : 0);
  let count = 0;

  function duplicateOf(node: Node, index: number): Issue | undefined {
    const key = keyOf(node);
    const twin = ids.add(key, index);
    if (twin !== undefined) {
      const other = nodeAt?.(twin);
      if (nodeAt && (other === undefined || keyOf(other) !== key)) return undefined;
      const message = `has the same stable id as ${nameTwin(other, twin)}. ${howToTellApart(node, other)}`;
      const issue = issueOf('duplicate-stable-id', ['id'], message, issueNode(node, index));
      return { ...issue, otherNode: issueNode(other, twin) };
    }
    const namesake = warn ? names.add(`${node.nodeType}\0${node.name}`, index) : undefined;
    if (namesake === undefined) return undefined;
    const other = nodeAt?.(namesake);
    if (nodeAt && !(other?.nodeType === node.nodeType && other.name === node.name)) return undefined;
    const message = `has the type and name of ${nameTwin(other, namesake)}, and another id: references by name cannot tell them apart`;
    const issue = issueOf('duplicate-node', ['name'], message, issueNode(node, index));
    return { ...issue, otherNode: issueNode(other, namesake) };
  }

  return (node) => {
    const index = count++;
    const errors = checkNode(node, definition, index);
    const issues = warn ? [...errors, ...warnNode(node, index)] : errors;
    if (typeof node?.name !== 'string') return issues;
    const found = duplicateOf(node, index);
    return found === undefined ? issues : [...issues, found];
  };
}

function nameTwin(node: Node | undefined, index: number): string {
  return node === undefined ? `node ${index + 1}` : describeNode(issueNode(node, index));
}

function howToTellApart(node: Node, other: Node | undefined): string {
  if (node.id) return 'Give each an `id` of its own';
  const byType = other !== undefined && other.nodeType !== node.nodeType;
  return `Without an \`id\` it is made of the name alone: give one of the two an \`id\`${byType ? ", or define the integration with identity: 'type-and-name'" : ' or another name'}`;
}
