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
import { countFindings, summariseFindings } from '../../findings/finding.js';
import { printInput } from '../../findings/print-input.js';
import type { DbtFlags } from '../../options/dbt-options.js';
import { type Output, printable, type Terminal } from '../../terminal/terminal.js';
import { compareIntegrations } from './compare-integrations.js';
import type { Pair } from './pair-integrations.js';

/** Compares the two versions of one integration, and prints the result unless it is asked for as JSON. */
export async function comparePair(
  { former, next, note }: Pair,
  options: DbtFlags & PlanFlags,
  terminal: Terminal,
): Promise<Compared> {
  const { out, err } = terminal;
  const format = formatOf(options);
  const findings = former.integration ? next.findings : [...former.findings, ...next.findings];
  const { errors } = countFindings(findings);
  const was = former.integration && asSent(former.integration, options);
  const is = next.integration && asSent(next.integration, options);
  const formerErrors = countFindings(former.findings).errors;
  if (was && is && formerErrors > 0) {
    const found = summariseFindings(former.findings);
    err.line(`note: ${printable(former.path)} has ${found}; it is compared all the same.`);
  }
  const changes = was && is ? await compareIntegrations(was, is) : undefined;
  const name = (is ?? was)?.definition.name ?? next.path;
  const isChanged = changes && hasChanges(changes);
  if (format === 'markdown') {
    const notes = [
      `Comparing ${codeSpan(former.path)} with ${codeSpan(next.path)}.`,
      ...(note === undefined ? [] : [note]),
      ...(changes ? [] : ['**The files have errors, so they were not compared.**']),
      ...(isChanged === false ? ['Nothing changes.'] : []),
    ];
    const definition = changes && definitionOf(changes);
    await writeMarkdown(changesToMarkdown({ integration: name, notes, definition, changes, findings }), terminal);
  } else if (format === 'text') {
    printInput(findings, err);
    if (note !== undefined) out.line(note);
    if (changes) printDiff(name, changes, out);
  }
  if (errors > 0) err.line(`${summariseFindings(findings)}.${changes ? '' : ' The files were not compared.'}`);
  const report = {
    before: sideToJson(former.path, was),
    after: sideToJson(next.path, is),
    isChanged,
    ...(changes && { plan: changesToJson(changes) }),
    findings,
  };
  return { report, isChanged: isChanged === true, hasErrors: errors > 0 };
}

/** The result of comparing one integration. */
export interface Compared {
  /** For the report in JSON. */
  readonly report: object;
  readonly isChanged: boolean;
  /** Whether the files have errors. */
  readonly hasErrors: boolean;
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

function sideToJson(path: string, integration: FileIntegration | undefined): object {
  return { path, integration: integration?.definition.name, nodes: integration?.nodeCount };
}
