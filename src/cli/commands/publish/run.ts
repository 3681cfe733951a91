import { messageOf } from '../../../errors.js';
import type { ParadimeEvent } from '../../../events.js';
import type { FileIntegration } from '../../../files/read-integration.js';
import type { Paradime } from '../../../paradime.js';
import type { PublishOptions } from '../../../publish/options.js';
import { abortable } from '../../../transport/deadline.js';
import { asSent } from '../../findings/as-sent.js';
import { countFindings, type Finding, summariseFindings } from '../../findings/finding.js';
import { printFindings } from '../../findings/print-findings.js';
import { notesOfProject } from '../../findings/project-notes.js';
import { readInput } from '../../findings/read-input.js';
import type { CheckFlags } from '../../options/check-options.js';
import type { ClientOptions } from '../../options/client-options.js';
import { createClient } from '../../options/create-client.js';
import type { DbtFlags } from '../../options/dbt-options.js';
import { failureToJson, InputError, ReportedError, UsageError } from '../../terminal/failure.js';
import type { Output, Terminal } from '../../terminal/terminal.js';
import { withInterrupt } from '../../terminal/with-interrupt.js';
import { plural } from '../../terminal/words.js';
import { asEmptyError, emptyError } from './empty-error.js';
import { openState, type StateOptions } from './open-state.js';
import { printDryRun } from './print-dry-run.js';
import { printReport, reportToJson } from './print-report.js';
import { createProgressView, type ProgressView } from './progress-view.js';
import { publishWithState } from './publish-with-state.js';
import { findingsOfRegistration } from './registration-findings.js';
import { RegistrationWatch } from './registration-watch.js';
import { createTroubleNotes } from './trouble-notes.js';
import { assertWritableState } from './writable-state.js';

export async function publish(terminal: Terminal, path: string, options: PublishCommandOptions): Promise<void> {
  const { out, err } = terminal;
  if (options.state === undefined && (options.force || options.maxRemoved)) {
    throw new UsageError('--max-removed and --force need --state FILE, which records the last publication.');
  }
  const watch = new RegistrationWatch();
  let findings: readonly Finding[] = [];
  try {
    await withInterrupt(async (signal) => {
      let view: ProgressView | undefined;
      let origin: string | undefined;
      const describeTrouble = createTroubleNotes(terminal.redact);
      const onEvent = (event: ParadimeEvent): void => {
        watch.onEvent(event);
        if (event.type === 'request-start') origin = event.origin;
        if (event.type === 'snapshot-restarted') view?.restart();
        const note = options.verbose ? undefined : describeTrouble(event);
        if (note !== undefined) (view?.note ?? err.line)(note);
      };
      const paradime = await createClient(options, terminal, { onEvent });
      const input = await abortable(signal, () =>
        readInput(path, options.nodes, options, err, async () => paradime, signal),
      );
      findings = input.findings;
      printInput(findings, err);
      if (!input.integration || countFindings(findings).errors > 0) {
        err.line(`${summariseFindings(findings)}. Nothing was sent.`);
        throw new ReportedError('The files have errors; see the findings.');
      }
      const integration = asSent(input.integration, options);
      for (const note of integration.dbt ? notesOfProject(integration.dbt) : []) err.line(note);
      if (integration.nodeCount === 0 && !options.allowEmpty) throw emptyError();
      if (options.dryRun) return await printDryRun(paradime, integration, findings, options, signal, terminal);
      if (options.state !== undefined) await assertWritableState(options.state);
      const list = () => paradime.customIntegrations.list({ signal });
      const stateful = await abortable(signal, () => openState(integration, options, list, terminal.redact));
      if (stateful?.note !== undefined) err.line(stateful.note);
      if (stateful?.excess !== undefined) throw new InputError(`${stateful.excess} Nothing was changed.`);
      view = createProgressView(err, integration.nodeCount, options.verbose === true);
      const settings = { ...toPublishOptions(options, integration), signal, onProgress: view.show };
      const report = await publishWithState(paradime, integration, stateful?.file, settings, terminal.redact).finally(
        view.end,
      );
      if (options.refreshCatalog) await refreshCatalog(paradime, signal);
      const ofRegistration = findingsOfRegistration(report.issues);
      findings = [...findings, ...ofRegistration];
      printFindings(ofRegistration, err);
      if (options.json) out.json(reportToJson(report, integration, stateful, findings));
      else printReport(report, integration, stateful, origin, out);
    });
  } catch (thrown) {
    const error = asEmptyError(watch.describe(thrown));
    if (options.json && !out.isUsed()) out.json({ error: failureToJson(error), findings });
    throw error;
  }
}

interface PublishCommandOptions extends ClientOptions, CheckFlags, DbtFlags, StateOptions {
  readonly nodes?: string;
  readonly dryRun?: boolean;
  readonly refreshCatalog?: boolean;
  readonly json?: boolean;
  readonly concurrency: number;
  readonly maxBatch: number;
}

const shownWarnings = 20;

function toPublishOptions(options: PublishCommandOptions, { dbt }: FileIntegration): PublishOptions {
  const { allowEmpty, concurrency, maxBatch, ignore, treatAsError, dbtNames } = options;
  // The nodes are checked again: a file of lines may have changed since it was read.
  return { allowEmpty, concurrency, batch: { max: maxBatch }, checks: { ignore, treatAsError }, dbt, dbtNames };
}

/** Refreshes the catalog. By then the nodes are published, whatever comes of it. */
async function refreshCatalog({ catalog }: Paradime, signal: AbortSignal): Promise<void> {
  await catalog.refresh({ signal }).catch((cause: unknown) => {
    throw new InputError(`Everything was published, but the catalog was not refreshed: ${messageOf(cause)}`, { cause });
  });
}

/** Prints all findings if there are errors, and otherwise the first warnings only. */
function printInput(findings: readonly Finding[], err: Output): void {
  const { errors } = countFindings(findings);
  const shown = errors > 0 ? findings : findings.slice(0, shownWarnings);
  printFindings(shown, err);
  const rest = findings.length - shown.length;
  if (rest > 0) err.line(`  and ${plural(rest, 'more warning')}; \`check\` shows them all\n`);
}
