import { resolve } from 'node:path';
import { type Document, locateInDocument, locateProblems, readDocument } from '../documents/document.js';
import { type FileProblem, InvalidFileError } from '../documents/errors.js';
import { byPlace } from '../documents/order.js';
import type { Path, Problem } from '../documents/parsed-text.js';
import { isRecord } from '../is-record.js';
import type { Definition, NodeType } from '../lineage/definition.js';
import type { Issue, LocatedIssue, Location } from '../lineage/issue.js';
import { withoutUndefined } from '../lineage/without-undefined.js';
import { readBundle } from './bundle.js';
import { type IntegrationFiles, isLines } from './find-files.js';
import type { NodeFormat } from './layout.js';
import { locateIssues } from './locate-issues.js';
import { nodesOfLines } from './nodes/line-nodes.js';
import { resolveTypes } from './nodes/resolve-types.js';
import { combineNodes, findSpreadFiles, pathsOfNodes } from './nodes/spread-nodes.js';
import { type FileNodes, nodesOfDocument, placeInNodes } from './nodes.js';
import { officialFormat, readOfficialIntegration, readOfficialNodeTypes } from './official.js';

/** Reads everything that can be read of the files of an integration. Problems are returned, not thrown. */
export async function readParts(files: IntegrationFiles, signal?: AbortSignal): Promise<Parts> {
  switch (files.layout) {
    case 'bundle':
      return await readBundleFiles(files);
    case 'official':
      return await readOfficialFiles(files);
    case 'module':
      return await readModuleFile(files, signal);
  }
}

/** The parts of an integration, as far as they can be read. */
export interface Parts {
  /** The files in the order in which their problems are listed. */
  readonly files: readonly string[];
  /** Absent if it has problems. */
  readonly definition: Definition | undefined;
  /** As in `Layout`. */
  readonly outline: Definition | undefined;
  /** Absent if their file cannot be read. */
  readonly fileNodes: FileNodes | undefined;
  readonly assumptions: readonly FileProblem[];
  /** The paths of dbt projects that a bundle names, and the bundle. */
  readonly dbt: NamedPaths;
  /** All problems, in the order of the files and of the places in them. */
  readonly problems: readonly FileProblem[];
  readonly locate: (issues: readonly Issue[]) => Promise<readonly LocatedIssue[]>;
}

interface NamedPaths {
  readonly paths: readonly string[];
  readonly file: string;
  readonly locate: (paths: readonly Path[]) => Promise<readonly Location[]>;
}

type Files<Layout extends string> = Extract<IntegrationFiles, { readonly layout: Layout }>;

async function readBundleFiles({ bundle, nodes, adjacent }: Files<'bundle'>): Promise<Parts> {
  const found = new Problems();
  const document = await found.collect(() => readDocument(bundle));
  if (!document) return withoutDefinition([bundle], found);
  const { definition, outline, format, problems, nodes: own, dbt } = readBundle(document.value);
  found.add(document, placeInNodes(document.problems, ['nodes'], own, format));
  found.add(document, problems);
  const paths = nodes === undefined ? pathsOfNodes(own) : undefined;
  const spread = paths && (await findSpreadFiles(bundle, paths));
  if (spread) found.add(document, spread.problems);
  const isAdjacentNamed = adjacent !== undefined && spread?.files.some((file) => resolve(file) === resolve(adjacent));
  const isOwn = nodes === undefined ? own !== undefined : resolve(nodes) === resolve(bundle);
  const isMissing = (isOwn || (nodes === undefined && adjacent === undefined)) && own === undefined;
  if (nodes === undefined && own !== undefined && adjacent !== undefined && !isAdjacentNamed) {
    const message = `are given both here and in ${adjacent}; remove one of them, or give the file of the nodes to use`;
    found.add(document, [{ path: ['nodes'], isKey: true, message }]);
  } else if (isMissing && isRecord(document.value)) {
    const message = 'are missing; list them here, or write them to nodes.jsonl next to this file';
    found.add(document, [{ path: ['nodes'], message }]);
  }
  const elsewhere = isOwn ? undefined : (nodes ?? adjacent);
  const read = async (): Promise<FileNodes> => {
    if (spread) return await readSpreadNodes(spread.files, format, found);
    return elsewhere ? await readNodes(elsewhere, format) : nodesOfDocument(document, ['nodes'], own, format);
  };
  const fileNodes = await found.collect(async () => resolveTypes(await read()));
  const locateInDefinition = (paths: readonly Path[]) => locateInDocument(bundle, paths);
  return complete({
    files: [bundle, ...(spread?.files ?? (elsewhere ? [elsewhere] : []))],
    definition,
    outline,
    fileNodes,
    assumptions: [],
    dbt: { paths: dbt, file: bundle, locate: locateInDefinition },
    found,
    locateInDefinition,
  });
}

