import type { BoltClient } from '../../../files/dbt-sources.js';
import type { FileIntegration } from '../../../files/read-integration.js';
import { type Changes, hasChanges } from '../../changes/changes.js';
import { changesToJson } from '../../changes/changes-to-json.js';
import { changesToMarkdown } from '../../changes/changes-to-markdown.js';
import { codeSpan } from '../../changes/markdown.js';
import { definitionOf, describeCounts } from '../../changes/outline.js';
import { formatOf, type PlanFlags } from '../../changes/plan-options.js';
import { printChanges, printDefinition } from '../../changes/print-changes.js';
import { writeMarkdown } from '../../changes/write-markdown.js';
import { asSent } from '../../findings/as-sent.js';
import { countFindings, type Finding, summariseFindings } from '../../findings/finding.js';
import { printFindings } from '../../findings/print-findings.js';
import { notesOfProject } from '../../findings/project-notes.js';
import { type Input, readInputs } from '../../findings/read-input.js';
import type { CheckFlags } from '../../options/check-options.js';
import type { ClientOptions } from '../../options/client-options.js';
import { createClientLater } from '../../options/create-client-later.js';
import type { DbtFlags } from '../../options/dbt-options.js';
import { ChangesFound, InputError, ReportedError } from '../../terminal/failure.js';
import { type Output, printable, type Terminal } from '../../terminal/terminal.js';
import { plural } from '../../terminal/words.js';
import { compareIntegrations } from './compare-integrations.js';

/** Prints what the second version of the files changes. */
export async function diff(terminal: Terminal, before: string, after: string, options: DiffOptions): Promise<void> {
  const { out, err } = terminal;
  const format = formatOf(options);
  // A former version without nodes, or with doubts that are errors today, can be compared with all the same.
  const client = createClientLater(options, terminal);
  const lenient = { ...options, allowEmpty: true, treatAsError: [] };
  const former = await readOne(before, lenient, terminal, client);
  const next = await readOne(after, options, terminal, client);
  const isReadable = former.integration !== undefined && next.integration !== undefined;
  const findings = former.integration ? next.findings : [...former.findings, ...next.findings];
  const { errors } = countFindings(findings);
  const was = former.integration && asSent(former.integration, options);
  const is = next.integration && asSent(next.integration, options);
  for (const note of is?.dbt ? notesOfProject(is.dbt) : []) err.line(note);
  const formerErrors = countFindings(former.findings).errors;
  if (isReadable && formerErrors > 0)
    err.line(`note: ${printable(before)} has ${summariseFindings(former.findings)}; it is compared all the same.`);
  const changes = was && is ? await compareIntegrations(was, is) : undefined;
  const name = next.integration?.definition.name ?? former.integration?.definition.name ?? after;
  if (format === 'json') {
    const sides = { before: sideToJson(before, was), after: sideToJson(after, is) };
    out.json({
      ...sides,
      isChanged: changes && hasChanges(changes),
      ...(changes && { plan: changesToJson(changes) }),
      findings,
    });
  } else if (format === 'markdown') {
    const notes = [
      `Comparing ${codeSpan(before)} with ${codeSpan(after)}.`,
      ...(changes ? [] : ['**The files have errors, so they were not compared.**']),
      ...(changes && !hasChanges(changes) ? ['Nothing changes.'] : []),
    ];
    await writeMarkdown(
      changesToMarkdown({ integration: name, notes, definition: changes && definitionOf(changes), changes, findings }),
      terminal,
    );
  } else {
    printFirst(findings, err);
    if (changes) printDiff(name, changes, out);
  }
  if (errors > 0) {
    err.line(`${summariseFindings(findings)}.${changes ? '' : ' The files were not compared.'}`);
    throw new ReportedError('The files have errors; see the findings.');
  }
  if (options.exitCode && changes && hasChanges(changes)) throw new ChangesFound();
}

interface DiffOptions extends CheckFlags, ClientOptions, DbtFlags, PlanFlags {}

/** Reads one side. Several integrations cannot be compared at once. */
async function readOne(
  path: string,
  options: DiffOptions,
  { err }: Terminal,
  client: () => Promise<BoltClient>,
): Promise<Input> {
  const { inputs } = await readInputs([path], options, err, { client, oneOnly: ['diff'] });
  const [input] = inputs;
  if (input === undefined) throw new InputError(`${path} has no integration.`);
  return input;
}

function printDiff(name: string, changes: Changes, out: Output): void {
  if (!hasChanges(changes)) {
    out.line(`${printable(name)}: nothing changes (${describeCounts(changes)})`);
    return;
  }
  out.line(`${printable(name)}: ${describeCounts(changes)}`);
  printDefinition(changes, out);
  printChanges(changes, out);
}

const shownWarnings = 20;

/** Prints all findings if there are errors, and otherwise the first warnings only. */
function printFirst(findings: readonly Finding[], err: Output): void {
  const shown = countFindings(findings).errors > 0 ? findings : findings.slice(0, shownWarnings);
  printFindings(shown, err);
  const rest = findings.length - shown.length;
  if (rest > 0) err.line(`  and ${plural(rest, 'more warning')}; \`check\` shows them all\n`);
}

function sideToJson(path: string, integration: FileIntegration | undefined): object {
  return { path, integration: integration?.definition.name, nodes: integration?.nodeCount };
}
