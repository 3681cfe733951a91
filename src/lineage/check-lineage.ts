import { show } from '../errors.js';
import { findCycles } from './cycles.js';
import type { Definition } from './definition.js';
import { describeNode, type Issue, type IssueCode, issueNode, issueOf } from './issue.js';
import type { Node } from './node.js';
import { NodeIndex } from './node-index.js';
import type { CustomReference } from './reference.js';
import { didYouMean } from './suggest.js';

const shownInCycle = 8;
/**
 * At most this many names are compared letter by letter for suggestions. Beyond that, misspelling is not the problem.
 */
const mostComparisons = 100_000;

/**
 * Checks that need all nodes: finds references to nodes of this integration that are not among them, nodes that refer
 * to themselves, and cycles. References to other integrations cannot be followed.
 */
export function checkLineage(definition: Definition, nodes: readonly Node[]): readonly Issue[] {
  const issues: Issue[] = [];
  const nodeIndex = new NodeIndex(definition, nodes);
  const from: number[] = [];
  const to: number[] = [];
  let comparisons = 0;
  const report = (code: IssueCode, index: number, path: Issue['path'], message: string): void => {
    issues.push(issueOf(code, path, message, issueNode(nodes[index], index)));
  };
  for (let index = 0; index < nodes.length; index++) {
    for (const side of ['upstream', 'downstream'] as const) {
      const references = nodes[index]?.[side];
      if (!Array.isArray(references)) continue;
      for (let place = 0; place < references.length; place++) {
        const reference = references[place];
        if (!reference || !nodeIndex.owns(reference)) continue;
        const target = nodeIndex.find(reference);
        if (target === undefined) {
          if (!reference.name && !reference.id) continue; // Incomplete, which `checkNode` reports.
          comparisons += Math.min(mostComparisons, nodeIndex.sizeOf(reference.nodeType));
          const hint = comparisons <= mostComparisons ? hintFor(reference, nodeIndex, definition) : '';
          report(
            'dangling-reference',
            index,
            [side, place],
            `refers to ${describe(reference)}, which is not among the nodes${hint}`,
          );
        } else if (target === index) {
          report('self-reference', index, [side, place], 'refers to itself');
        } else {
          from.push(side === 'upstream' ? target : index);
          to.push(side === 'upstream' ? index : target);
        }
      }
    }
  }
  for (const cycle of findCycles(nodes.length, { from, to })) {
    const [first = 0] = cycle;
    report('cycle', first, [], `is part of the cycle ${describeCycle(cycle, nodes)}`);
  }
  return issues;
}

function describe({ nodeType, name, id }: CustomReference): string {
  return id ? `the ${nodeType} with the id ${show(id)}` : `the ${nodeType} ${show(name)}`;
}

function hintFor({ nodeType, name, id }: CustomReference, nodeIndex: NodeIndex, { nodeTypes }: Definition): string {
  if (!Object.hasOwn(nodeTypes, nodeType)) {
    return `: the integration has no node type ${show(nodeType)}${didYouMean(nodeType, Object.keys(nodeTypes))}`;
  }
  if (name === undefined) return '';
  const namesakes = nodeIndex.typesOf(name);
  if (id && namesakes.includes(nodeType)) return `: the ${nodeType} of that name has another id`;
  const [other] = namesakes;
  return other === undefined ? didYouMean(name, nodeIndex.namesOf(nodeType)) : `: the node of that name is a ${other}`;
}

function describeCycle(cycle: readonly number[], nodes: readonly Node[]): string {
  const shown = cycle.slice(0, shownInCycle).map((index) => describeNode(issueNode(nodes[index])));
  const rest = cycle.length - shown.length;
  return [...shown, ...(rest > 0 ? [`${rest} more`] : []), shown[0]].join(' -> ');
}
