import type { Command } from 'commander';
import type { ParadimeEvent } from '../../../events.js';
import type { FileIntegration } from '../../../files/read-integration.js';
import type { Paradime } from '../../../paradime.js';
import type { PublishOptions } from '../../../publish/options.js';
import type { PublishReport } from '../../../publish/publish.js';
import { abortable } from '../../../transport/deadline.js';
import { countFindings, type Finding, summariseFindings } from '../../findings/finding.js';
import { printFindings } from '../../findings/print-findings.js';
import { wholeNumber } from '../../options/arguments.js';
import { addCheckOptions, type CheckFlags } from '../../options/check-options.js';
import { addClientOptions, type ClientOptions, createClient } from '../../options/client.js';
import { failureToJson, InputError, ReportedError, UsageError } from '../../terminal/failure.js';
import { withInterrupt } from '../../terminal/interrupt.js';
import type { Output, Terminal } from '../../terminal/terminal.js';
import { describeDuration, plural } from '../../terminal/words.js';
import { printDryRun } from './dry-run.js';
import { openState, removalLimit, type StateOptions } from './plan.js';
import { createProgressView, type ProgressView } from './progress.js';
import { RegistrationWatch } from './registration-watch.js';
import { printReport, reportToJson } from './report.js';
import { StateWriter } from './state.js';

interface PublishCommandOptions extends ClientOptions, CheckFlags, StateOptions {
  readonly nodes?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly allowEmpty?: boolean;
  readonly concurrency: number;
  readonly maxBatch: number;
}

const shownWarnings = 20;

export function addPublish(program: Command, terminal: Terminal): void {
  const command = program
    .command('publish')
    .summary('publish files to Paradime')
    .description(
      'Register the integration that files describe, and replace the nodes that Paradime shows of it with theirs.\nChecks come first. Until the last request nothing is visible.',
    )
    .argument('<path>', 'a bundle (.json, .yaml), or a folder')
    .option('--nodes <file>', 'where the nodes are, if not with the rest: .json, .yaml or .jsonl')
    .option('--dry-run', 'change nothing: tell what would be published (default: off)')
    .option('--json', 'print the report as JSON (default: off)')
    .option('--allow-empty', 'publish even no nodes at all, which clears the integration (default: off)')
    .option(
      '--concurrency <n>',
      'requests side by side; whether Paradime allows more than 1 is unknown',
      wholeNumber,
      1,
    )
    .option('--max-batch <n>', 'the most nodes in a request', wholeNumber, 500)
    .option(
      '--state <file>',
      'compare with the last publication from here, which this file keeps, and keep this one (default: off)',
    )
    .option(
      '--max-removed <limit>',
      'with --state: refuse to remove more nodes, or a larger share of them (default: 20%)',
      removalLimit,
    )
    .option('--force', 'with --state: remove as many as it takes (default: off)')
    .action((path: string, options: PublishCommandOptions) => publish(path, options, terminal));
  addCheckOptions(addClientOptions(command)).addHelpText(
    'after',
    `
Example:
  $ paradime-integrations publish target/ --nodes target/metabase_nodes.json --dry-run`,
  );
}

async function publish(path: string, options: PublishCommandOptions, terminal: Terminal): Promise<void> {
  const { out, err } = terminal;
  if (options.state === undefined && (options.force || options.maxRemoved)) {
    throw new UsageError('--max-removed and --force need --state FILE, which knows what was published last.');
  }
  const watch = new RegistrationWatch();
  let findings: readonly Finding[] = [];
  try {
    await withInterrupt(async (signal) => {
      let view: ProgressView | undefined;
      const onEvent = (event: ParadimeEvent): void => {
        watch.onEvent(event);
        if (event.type === 'snapshot-restarted') view?.restart();
        if (!options.verbose) printTrouble(event, view?.note ?? err.line);
      };
      const paradime = await createClient(options, terminal, { onEvent });
      const input = await abortable(signal, () => readInput(path, options));
      findings = input.findings;
      printInput(findings, err);
      const { integration } = input;
      if (!integration || countFindings(findings).errors > 0) {
        err.line(`${summariseFindings(findings)}. Nothing was sent.`);
        throw new ReportedError('The files have errors; see the findings.');
      }
      if (options.dryRun) return await printDryRun(paradime, integration, findings, options, signal, terminal);
      const list = () => paradime.customIntegrations.list({ signal });
      const stateful = await abortable(signal, () => openState(integration, options, list));
      if (stateful?.excess !== undefined) throw new InputError(`${stateful.excess} Nothing was sent.`);
      view = createProgressView(err, integration.nodeCount, options.verbose === true);
      const settings = { ...toPublishOptions(options, integration), signal, onProgress: view.show };
      const report = await send(paradime, integration, stateful?.file, settings).finally(view.end);
      if (options.json)
        out.line(JSON.stringify(reportToJson(report, integration, stateful?.plan, findings), undefined, 2));
      else printReport(report, integration, stateful?.plan, out);
    });
  } catch (thrown) {
    const error = watch.describe(thrown);
    if (options.json) out.line(JSON.stringify({ error: failureToJson(error), findings }, undefined, 2));
    throw error;
  }
}

/** Loaded here, for most commands read no files. */
async function readInput(path: string, options: PublishCommandOptions) {
  const input = await import('../../findings/read-input.js');
  return await input.readInput(path, options.nodes, options);
}

/** Publishes, and with a state file writes down what was published once it is. */
async function send(
  paradime: Paradime,
  { definition, nodes }: FileIntegration,
  stateFile: string | undefined,
  options: PublishOptions,
): Promise<PublishReport> {
  if (stateFile === undefined) return await paradime.publish(definition, nodes, options);
  const writer = new StateWriter(stateFile);
  try {
    const record = () => writer.record(typeof nodes === 'function' ? nodes() : nodes);
    const report = await paradime.publish(definition, record, options);
    await writer.finish(report.integration.uid, definition).catch((error: unknown) => {
      throw error instanceof InputError
        ? new InputError(`All is published, but: ${error.message}`, { cause: error })
        : error;
    });
    return report;
  } finally {
    await writer.discard();
  }
}

function toPublishOptions(options: PublishCommandOptions, { nodes }: FileIntegration): PublishOptions {
  const { allowEmpty, concurrency, maxBatch, ignore, treatAsError } = options;
  // An array was checked when it was read. A file of lines is read once more, and may have changed since.
  const checks = typeof nodes === 'function' && { ignore, treatAsError };
  return { allowEmpty, concurrency, batch: { max: maxBatch }, checks };
}

/** What is doubtful is told in short: `check` tells all of it. */
function printInput(findings: readonly Finding[], err: Output): void {
  const { errors } = countFindings(findings);
  const shown = errors > 0 ? findings : findings.slice(0, shownWarnings);
  printFindings(shown, err);
  const rest = findings.length - shown.length;
  if (rest > 0) err.line(`  and ${plural(rest, 'warning')} more, which \`check\` shows\n`);
}

/** Says why it takes longer: a request that is sent again, a publication that begins anew. */
function printTrouble(event: ParadimeEvent, note: (text: string) => void): void {
  if (event.type === 'retry') {
    note(`${event.operationName} is sent again in ${describeDuration(event.delayMs)}: ${event.error.message}`);
  } else if (event.type === 'snapshot-restarted') {
    note(`All nodes are sent again in ${describeDuration(event.delayMs)}, to a fresh snapshot: ${event.error.message}`);
  }
}
