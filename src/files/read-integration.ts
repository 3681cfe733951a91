import { resolve } from 'node:path';
import { type Document, locateInDocument, readDocument } from '../documents/document.js';
import { type FileProblem, formatProblem, InvalidFileError } from '../documents/errors.js';
import type { Path, Problem } from '../documents/parsed-text.js';
import type { Definition, NodeType } from '../lineage/definition.js';
import type { Issue, LocatedIssue, Location } from '../lineage/issue.js';
import type { Node } from '../lineage/node.js';
import { withoutUndefined } from '../lineage/without-undefined.js';
import { readBundle } from './bundle.js';
import { findFiles, isLines } from './find-files.js';
import type { NodeFormat } from './layout.js';
import { locateIssues } from './locate-issues.js';
import { type FileNodes, inFile, nodesOfDocument, nodesOfLines } from './nodes.js';
import { officialFormat, readOfficialIntegration, readOfficialNodeTypes } from './official.js';

/** An integration as files describe it. */
export interface FileIntegration {
  readonly definition: Definition;
  /** An array; for a file with a node on each line a function that reads them anew. `paradime.publish` takes either. */
  readonly nodes: readonly Node[] | (() => AsyncIterable<Node>);
  /** How many nodes there are. */
  readonly nodeCount: number;
  /** How many there are of each type. */
  readonly nodesByType: ReadonlyMap<string, number>;
  /** What was decided for want of a statement: in the official layout the kinds of nodes that state none. */
  readonly assumptions: readonly FileProblem[];
  /** The same, in a line each. */
  readonly warnings: readonly string[];
  /** Tells where in the files the issues of `checkNodes`, or of an `InvalidNodesError`, are. Reads the files again. */
  readonly locate: (issues: readonly Issue[]) => Promise<readonly LocatedIssue[]>;
}

export interface ReadOptions {
  /** The file with the nodes, where they lie elsewhere: a list in JSON or YAML, or a node on each line (`.jsonl`). */
  readonly nodes?: string | undefined;
}

/**
 * Reads an integration from a bundle (`.json`, `.yaml`), from the folder of one, or from a folder in the layout of the
 * official client (`integration.json`, `node_types.json`, `nodes.json`, with keys in snake_case). The nodes of either
 * may be in a `nodes.jsonl` beside it: that file is read as a stream, here once to check it, and again by each use.
 *
 * Throws an `InvalidFileError` with all that is wrong, and where. The nodes are not checked beyond their form:
 * `checkIntegration` does that, and `paradime.publish` by itself.
 */
export async function readIntegration(path: string, options: ReadOptions = {}): Promise<FileIntegration> {
  const files = await findFiles(path, options.nodes);
  return files.layout === 'bundle' ? readBundleFiles(files) : readOfficialFiles(files);
}

type Files<Layout extends string> = Extract<Awaited<ReturnType<typeof findFiles>>, { readonly layout: Layout }>;

async function readBundleFiles({ bundle, nodes, beside }: Files<'bundle'>): Promise<FileIntegration> {
  const document = await readDocument(bundle);
  const { definition, format, problems } = readBundle(document.value);
  const own: unknown = Reflect.get(Object(document.value), 'nodes');
  const found = new Problems();
  found.add(document, [...document.problems, ...problems]);
  const isOwn = nodes === undefined ? own !== undefined : resolve(nodes) === resolve(bundle);
  if (nodes === undefined && own !== undefined && beside !== undefined) {
    const message = `are given here, and ${beside} has nodes too; remove one of them, or say which`;
    found.add(document, [{ path: ['nodes'], isKey: true, message }]);
  } else if ((isOwn || (nodes === undefined && beside === undefined)) && own === undefined && definition) {
    const message = 'are missing; list them here, or write them to nodes.jsonl beside this file';
    found.add(document, [{ path: ['nodes'], message }]);
  }
  const elsewhere = isOwn ? undefined : (nodes ?? beside);
  const fileNodes = elsewhere
    ? await found.collect(() => readNodes(elsewhere, format))
    : nodesOfDocument(document, ['nodes'], Array.isArray(own) ? own : [], format);
  return complete(definition, fileNodes, [], found, (paths) => locateInDocument(bundle, paths));
}

async function readOfficialFiles(files: Files<'official'>): Promise<FileIntegration> {
  const found = new Problems();
  const integrationFile = await found.collect(() => readDocument(files.integration));
  const integration = integrationFile && readOfficialIntegration(integrationFile.value);
  if (integrationFile) found.add(integrationFile, [...integrationFile.problems, ...(integration?.problems ?? [])]);

  const typesFile = await found.collect(() => readDocument(files.nodeTypes));
  const { nodeTypes, problems } = readOfficialNodeTypes(typesFile?.value ?? []);
  if (typesFile) found.add(typesFile, [...typesFile.problems, ...problems]);

  const format = officialFormat(nodeTypes);
  const fileNodes = await found.collect(() => readNodes(files.nodes, format));
  const assumptions = typesFile ? inFile(typesFile, format.assumptions()) : [];
  const names = [...nodeTypes.keys()];
  const declared = [...nodeTypes].map(([name, { kind, ...look }]): [string, NodeType] => [
    name,
    withoutUndefined({ ...look, kind: format.isOverruled(name) ? undefined : kind }),
  ]);
  const definition = integration?.data && { ...integration.data, nodeTypes: Object.fromEntries(declared) };
  // Definitions have node types by name, this layout a list of them.
  const toPath = ([, nodeType]: Path): Path => [names.indexOf(String(nodeType)), 'icon_name'];
  return complete(definition, fileNodes, assumptions, found, (paths) =>
    locateInDocument(files.nodeTypes, paths.map(toPath)),
  );
}

/** What is wrong in several files, to be told at once. */
class Problems {
  readonly all: FileProblem[] = [];

  add(document: Document, problems: readonly Problem[]): void {
    for (const problem of inFile(document, problems)) this.all.push(problem);
  }

  /** Runs what may throw an `InvalidFileError`, and keeps its problems. */
  async collect<T>(read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof InvalidFileError)) throw error;
      for (const problem of error.problems) this.all.push(problem);
      return undefined;
    }
  }
}

async function readNodes(file: string, format: NodeFormat): Promise<FileNodes> {
  if (isLines(file)) return nodesOfLines(file, format);
  const document = await readDocument(file);
  const { value, problems } = document;
  const misfit = Array.isArray(value) ? [] : [{ path: [], message: 'must be a list of nodes' }];
  const nodes = nodesOfDocument(document, [], Array.isArray(value) ? value : [], format);
  return { ...nodes, problems: [...inFile(document, [...problems, ...misfit]), ...nodes.problems] };
}

/** Puts the parts together, or throws all that is wrong with them. */
function complete(
  definition: Definition | undefined,
  fileNodes: FileNodes | undefined,
  assumptions: readonly FileProblem[],
  found: Problems,
  locateInDefinition: (paths: readonly Path[]) => Promise<readonly Location[]>,
): FileIntegration {
  const problems = [...found.all, ...(fileNodes?.problems ?? [])];
  if (problems.length > 0 || !definition || !fileNodes) throw new InvalidFileError(problems);
  const { nodes, byType, locate } = fileNodes;
  return {
    definition,
    nodes,
    nodeCount: [...byType.values()].reduce((sum, count) => sum + count, 0),
    nodesByType: byType,
    assumptions,
    warnings: assumptions.map(formatProblem),
    locate: (issues) => locateIssues(issues, locate, locateInDefinition),
  };
}
