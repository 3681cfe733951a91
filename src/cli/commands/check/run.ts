import { countFindings, summariseFindings } from '../../findings/finding.js';
import { printFindings } from '../../findings/print-findings.js';
import { notesOfProject } from '../../findings/project-notes.js';
import { type Input, readInputs } from '../../findings/read-input.js';
import type { CheckFlags } from '../../options/check-options.js';
import type { ClientOptions } from '../../options/client-options.js';
import { createClientLater } from '../../options/create-client-later.js';
import type { DbtFlags } from '../../options/dbt-options.js';
import { ReportedError } from '../../terminal/failure.js';
import { printable, type Terminal } from '../../terminal/terminal.js';
import { plural } from '../../terminal/words.js';
import { annotateFindings } from './annotate-findings.js';

export async function check(terminal: Terminal, paths: readonly string[], options: CheckOptions): Promise<void> {
  const { out, err } = terminal;
  const { inputs, isSeveral } = await readInputs(paths, options, err, { client: createClientLater(options, terminal) });
  const notes = inputs.flatMap(({ integration }) => (integration?.dbt ? notesOfProject(integration.dbt) : []));
  for (const note of new Set(notes)) err.line(note);
  const findings = inputs.flatMap((input) => input.findings);
  const format = options.json ? 'json' : options.format;
  if (format === 'json') {
    const [first] = inputs;
    if (first && !isSeveral) out.json(reportOf(first));
    else {
      const integrations = inputs.map((input) => ({ path: input.path, ...reportOf(input) }));
      const { errors, warnings } = countFindings(findings);
      out.json({ ok: errors === 0, errors, warnings, integrations });
    }
  } else if (format === 'github') {
    annotateFindings(findings, terminal);
  } else {
    printFindings(findings, out);
    for (const input of inputs) out.line(summarise(input, isSeveral));
    if (isSeveral) out.line(`${plural(inputs.length, 'integration')}, ${summariseFindings(findings)}`);
  }
  if (countFindings(findings).errors > 0) throw new ReportedError();
}

interface CheckOptions extends CheckFlags, ClientOptions, DbtFlags {
  readonly nodes?: string;
  readonly format: 'text' | 'json' | 'github';
  readonly json?: boolean;
}

function reportOf({ integration, findings }: Input): object {
  const { errors, warnings } = countFindings(findings);
  const { definition, nodeCount } = integration ?? {};
  return { ok: errors === 0, integration: definition?.name, nodes: nodeCount, errors, warnings, findings };
}

/** Describes in one line how a check ended. `withPath` names the file or folder. */
function summarise({ path, integration, findings }: Input, withPath: boolean): string {
  const parts = [
    ...(withPath ? [printable(path)] : []),
    ...(integration ? [printable(integration.definition.name)] : []),
    [...(integration ? [plural(integration.nodeCount, 'node')] : []), summariseFindings(findings)].join(', '),
  ];
  return parts.join(': ');
}
