import { cycleIssue, LineageTrace, shownOfCycle, withHint } from '../lineage/checks/check-lineage.js';
import { checkNode } from '../lineage/checks/check-node.js';
import { createTwinFinder, type Identified, twinIssue } from '../lineage/checks/check-nodes.js';
import type { CheckOptions } from '../lineage/checks/check-options.js';
import { checkTables } from '../lineage/checks/check-table.js';
import { createNodeWarner } from '../lineage/checks/warn-node.js';
import { type Edges, findCycles } from '../lineage/cycles.js';
import type { Definition } from '../lineage/definition.js';
import { type Issue, issueNode, issueOf } from '../lineage/issue.js';
import type { Node } from '../lineage/node.js';
import { isReferenceTo, NameTable } from '../lineage/node-index.js';
import type { CustomReference, Reference } from '../lineage/reference.js';
import { mostCandidates } from '../lineage/suggest.js';
import type { TableResolver } from '../lineage/tables/table-resolver.js';
import { toNodesInput } from '../lineage/to-input.js';
import { readLimits } from '../publish/options.js';
import { roughSize } from '../publish/rough-size.js';
import { IssueList } from './issue-list.js';
import { type NodeSketch, sketchOf } from './layout.js';
import { NodeDigests } from './nodes/node-digests.js';
import type { FileNodes, NodeEntry } from './nodes.js';

/**
 * Checks the nodes of a file one by one and all together, reading them again for each step and keeping none: once to
 * check each, once more if any refers to another node of the integration, and once for the names that messages need.
 * Without a definition, checks that depend on one are skipped.
 */
export async function checkEntries(
  definition: Definition | undefined,
  source: EntrySource,
  { tables, ...options }: EntryCheckOptions,
): Promise<CheckedEntries> {
  const list = new IssueList(options, source.most);
  const { isWhole, edges, misspelt } = await checkAndTrace(definition, source, tables, list);
  const cycles = edges && list.accepts('cycle') ? findCycles(source.count, edges) : [];
  const twins = list.all().flatMap(({ otherNode }) => otherNode?.index ?? []);
  const known = await findNames(source, [...twins, ...cycles.flatMap(shownOfCycle)], misspelt);
  for (const cycle of cycles) list.add(cycleIssue(cycle, (index) => known.nodes.get(index)));
  const complete = (issue: Issue): Issue => {
    const { code, node, otherNode } = issue;
    const reference = misspelt.get(issue);
    if (reference && definition) return withHint(issue, reference, known.names, definition);
    if ((code !== 'duplicate-stable-id' && code !== 'duplicate-node') || otherNode?.index === undefined) return issue;
    return { ...twinIssue(code, node, known.nodes.get(otherNode.index), otherNode.index), severity: issue.severity };
  };
  return { issues: list.all().map(complete), unlisted: list.unlisted, isWhole };
}

interface EntryCheckOptions extends CheckOptions {
  /** Looks tables up in a dbt project. */
  readonly tables?: TableResolver | undefined;
}

/** The most errors and the most warnings that are listed of a file with one node per line. */
export const mostOfLines = 10_000;

/** The nodes to check. */
export interface EntrySource extends Pick<FileNodes, 'entries' | 'count' | 'isComplete'> {
  /** The most errors and the most warnings to list. */
  readonly most: number;
}

export interface CheckedEntries {
  /** Errors first. */
  readonly issues: readonly Issue[];
  /** The numbers of issues that were found and not listed. */
  readonly unlisted: IssueList['unlisted'];
  /** Whether all nodes were checked. Checking stops after too many errors. */
  readonly isWhole: boolean;
}

/** The references whose issues suggest what they may mean. */
type Misspelt = Map<Issue, CustomReference>;

interface Trace {
  readonly isWhole: boolean;
  /** Absent if the references were not followed. */
  readonly edges?: Edges;
  readonly misspelt: Misspelt;
}

/** Checks the nodes and follows their references. The tables that this takes are free for others when it returns. */
async function checkAndTrace(
  definition: Definition | undefined,
  source: EntrySource,
  tables: TableResolver | undefined,
  list: IssueList,
): Promise<Trace> {
  const survey = await checkEach(definition, source, tables, list);
  const { isWhole, hasReferences } = survey;
  const misspelt: Misspelt = new Map();
  if (!definition || !hasReferences || !isWhole || !source.isComplete) return { isWhole, misspelt };
  return { isWhole, misspelt, edges: await traceLineage(definition, source, survey, list, misspelt) };
}

interface Survey {
  readonly isWhole: boolean;
  readonly targets: NodeDigests;
  /** Whether any node refers to another one of the integration. */
  readonly hasReferences: boolean;
  readonly hasReferencesById: boolean;
}

