import { ConfigurationError } from '../../../errors.js';
import type { BoltClient } from '../../../files/dbt-sources.js';
import type { ImportResult } from '../../../import/core/assemble.js';
import { checkMinLineage } from '../../../import/core/min-lineage.js';
import { type ImporterName, importers } from '../../../import/importers.js';
import { notesOfProject } from '../../findings/project-notes.js';
import { boltClient, readProject } from '../../findings/read-project.js';
import type { ClientOptions } from '../../options/client-options.js';
import { createClientLater } from '../../options/create-client-later.js';
import type { DbtFlags } from '../../options/dbt-options.js';
import { InputError } from '../../terminal/failure.js';
import type { Terminal } from '../../terminal/terminal.js';
import { withInterrupt } from '../../terminal/with-interrupt.js';
import { printSummary } from './print-summary.js';
import { toBundleText, writeImport } from './write-import.js';

export async function importFrom(
  terminal: Terminal,
  source: ImporterName,
  from: readonly string[],
  options: ImportCommandOptions,
): Promise<void> {
  const { out, err } = terminal;
  const { output, json } = options;
  const result = await withInterrupt((signal) => read(source, from, options, terminal, signal));
  const { definition, nodes, summary } = result;
  const minimum = options.minLineage === undefined ? undefined : checkMinLineage(summary, options.minLineage);
  const written =
    output === undefined || output === '-' || minimum?.isMet === false ? undefined : await writeImport(output, result);
  if (output === '-' && minimum?.isMet !== false) out.line(toBundleText(result).trimEnd());
  if (json && output !== '-') {
    out.json({ integration: definition.name, nodes: nodes.length, ...summary, ...(written && { output: written }) });
  } else {
    printSummary(definition.name, summary, output === '-' ? err : out);
    if (written) out.line(`Wrote ${written}. Next: npx paradime-integrations preview ${written}`);
  }
  if (minimum?.isMet === false) throw new InputError(`${minimum.message} Nothing was written.`);
  if (minimum?.message !== undefined) err.line(`note: ${minimum.message}`);
}

interface ImportCommandOptions extends ClientOptions, DbtFlags {
  readonly output?: string;
  readonly name?: string;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly minLineage?: string;
  readonly json?: boolean;
}

async function read(
  source: ImporterName,
  from: readonly string[],
  options: ImportCommandOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ImportResult> {
  const client = (): Promise<BoltClient> => boltClient(createClientLater(options, terminal));
  const dbt = (await readProject(options, client, signal)) || undefined;
  for (const note of dbt ? notesOfProject(dbt) : []) terminal.err.line(note);
  const { name, include, exclude } = options;
  try {
    return await importers[source](from, { name, include, exclude, dbt, signal });
  } catch (error) {
    // The options come from the command line, whose names differ.
    throw error instanceof ConfigurationError ? new InputError(error.message, { cause: error }) : error;
  }
}
