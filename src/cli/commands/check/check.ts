import { type Command, Option } from 'commander';
import { countFindings, summariseFindings } from '../../findings/finding.js';
import { printFindings } from '../../findings/print-findings.js';
import { addCheckOptions, type CheckFlags } from '../../options/check-options.js';
import { ReportedError } from '../../terminal/failure.js';
import { printable, type Terminal } from '../../terminal/terminal.js';
import { plural } from '../../terminal/words.js';
import { annotateFindings } from './annotate-findings.js';

interface CheckCommandOptions extends CheckFlags {
  readonly nodes?: string;
  readonly format: 'text' | 'json' | 'github';
  readonly json?: boolean;
}

export function addCheck(program: Command, terminal: Terminal): void {
  const command = program
    .command('check')
    .summary('check files, without sending anything')
    .description('Check the files of an integration, without sending anything. Needs no credentials.')
    .argument('<path>', 'a bundle (.json, .yaml), or a folder')
    .option('--nodes <file>', 'where the nodes are, if not with the rest: .json, .yaml or .jsonl')
    .addOption(
      new Option('--format <format>', 'how to print what is wrong').choices(['text', 'json', 'github']).default('text'),
    )
    .option('--json', 'short for --format json (default: off)')
    .action((path: string, options: CheckCommandOptions) => check(path, options, terminal));
  addCheckOptions(command).addHelpText(
    'after',
    `
Example:
  $ paradime-integrations check integration.yaml --treat-as-error dangling-reference`,
  );
}

async function check(path: string, options: CheckCommandOptions, terminal: Terminal): Promise<void> {
  const { out } = terminal;
  const { readInput } = await import('../../findings/read-input.js'); // Loaded here, for the other commands read no files.
  const { integration, findings } = await readInput(path, options.nodes, options);
  const { errors, warnings } = countFindings(findings);
  const format = options.json ? 'json' : options.format;
  if (format === 'json') {
    const { definition, nodeCount } = integration ?? {};
    const report = { ok: errors === 0, integration: definition?.name, nodes: nodeCount, errors, warnings, findings };
    out.line(JSON.stringify(report, undefined, 2));
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