/** Reads a module. What it exports has no places in the file, so problems with it are those of the file as a whole. */
async function readModuleFile({ module: file }: Files<'module'>, signal?: AbortSignal): Promise<Parts> {
  const found = new Problems();
  const { readModule } = await import('./module/read-module.js'); // Most integrations are bundles.
  const content = await found.collect(() => readModule(file, signal));
  for (const problem of content?.problems ?? []) found.all.push(problem);
  const files = content?.files ?? [file];
  if (content?.value === undefined) return withoutDefinition(files, found);
  const { definition, outline, format, problems, nodes: own, dbt } = readBundle(content.value);
  const document: Document = { file, value: content.value, problems: [], locate: () => [] };
  found.add(document, problems);
  const isWhole = content.problems.length === 0;
  const locate = async (paths: readonly unknown[]): Promise<readonly Location[]> => paths.map(() => ({ file }));
  const nodes = nodesOfDocument(document, ['nodes'], own, format);
  return complete({
    files,
    definition,
    outline,
    fileNodes: await resolveTypes({ ...nodes, isComplete: isWhole, locate, locateList: async () => ({ file }) }),
    assumptions: [],
    dbt: { paths: dbt, file, locate },
    found,
    locateInDefinition: locate,
  });
}

async function readOfficialFiles(files: Files<'official'>): Promise<Parts> {
  const found = new Problems();
  const integrationFile = await found.collect(() => readDocument(files.integration));
  const integration = integrationFile && readOfficialIntegration(integrationFile.value);
  if (integrationFile) found.add(integrationFile, [...integrationFile.problems, ...(integration?.problems ?? [])]);

  const typesFile = await found.collect(() => readDocument(files.nodeTypes));
  const { nodeTypes, outline, problems } = readOfficialNodeTypes(typesFile?.value ?? []);
  if (typesFile) found.add(typesFile, [...typesFile.problems, ...problems]);

  const format = officialFormat(nodeTypes);
  const fileNodes = await found.collect(() => readNodes(files.nodes, format));
  const assumptions = typesFile ? locateProblems(typesFile, format.assumptions()) : [];
  const names = [...nodeTypes.keys()];
  const lookOf = ([name, { kind, ...look }]: readonly [string, NodeType]): [string, NodeType] => [
    name,
    withoutUndefined({ ...look, kind: format.isOverruled(name) ? undefined : kind }),
  ];
  const withTypes = (types: ReadonlyMap<string, NodeType>): Definition | undefined =>
    integration?.data && { ...integration.data, nodeTypes: Object.fromEntries([...types].map(lookOf)) };
  // A definition has its node types by name, this layout as a list.
  const toPath = ([, nodeType]: Path): Path => [names.indexOf(String(nodeType)), 'icon_name'];
  return complete({
    files: [files.integration, files.nodeTypes, files.nodes],
    definition: withTypes(nodeTypes),
    outline: typesFile && outline && withTypes(outline),
    fileNodes,
    assumptions,
    dbt: noProject,
    found,
    locateInDefinition: (paths) => locateInDocument(files.nodeTypes, paths.map(toPath)),
  });
}

const noProject: NamedPaths = { paths: [], file: '', locate: async () => [] };

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

/** Reads the nodes of several files, in their order. */
async function readSpreadNodes(files: readonly string[], format: NodeFormat, found: Problems): Promise<FileNodes> {
  const parts: FileNodes[] = [];
  for (const file of files) {
    const before = parts.reduce((sum, { count }) => sum + count, 0);
    const part = await found.collect(() => readNodes(file, format, before));
    parts.push(part ?? { ...nodesOfDocument(noDocument, [], undefined, format), locateList: async () => ({ file }) });
  }
  return combineNodes(parts);
}

const noDocument: Document = { file: '', value: undefined, problems: [], locate: () => [] };

async function readNodes(file: string, format: NodeFormat, before = 0): Promise<FileNodes> {
  if (isLines(file)) return nodesOfLines(file, format, before);
  const document = await readDocument(file);
  const { value } = document;
  const misfit = Array.isArray(value) ? [] : [{ path: [], message: 'must be a list of nodes' }];
  const ofDocument = [...placeInNodes(document.problems, [], value, format, before), ...misfit];
  const nodes = nodesOfDocument(document, [], value, format, before);
  return { ...nodes, problems: [...locateProblems(document, ofDocument), ...nodes.problems] };
}

interface Pieces extends Omit<Parts, 'problems' | 'locate'> {
  readonly found: Problems;
  readonly locateInDefinition: (paths: readonly Path[]) => Promise<readonly Location[]>;
}

function complete({ found, locateInDefinition, ...parts }: Pieces): Parts {
  const { fileNodes, files } = parts;
  const locateNodes: FileNodes['locate'] = async (spots) => (await fileNodes?.locate(spots)) ?? [];
  return {
    ...parts,
    problems: [...found.all, ...(fileNodes?.problems ?? [])].toSorted(byPlace(files)),
    locate: (issues) => locateIssues(issues, locateNodes, locateInDefinition),
  };
}

/** The parts of an integration whose definition cannot be read, so that the format of its nodes is unknown. */
function withoutDefinition(files: readonly string[], found: Problems): Parts {
  const nothing = { definition: undefined, outline: undefined, fileNodes: undefined, assumptions: [], dbt: noProject };
  return complete({ ...nothing, files, found, locateInDefinition: async () => [] });
}
