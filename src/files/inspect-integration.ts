import { type FileProblem, InvalidFileError } from '../documents/errors.js';
import { type Finding, findingOfIssue, findingOfProblem } from '../documents/finding.js';
import { byPlace } from '../documents/order.js';
import { applyCheckOptions, assertKnownCodes, type CheckOptions } from '../lineage/checks/check-options.js';
import type { LocatedIssue } from '../lineage/issue.js';
import { type TableOptions, TableResolver } from '../lineage/tables/table-resolver.js';
import { type CheckedEntries, checkEntries, mostOfLines } from './check-entries.js';
import { checkIcons } from './check-integration.js';
import { findFiles } from './find-files.js';
import { anyTable, readNamedProject } from './named-project.js';
import { type FileIntegration, type ReadOptions, toIntegration } from './read-integration.js';
import { type Parts, readParts } from './read-parts.js';

/**
 * Reads and checks an integration as `readIntegration` and `checkIntegration` do, and returns everything that is wrong
 * with it at once. A node with an attribute of the wrong form still counts: references may lead to it, its name and id
 * are taken, and its other attributes are checked.
 *
 * Throws a `ConfigurationError` for an unknown issue code, and no `InvalidFileError`.
 */
export async function inspectIntegration(path: string, options: InspectOptions = {}): Promise<Inspection> {
  assertKnownCodes(options);
  const parts = await partsOf(path, options);
  if (!('files' in parts)) return { findings: parts.problems.map(findingOfProblem), issues: [] };
  const { outline, fileNodes, files, locate } = parts;
  const most = typeof fileNodes?.nodes === 'function' ? mostOfLines : Number.POSITIVE_INFINITY;
  const { project, problems: ofProject } = await readNamedProject(parts, options);
  const tables = TableResolver.of({ dbt: ofProject.length > 0 ? anyTable : project, dbtNames: options.dbtNames });
  const { ignore, treatAsError } = options;
  const checked = fileNodes && (await checkEntries(outline, { ...fileNodes, most }, { ignore, treatAsError, tables }));
  const icons = applyCheckOptions(outline ? checkIcons(outline) : [], options);
  const compare = byPlace(files);
  const issues = (await locate([...icons, ...(checked?.issues ?? [])])).toSorted((one, other) =>
    compare(one.location, other.location),
  );
  const problems = [...parts.problems, ...ofProject, ...parts.assumptions, ...(await emptiness(parts, options))];
  const findings = [...problems.map(findingOfProblem), ...issues.map(findingOfIssue)].toSorted((one, other) =>
    compare(one.location, other.location),
  );
  const integration = ofProject.length === 0 ? toIntegration(parts, project) : undefined;
  return { integration, findings: [...findings, ...unlisted(parts, checked)], issues, files };
}

export interface InspectOptions extends ReadOptions, CheckOptions, Pick<TableOptions, 'dbtNames'> {
  /** Whether an integration may have no nodes. Default false, as in `publish`, which would clear the integration. */
  readonly allowEmpty?: boolean | undefined;
}

/** Everything that was found about the files of an integration. */
export interface Inspection {
  /** The integration, as `readIntegration` returns it. Absent if that would throw. */
  readonly integration?: FileIntegration | undefined;
  /** All errors and warnings, in the order of the files and of the lines. */
  readonly findings: readonly Finding[];
  /** Those of the findings that `checkIntegration` returns. */
  readonly issues: readonly LocatedIssue[];
  /** The files that the integration consists of, as far as they are known. Absent if there are none. */
  readonly files?: readonly string[] | undefined;
}

async function partsOf(path: string, { nodes, signal }: ReadOptions): Promise<Parts | InvalidFileError> {
  try {
    return await readParts(await findFiles(path, nodes), signal);
  } catch (error) {
    if (error instanceof InvalidFileError) return error;
    throw error;
  }
}

/** The problem of a list of nodes that is empty. */
async function emptiness({ fileNodes }: Parts, { allowEmpty }: InspectOptions): Promise<readonly FileProblem[]> {
  if (allowEmpty || !fileNodes?.isComplete || fileNodes.count > 0) return [];
  const message = 'has no nodes; publishing it would remove every node that Paradime shows';
  return [{ code: 'no-nodes', ...(await fileNodes.locateList()), path: [], message }];
}

/** Says what was found but not listed. */
function unlisted({ files }: Parts, checked: CheckedEntries | undefined): readonly Finding[] {
  if (!checked) return [];
  const { error, warning } = checked.unlisted;
  const notes = [
    ...(error > 0 ? [`and ${countOf(error, 'more error')}, which ${error === 1 ? 'is' : 'are'} not listed`] : []),
    ...(checked.isWhole ? [] : ['and perhaps more: checking stops after 10,000 errors; fix them and check again']),
    ...(warning > 0
      ? [`and ${countOf(warning, 'more warning')}, which ${warning === 1 ? 'is' : 'are'} not listed`]
      : []),
  ];
  const file = files.at(-1) ?? '';
  return notes.map((message) => ({ severity: 'warning', code: 'not-listed', message, location: { file } }));
}

function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
