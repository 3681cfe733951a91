import { formatOf, type PlanFlags } from '../../changes/plan-options.js';
import { notesOfProject } from '../../findings/project-notes.js';
import { readInputs } from '../../findings/read-input.js';
import type { CheckFlags } from '../../options/check-options.js';
import type { ClientOptions } from '../../options/client-options.js';
import { createClientLater } from '../../options/create-client-later.js';
import type { DbtFlags } from '../../options/dbt-options.js';
import { ChangesFound, ReportedError } from '../../terminal/failure.js';
import { printable, type Terminal } from '../../terminal/terminal.js';
import { type Compared, comparePair } from './compare-pair.js';
import { pairIntegrations } from './pair-integrations.js';

/** Prints what the second version of the files changes. */
export async function diff(terminal: Terminal, before: string, after: string, options: DiffOptions): Promise<void> {
  const { out, err } = terminal;
  const client = createClientLater(options, terminal);
  // A former version without nodes, or with doubts that are errors today, can be compared with all the same.
  const lenient = { ...options, allowEmpty: true, treatAsError: [] };
  const former = await readInputs([before], lenient, err, { client });
  const next = await readInputs([after], options, err, { client });
  const projects = next.inputs.flatMap(({ integration }) => integration?.dbt ?? []);
  for (const note of new Set(projects.flatMap((project) => notesOfProject(project)))) err.line(note);
  const pairs = pairIntegrations(former.inputs, next.inputs);
  const isSeveral = pairs.length > 1;
  const results: Compared[] = [];
  for (const pair of pairs) {
    if (isSeveral && formatOf(options) === 'text') out.line(out.paint('underline', printable(pair.next.path)));
    results.push(await comparePair(pair, options, terminal));
  }
  if (formatOf(options) === 'json') {
    const [only] = results;
    out.json(only && !isSeveral ? only.report : { integrations: results.map(({ report }) => report) });
  }
  if (results.some(({ hasErrors }) => hasErrors)) {
    throw new ReportedError('The files have errors; see the findings.');
  }
  if (options.exitCode && results.some(({ isChanged }) => isChanged)) throw new ChangesFound();
}

interface DiffOptions extends CheckFlags, ClientOptions, DbtFlags, PlanFlags {}
