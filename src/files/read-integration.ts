import { resolve } from 'node:path';
import { type Document, locateInDocument, locateProblems, readDocument } from '../documents/document.js';
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
import { type FileNodes, nodesOfDocument, nodesOfLines } from './nodes.js';
import { officialFormat, readOfficialIntegration, readOfficialNodeTypes } from './official.js';

/**
 * Reads an integration from a bundle (`.json`, `.yaml`), from the folder of one, or from a folder in the layout of the
 * official client (`integration.json`, `node_types.json`, `nodes.json`, with keys in snake_case). In either case the
 * nodes may be in a `nodes.jsonl` next to it, which is read as a stream: here once to check it, and again at each use.
 *
 * Throws an `InvalidFileError` with all problems and their positions. Only the form of the nodes is checked here;
 * `checkIntegration` and `paradime.publish` check the rest.
 */
export async function readIntegration(path: string, options: ReadOptions = {}): Promise<FileIntegration> {
  const files = await findFiles(path, options.nodes);
  return files.layout === 'bundle' ? readBundleFiles(files) : readOfficialFiles(files);
}

/** An integration that was read from files. */
export interface FileIntegration {
  readonly definition: Definition;
  /**
   * An array or, for a file with one node per line, a function that reads the nodes again each time. `paradime.publish`
   * accepts either.
   */
  readonly nodes: readonly Node[] | (() => AsyncIterable<Node>);
  /** Number of nodes. */
  readonly nodeCount: number;
  /** Number of nodes by node type. */
  readonly nodesByType: ReadonlyMap<string, number>;
  /** Assumptions made where the files leave something open: in the official layout, the kinds of nodes without one. */
  readonly assumptions: readonly FileProblem[];
  /** The assumptions as strings, one line each. */
  readonly warnings: readonly string[];
  /** Locates the issues of `checkNodes` or of an `InvalidNodesError` in the files. Reads the files again. */
  readonly locate: (issues: readonly Issue[]) => Promise<readonly LocatedIssue[]>;
}

export interface ReadOptions {
  /** The file with the nodes, if they are elsewhere: a list in JSON or YAML, or one node per line (`.jsonl`). */
  readonly nodes?: string | undefined;
}

type Files<Layout extends string> = Extract<Awaited<ReturnType<typeof findFiles>>, { readonly layout: Layout }>;

async function readBundleFiles({ bundle, nodes, adjacent }: Files<'bundle'>): Promise<FileIntegration> {
  const document = await readDocument(bundle);
  const { definition, format, problems, nodes: own } = readBundle(document.value);
  const found = new Problems();
  found.add(document, [...document.problems, ...problems]);
  const isOwn = nodes === undefined ? own !== undefined : resolve(nodes) === resolve(bundle);
  if (nodes === undefined && own !== undefined && adjacent !== undefined) {
    const message = `are given both here and in ${adjacent}; remove one of them, or give the file of the nodes to use`;
    found.add(document, [{ path: ['nodes'], isKey: true, message }]);
  } else if ((isOwn || (nodes === undefined && adjacent === undefined)) && own === undefined && definition) {
    const message = 'are missing; list them here, or write them to nodes.jsonl next to this file';
    found.add(document, [{ path: ['nodes'], message }]);
  }
  const elsewhere = isOwn ? undefined : (nodes ?? adjacent);
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
  const assumptions = typesFile ? locateProblems(typesFile, format.assumptions()) : [];
  const names = [...nodeTypes.keys()];
  const declared = [...nodeTypes].map(([name, { kind, ...look }]): [string, NodeType] => [
    name,
    withoutUndefined({ ...look, kind: format.isOverruled(name) ? undefined : kind }),
  ]);
  const definition = integration?.data && { ...integration.data, nodeTypes: Object.fromEntries(declared) };
  // A definition has its node types by name, this layout as a list.
  const toPath = ([, nodeType]: Path): Path => [names.indexOf(String(nodeType)), 'icon_name'];
  return complete(definition, fileNodes, assumptions, found, (paths) =>
    locateInDocument(files.nodeTypes, paths.map(toPath)),
  );
}

/** Collects the problems of several files, to report them together. */
class Problems {
  readonly all: FileProblem[] = [];

  add(document: Document, problems: readonly Problem[]): void {
    for (const problem of locateProblems(document, problems)) this.all.push(problem);
  }

  /** Calls a function. If it throws an `InvalidFileError`, keeps the problems and returns undefined. */
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
  return { ...nodes, problems: [...locateProblems(document, [...problems, ...misfit]), ...nodes.problems] };
}

/** Combines the parts, or throws their problems. */
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
