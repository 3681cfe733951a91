import { readFile } from 'node:fs/promises';
import type { DbtProject } from '../../../dbt/dbt-project.js';
import { declareNames, type NamesToDeclare } from '../../../dbt/declare-names.js';
import { writeFile } from '../../../documents/write-file.js';
import { messageOf } from '../../../errors.js';
import type { BoltClient } from '../../../files/dbt-sources.js';
import { boltClient, readProject } from '../../findings/read-project.js';
import type { ClientOptions } from '../../options/client-options.js';
import { createClient } from '../../options/create-client.js';
import { InputError, UsageError } from '../../terminal/failure.js';
import { makeFolderOf } from '../../terminal/make-folder-of.js';
import { printable, type Terminal } from '../../terminal/terminal.js';
import { withInterrupt } from '../../terminal/with-interrupt.js';
import { plural } from '../../terminal/words.js';

export async function types(terminal: Terminal, options: TypesOptions): Promise<void> {
  const { out, err } = terminal;
  const { output, check = false } = options;
  if (options.dbt.length === 0 && !options.integrations) {
    throw new UsageError('Give a dbt project with --dbt target/, or --integrations, or both.');
  }
  if (check && output === '-') throw new UsageError('--check needs the file to check: give it with --output.');
  const project = await readTables(options, terminal);
  const integrations = await listIntegrations(options, terminal);
  const text = declareNames({ relations: project?.relations, integrations });
  if (output === '-') {
    out.line(text.trimEnd());
    return;
  }
  const former = await readFormer(output);
  if (check) requireFresh(output, former, text);
  const isFresh = former !== undefined && withoutReturns(former) === text;
  if (!isFresh) {
    await makeFolderOf(output);
    await writeFile(output, text);
  }
  err.line(
    `${isFresh ? `${printable(output)} is up to date` : `Wrote ${printable(output)}`}: ${count(project, integrations)}.`,
  );
}

interface TypesOptions extends ClientOptions {
  readonly dbt: readonly string[];
  readonly integrations?: boolean;
  readonly output: string;
  readonly check?: boolean;
}

/** Reads the dbt project. Throws an `InputError` if it has no tables, because no name would be accepted then. */
async function readTables(options: TypesOptions, terminal: Terminal): Promise<DbtProject | undefined> {
  const { dbt } = options;
  const { err } = terminal;
  if (dbt.length === 0) return undefined;
  const client = (): Promise<BoltClient> => boltClient(() => createClient(options, terminal));
  const project = await withInterrupt((signal) => readProject({ dbt }, client, signal));
  if (!project) return undefined;
  for (const warning of project.warnings) err.line(`${err.paint('yellow', 'warning:')} ${warning}`);
  if (project.relations.length > 0) return project;
  throw new InputError(
    `The dbt project has no tables (${dbt.join(', ')}), so the compiler would accept no name. Give the manifest of a project with models or sources.`,
  );
}

/** The registered integrations. A server may repeat secrets in their names: these are removed. */
async function listIntegrations(options: TypesOptions, terminal: Terminal): Promise<NamesToDeclare['integrations']> {
  if (!options.integrations) return undefined;
  const paradime = await createClient(options, terminal);
  const integrations = await withInterrupt((signal) =>
    paradime.customIntegrations.list({ includeInactive: true, signal }),
  );
  if (integrations.length === 0) {
    terminal.err.line('note: No integration is registered, so `custom` accepts only integrations given by their uid.');
  }
  return integrations.map(({ name, nodeTypes }) => ({
    name: terminal.redact(name),
    nodeTypes: nodeTypes.map(({ nodeType }) => ({ nodeType: terminal.redact(nodeType) })),
  }));
}

/** The file as it is. Undefined if it does not exist. */
async function readFormer(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new InputError(`${file} cannot be read: ${messageOf(cause)}`, { cause });
  }
}

function requireFresh(file: string, former: string | undefined, text: string): void {
  const again = 'Run the same command without --check, and commit the file.';
  if (former === undefined) throw new InputError(`${file} does not exist. ${again}`);
  const lines = withoutReturns(former).split('\n');
  const expected = text.split('\n');
  const length = Math.max(lines.length, expected.length);
  for (let index = 0; index < length; index++) {
    if (lines[index] === expected[index]) continue;
    throw new InputError(`${file} is stale: line ${index + 1} is not what would be written now. ${again}`);
  }
}

/** With the line ends that are written. Git may check files out with others. */
function withoutReturns(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

function count(project: DbtProject | undefined, integrations: NamesToDeclare['integrations']): string {
  return [
    ...(project ? [plural(project.relations.length, 'table')] : []),
    ...(integrations ? [plural(integrations.length, 'integration')] : []),
  ].join(', ');
}