/** Checks each node on its own, and for another with the same identity before it. */
async function checkEach(
  definition: Definition | undefined,
  { entries, count }: EntrySource,
  tables: TableResolver | undefined,
  list: IssueList,
): Promise<Survey> {
  const warnNode = createNodeWarner(definition, tables);
  const findTwin = createTwinFinder({ length: count, warn: true });
  const targets = new NodeDigests(count);
  let hasReferences = false;
  let hasReferencesById = false;
  let index = 0;
  for await (const entry of entries()) {
    if (list.isFull) return { isWhole: false, targets, hasReferences, hasReferencesById };
    const { node } = entry;
    if (node) {
      for (const issue of checkNode(node, definition, index)) list.add(issue);
      if (!tables) for (const issue of checkTables(node, index)) list.add(issue);
      for (const issue of warnNode(node, index)) list.add(issue);
      for (const issue of checkSize(node, index)) list.add(issue);
      for (const { id } of definition ? referencesOf(node, definition.name) : []) {
        hasReferences = true;
        if (id) hasReferencesById = true;
      }
    }
    const sketch = sketchOfEntry(entry);
    targets.add(sketch, index);
    const { nodeType, name, id, hasBadId } = sketch;
    if (nodeType !== undefined && name !== undefined && !hasBadId) {
      const twin = findTwin({ nodeType, name, id }, index);
      if (twin) list.add(twin);
    }
    index++;
  }
  return { isWhole: true, targets, hasReferences, hasReferencesById };
}

function sketchOfEntry({ node, sketch }: NodeEntry): NodeSketch {
  return sketch ?? sketchOf(node?.nodeType, node?.name, node?.id);
}

/** The most bytes that the rest of a request takes. */
const requestOverhead = 4_000;
const { maxBytes } = readLimits({});

/** Reports a node that is too large for any request. Most are so small that they need not be measured. */
function checkSize(node: Node, index: number): readonly Issue[] {
  const most = maxBytes - requestOverhead;
  if (roughSize(node) * 8 < most) return [];
  const bytes = Buffer.byteLength(JSON.stringify(toNodesInput([node])));
  if (bytes < most) return [];
  const message = `takes ${bytes} bytes, more than the ${maxBytes} of a request; shorten its strings or lists`;
  return [issueOf('node-too-large', [], message, issueNode(node, index))];
}

/** The references of a node to its own integration. */
function referencesOf(node: Node, integration: string): readonly CustomReference[] {
  const isOwn = (reference: Reference): reference is CustomReference => isReferenceTo(integration, reference);
  return [node.upstream, node.downstream].flatMap((side) => (Array.isArray(side) ? side.filter(isOwn) : []));
}

/** Follows the references of the nodes to each other. Adds to `misspelt`. */
async function traceLineage(
  definition: Definition,
  { entries }: EntrySource,
  { targets, hasReferencesById }: Survey,
  list: IssueList,
  misspelt: Misspelt,
): Promise<Edges> {
  let index = 0;
  if (hasReferencesById) for await (const entry of entries()) targets.addId(sketchOfEntry(entry), index++);
  const trace = new LineageTrace(definition.name, targets, (issue, reference) => {
    const listed = list.add(issue);
    if (listed && reference) misspelt.set(listed, reference);
  });
  index = 0;
  for await (const { node } of entries()) trace.add(node, index++);
  return trace.edges;
}

interface KnownNodes {
  readonly nodes: ReadonlyMap<number, Identified>;
  /** The names among which those of misspelt references are looked for. */
  readonly names: NameTable;
}

/** Reads the names that messages need: of nodes in pairs and cycles, and of those that a reference may mean. */
async function findNames(
  { entries }: EntrySource,
  indices: readonly number[],
  misspelt: Misspelt,
): Promise<KnownNodes> {
  const wanted = new Set(indices);
  const wantedTypes = new Set([...misspelt.values()].map(({ nodeType }) => nodeType));
  const wantedNames = new Set([...misspelt.values()].map(({ name }) => name));
  const nodes = new Map<number, Identified>();
  const names = new NameTable();
  if (wanted.size === 0 && misspelt.size === 0) return { nodes, names };
  const seenTypes = new Set<string>();
  let index = -1;
  for await (const entry of entries()) {
    index++;
    const { nodeType, name, id } = sketchOfEntry(entry);
    if (nodeType === undefined || name === undefined) continue;
    if (wanted.has(index)) nodes.set(index, { nodeType, name, id });
    const isCandidate = wantedTypes.has(nodeType) && names.sizeOf(nodeType) < mostCandidates;
    // The first name of each type keeps the types in their order.
    if (isCandidate || wantedNames.has(name) || !seenTypes.has(nodeType)) {
      names.add(nodeType, name, index);
      seenTypes.add(nodeType);
    }
  }
  return { nodes, names };
}
