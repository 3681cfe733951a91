import type { Command } from 'commander';
import type { ParadimeEvent } from '../events.js';
import type { FileIntegration } from '../files/read-integration.js';
import { PublishError } from '../publish/errors.js';
import type { PublishOptions } from '../publish/options.js';
import type { PublishReport } from '../publish/publish.js';
import { addClientOptions, type ClientOptions, createClient, wholeNumber } from './client.js';
import { tellDryRun } from './dry-run.js';
import { failureToJson, Interruption, ToldError } from './failure.js';
import { withInterrupt } from './interrupt.js';
import {
  addCheckOptions,
  type CheckFlags,
  countFindings,
  type Finding,
  plural,
  summariseFindings,
  tellFindings,
} from './issues.js';
import { createProgressView, describeDuration } from './progress.js';
import type { Output, Terminal } from './terminal.js';

export interface PublishCommandOptions extends ClientOptions, CheckFlags {
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
  const watch = new RegistrationWatch();
  let note = err.line;
  const paradime = await createClient(options, terminal, (event) => {
    watch.onEvent(event);
    if (!options.verbose) tellTrouble(event, (text) => note(text));
  });
  const { readInput } = await import('./input.js'); // Loaded here, for the other commands read no files.
  const { integration, findings } = await readInput(path, options.nodes, options);
  const refuse = (error: unknown): never => {
    if (options.json) out.line(JSON.stringify({ error: failureToJson(error), findings }, undefined, 2));
    throw error;
  };
  tellInput(findings, err);
  if (!integration || countFindings(findings).errors > 0) {
    err.line(`${summariseFindings(findings)}. Nothing was sent.`);
    return refuse(new ToldError('The files have errors; see the findings.'));
  }
  try {
    await withInterrupt(async (signal) => {
      if (options.dryRun) return await tellDryRun(paradime, integration, findings, options, signal, terminal);
      const view = createProgressView(err, integration.nodeCount);
      note = view.note;
      try {
        const { definition, nodes } = integration;
        const report = await paradime.publish(definition, nodes, {
          ...toPublishOptions(options),
          signal,
          onProgress: view.show,
        });
        view.end();
        if (options.json) out.line(JSON.stringify(reportToJson(report, integration, findings), undefined, 2));
        else tellReport(report, integration, out);
      } finally {
        view.end();
      }
    });
  } catch (error) {
    return refuse(withState(error, watch));
  }
}

function toPublishOptions(options: PublishCommandOptions): PublishOptions {
  const { allowEmpty, concurrency, maxBatch, ignore, treatAsError } = options;
  return { allowEmpty, concurrency, batch: { max: maxBatch }, checks: { ignore, treatAsError } };
}

/** What is doubtful is told in short: `check` tells all of it. */
function tellInput(findings: readonly Finding[], err: Output): void {
  const { errors } = countFindings(findings);
  const shown = errors > 0 ? findings : findings.slice(0, shownWarnings);
  tellFindings(shown, err);
  const rest = findings.length - shown.length;
  if (rest > 0) err.line(`  and ${plural(rest, 'warning')} more, which \`check\` shows\n`);
}

/** Remembers whether the integration itself was changed, for what is told when the nodes then were not. */
class RegistrationWatch {
  registered: 'registered' | 'updated' | undefined;

  onEvent(event: ParadimeEvent): void {
    if (event.type !== 'request-end' || event.error || event.status === undefined) return;
    if (event.operationName === 'AddCustomIntegration') this.registered = 'registered';
    if (event.operationName === 'UpdateCustomIntegration') this.registered ??= 'updated';
  }
}

/** An interruption, with what it left behind. */
function withState(error: unknown, { registered }: RegistrationWatch): unknown {
  if (error instanceof Interruption) {
    const state = registered ? `; the integration itself was ${registered}` : '';
    return new Interruption(
      error.signal,
      `Interrupted. No nodes were published: Paradime shows what it showed before${state}.`,
    );
  }
  if (error instanceof PublishError && error.cause instanceof Interruption) {
    return new Interruption(
      error.cause.signal,
      'Interrupted during the last request: whether Paradime shows the former nodes or the new ones is unknown. Publishing again settles it.',
    );
  }
  return error;
}

/** Says why it takes longer: a request that is sent again, a publication that begins anew. */
function tellTrouble(event: ParadimeEvent, note: (text: string) => void): void {
  if (event.type === 'retry') {
    note(`${event.operationName} is sent again in ${describeDuration(event.delayMs)}: ${event.error.message}`);
  } else if (event.type === 'snapshot-restarted') {
    note(`All nodes are sent again in ${describeDuration(event.delayMs)}, to a fresh snapshot: ${event.error.message}`);
  }
}

function tellReport(
  report: PublishReport,
  { definition, nodeCount, nodesByType }: FileIntegration,
  { line, paint }: Output,
): void {
  const { integration, nodes, requests, retries, restarts, bytes, durationMs } = report;
  const kinds = Object.entries(nodes).flatMap(([kind, count]) => (count > 0 ? [plural(count, kind)] : []));
  line(
    `${paint('green', 'Published')} ${definition.name} (${integration.uid}): the integration was ${integration.outcome}.`,
  );
  line(`  ${plural(nodeCount, 'node')}${kinds.length > 0 ? `: ${kinds.join(', ')}` : ''}`);
  for (const [nodeType, count] of nodesByType) line(`    ${nodeType}: ${count.toLocaleString('en')}`);
  const again = [
    ...(retries > 0 ? [plural(retries, 'retry')] : []),
    ...(restarts > 0 ? [plural(restarts, 'restart')] : []),
  ];
  const trouble = again.length > 0 ? ` (${again.join(', ').replace('retrys', 'retries')})` : '';
  line(
    `  ${plural(requests, 'request')}${trouble}, ${(bytes / 1e6).toFixed(bytes < 1e6 ? 3 : 1)} MB, ${describeDuration(durationMs)}`,
  );
  const { leftover } = integration;
  if (leftover)
    line(`  Node types that could not be removed, and are when you publish next: ${leftover.nodeTypes.join(', ')}`);
}

function reportToJson(
  report: PublishReport,
  { definition, nodesByType }: FileIntegration,
  findings: readonly Finding[],
): object {
  const { integration, ...rest } = report;
  const { leftover, ...registered } = integration;
  return {
    integration: {
      name: definition.name,
      ...registered,
      ...(leftover && { leftover: { nodeTypes: leftover.nodeTypes, cause: failureToJson(leftover.cause) } }),
    },
    ...rest,
    nodesByType: Object.fromEntries(nodesByType),
    findings,
  };
}
