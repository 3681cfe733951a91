import { show } from '../../errors.js';
import { Edges, findCycles } from '../cycles.js';
import type { Definition } from '../definition.js';
import { describeNode, type Issue, type IssueNode, issueNode, issueOf } from '../issue.js';
import type { Node } from '../node.js';
import { isReferenceTo, type NameTable, NodeIndex, type ReferenceTargets } from '../node-index.js';
import type { CustomReference } from '../reference.js';
import { didYouMean } from '../suggest.js';

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
  const report = (issue: Issue, misspelt?: CustomReference): void => {
    issues.push(misspelt ? withHint(issue, misspelt, nodeIndex.names, definition) : issue);
  };
  const trace = new LineageTrace(definition.name, nodeIndex, report);
  for (let index = 0; index < nodes.length; index++) trace.add(nodes[index], index);
  for (const cycle of findCycles(nodes.length, trace.edges)) issues.push(cycleIssue(cycle, (index) => nodes[index]));
  return issues;
}

/** Called with an issue of a reference. With `misspelt`, the reference whose issue `withHint` completes. */
type ReportReference = (issue: Issue, misspelt?: CustomReference) => void;

/** Follows the references of nodes that come one by one. */
export class LineageTrace {
  readonly #integration: string;
  readonly #targets: ReferenceTargets;
  readonly #report: ReportReference;
  /** The edges so far, in the direction of the data. */
  readonly edges = new Edges();
  #comparisons = 0;

  constructor(integration: string, targets: ReferenceTargets, report: ReportReference) {
    this.#integration = integration;
    this.#targets = targets;
    this.#report = report;
  }

  add(node: Node | undefined, index: number): void {
    for (const side of ['upstream', 'downstream'] as const) {
      const references = node?.[side];
      if (!Array.isArray(references)) continue;
      for (let place = 0; place < references.length; place++) {
        const reference = references[place];
        if (!reference || !isReferenceTo(this.#integration, reference)) continue;
        const target = this.#targets.find(reference);
        if (target === undefined) {
          if (!reference.name && !reference.id) continue; // Incomplete, which `checkNode` reports.
          if (this.#targets.mayHave?.(reference)) continue;
          const message = `refers to ${describe(reference)}, which is not among the nodes`;
          const issue = issueOf('dangling-reference', [side, place], message, issueNode(node, index));
          this.#comparisons += Math.min(mostComparisons, this.#targets.sizeOf(reference.nodeType));
          this.#report(issue, this.#comparisons <= mostComparisons ? reference : undefined);
        } else if (target === index) {
          this.#report(issueOf('self-reference', [side, place], 'refers to itself', issueNode(node, index)));
        } else if (side === 'upstream') this.edges.add(target, index);
        else this.edges.add(index, target);
      }
    }
  }
}

function describe({ nodeType, name, id }: CustomReference): string {
  return id ? `the ${nodeType} with the id ${show(id)}` : `the ${nodeType} ${show(name)}`;
}

/** Adds to the issue of a reference what it probably means. */
export function withHint(issue: Issue, reference: CustomReference, names: NameTable, definition: Definition): Issue {
  return { ...issue, message: issue.message + hintFor(reference, names, definition) };
}

function hintFor({ nodeType, name, id }: CustomReference, names: NameTable, { nodeTypes }: Definition): string {
  if (!Object.hasOwn(nodeTypes, nodeType)) {
    return `: the integration has no node type ${show(nodeType)}${didYouMean(nodeType, Object.keys(nodeTypes))}`;
  }
  if (name === undefined) return '';
  const namesakes = names.typesOf(name);
  if (id && namesakes.includes(nodeType)) return `: the ${nodeType} of that name has another id`;
  const [other] = namesakes;
  return other === undefined ? didYouMean(name, names.namesOf(nodeType)) : `: the node of that name is a ${other}`;
}

/** The nodes of a cycle that its issue names. */
export function shownOfCycle(cycle: readonly number[]): readonly number[] {
  return cycle.slice(0, shownInCycle);
}

/** The issue of a cycle, at its first node. */
export function cycleIssue(cycle: readonly number[], nodeAt: (index: number) => Partial<IssueNode> | undefined): Issue {
  const [first = 0] = cycle;
  const shown = shownOfCycle(cycle).map((index) => describeNode(issueNode(nodeAt(index))));
  const rest = cycle.length - shown.length;
  const described = [...shown, ...(rest > 0 ? [`${rest} more`] : []), shown[0]].join(' -> ');
  return issueOf('cycle', [], `is part of the cycle ${described}`, issueNode(nodeAt(first), first));
}
