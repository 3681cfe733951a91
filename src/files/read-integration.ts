import type { DbtProject } from '../dbt/dbt-project.js';
import { type FileProblem, formatProblem, InvalidFileError } from '../documents/errors.js';
import { byPlace } from '../documents/order.js';
import type { Definition } from '../lineage/definition.js';
import type { Issue, LocatedIssue } from '../lineage/issue.js';
import type { Node } from '../lineage/node.js';
import { findFiles } from './find-files.js';
import { type ProjectOptions, readNamedProject } from './named-project.js';
import { type Parts, readParts } from './read-parts.js';

/**
 * Reads an integration from a bundle (`.json`, `.yaml`), from the folder of one, or from a folder in the layout of the
 * official client (`integration.json`, `node_types.json`, `nodes.json`, with keys in snake_case). In either case the
 * nodes may be in a `nodes.jsonl` next to it, which is read as a stream: here once to check it, and again at each use.
 *
 * Throws an `InvalidFileError` with all problems, in the order of the files and of the lines. Only the form of the nodes
 * is checked here; `checkIntegration` and `paradime.publish` check the rest. `inspectIntegration` does both and throws
 * nothing.
 */
export async function readIntegration(path: string, options: ReadOptions = {}): Promise<FileIntegration> {
  const parts = await readParts(await findFiles(path, options.nodes), options.signal);
  const { project, problems } = await readNamedProject(parts, options);
  const integration = problems.length === 0 ? toIntegration(parts, project) : undefined;
  if (integration) return integration;
  throw new InvalidFileError([...parts.problems, ...problems].toSorted(byPlace(parts.files)));
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
  /** The dbt project that knows the tables, if the bundle names one or one was given. `publish` takes it as `dbt`. */
  readonly dbt?: DbtProject | undefined;
  /** The assumptions as strings, one line each. */
  readonly warnings: readonly string[];
  /** Locates the issues of `checkNodes` or of an `InvalidNodesError` in the files. Reads the files again. */
  readonly locate: (issues: readonly Issue[]) => Promise<readonly LocatedIssue[]>;
}

export interface ReadOptions extends ProjectOptions {
  /** The file with the nodes, if they are elsewhere: a list in JSON or YAML, or one node per line (`.jsonl`). */
  readonly nodes?: string | undefined;
}

/** Combines the parts of an integration. Returns undefined if there are problems. */
export function toIntegration(
  { definition, fileNodes, ...parts }: Parts,
  dbt: DbtProject | undefined,
): FileIntegration | undefined {
  if (parts.problems.length > 0 || !definition || !fileNodes) return undefined;
  return {
    definition,
    nodes: fileNodes.nodes,
    nodeCount: fileNodes.count,
    nodesByType: fileNodes.byType,
    assumptions: parts.assumptions,
    ...(dbt && { dbt }),
    warnings: parts.assumptions.map(formatProblem),
    locate: parts.locate,
  };
}
