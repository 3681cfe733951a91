import { countFindings, summariseFindings } from '../../findings/finding.js';
import { printFindings } from '../../findings/print-findings.js';
import { notesOfProject } from '../../findings/project-notes.js';
import { readInput } from '../../findings/read-input.js';
import type { CheckFlags } from '../../options/check-options.js';
import type { ClientOptions } from '../../options/client-options.js';
import { createClientLater } from '../../options/create-client-later.js';
import type { DbtFlags } from '../../options/dbt-options.js';
import { ReportedError } from '../../terminal/failure.js';
import { printable, type Terminal } from '../../terminal/terminal.js';
import { plural } from '../../terminal/words.js';
import { annotateFindings } from './annotate-findings.js';

export async function check(terminal: Terminal, path: string, options: CheckOptions): Promise<void> {
  const { out, err } = terminal;
  const { integration, findings } = await readInput(
    path,
    options.nodes,
    options,
    err,
    createClientLater(options, terminal),
  );
  for (const note of integration?.dbt ? notesOfProject(integration.dbt) : []) err.line(note);
  const { errors, warnings } = countFindings(findings);
  const format = options.json ? 'json' : options.format;
  if (format === 'json') {
    const { definition, nodeCount } = integration ?? {};
    const report = { ok: errors === 0, integration: definition?.name, nodes: nodeCount, errors, warnings, findings };
    out.json(report);
  } else if (format === 'github') {
    annotateFindings(findings, terminal);
  } else {
    printFindings(findings, out);
    const what = integration
      ? `${printable(integration.definition.name)}: ${plural(integration.nodeCount, 'node')}, `
      : '';
    out.line(`${what}${summariseFindings(findings)}`);
  }
  if (errors > 0) throw new ReportedError();
}

interface CheckOptions extends CheckFlags, ClientOptions, DbtFlags {
  readonly nodes?: string;
  readonly format: 'text' | 'json' | 'github';
  readonly json?: boolean;
}
