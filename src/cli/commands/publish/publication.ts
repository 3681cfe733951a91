import { messageOf } from '../../../errors.js';
import type { ParadimeEvent } from '../../../events.js';
import type { FileIntegration } from '../../../files/read-integration.js';
import type { Paradime } from '../../../paradime.js';
import type { PublishOptions } from '../../../publish/options.js';
import { abortable } from '../../../transport/deadline.js';
import type { Finding } from '../../findings/finding.js';
import { printFindings } from '../../findings/print-findings.js';
import type { CheckFlags } from '../../options/check-options.js';
import type { ClientOptions } from '../../options/client-options.js';
import type { DbtFlags } from '../../options/dbt-options.js';
import { InputError } from '../../terminal/failure.js';
import type { Terminal } from '../../terminal/terminal.js';
import { openState, type StateOptions } from './open-state.js';
import { printDryRun } from './print-dry-run.js';
import { printReport, reportToJson } from './print-report.js';
import { createProgressView, type ProgressView } from './progress/progress-view.js';
import { createTroubleNotes } from './progress/trouble-notes.js';
import { publishWithState } from './publish-with-state.js';
import { findingsOfRegistration } from './registration-findings.js';
import { RegistrationWatch } from './registration-watch.js';
import { assertWritableState } from './writable-state.js';

/** One publication, or a dry run of it, with its progress and its report. */
export class Publication {
  /** Everything that was found about the integration so far. */
  findings: readonly Finding[] = [];
  readonly #options: PublicationOptions;
  readonly #terminal: Terminal;
  readonly #watch = new RegistrationWatch();
  readonly #describeTrouble: (event: ParadimeEvent) => string | undefined;
  #view: ProgressView | undefined;
  #origin: string | undefined;

  constructor(options: PublicationOptions, terminal: Terminal) {
    this.#options = options;
    this.#terminal = terminal;
    this.#describeTrouble = createTroubleNotes(terminal.redact);
  }

  /** Follows what the client does. */
  onEvent(event: ParadimeEvent): void {
    this.#watch.onEvent(event);
    if (event.type === 'request-start') this.#origin = event.origin;
    if (event.type === 'snapshot-restarted') this.#view?.restart();
    const note = this.#options.verbose ? undefined : this.#describeTrouble(event);
    if (note !== undefined) (this.#view?.note ?? this.#terminal.err.line)(note);
  }

  /** Publishes an integration without errors, and prints the report. */
  async run(paradime: Paradime, integration: FileIntegration, signal: AbortSignal): Promise<void> {
    const { out, err, redact } = this.#terminal;
    const options = this.#options;
    if (options.dryRun) return await printDryRun(paradime, integration, this.findings, options, signal, this.#terminal);
    if (options.state !== undefined) await assertWritableState(options.state);
    const list = () => paradime.customIntegrations.list({ signal });
    const stateful = await abortable(signal, () => openState(integration, options, list, redact));
    if (stateful?.note !== undefined) err.line(stateful.note);
    if (stateful?.excess !== undefined) throw new InputError(`${stateful.excess} Nothing was changed.`);
    const view = createProgressView(err, integration.nodeCount, options.verbose === true);
    this.#view = view;
    const settings = { ...toPublishOptions(options, integration), signal, onProgress: view.show };
    const report = await publishWithState(paradime, integration, stateful?.file, settings, redact).finally(view.end);
    if (options.refreshCatalog) await refreshCatalog(paradime, signal);
    const ofRegistration = findingsOfRegistration(report.issues);
    this.findings = [...this.findings, ...ofRegistration];
    printFindings(ofRegistration, err);
    if (options.json) out.json(reportToJson(report, integration, stateful, this.findings));
    else printReport(report, integration, stateful, this.#origin, out);
  }

  /** Returns an error of this publication. That of an interruption says what has changed so far. */
  describe(error: unknown): unknown {
    return this.#watch.describe(error);
  }
}

export interface PublicationOptions extends ClientOptions, CheckFlags, DbtFlags, StateOptions {
  readonly dryRun?: boolean;
  readonly refreshCatalog?: boolean;
  readonly json?: boolean;
  readonly concurrency: number;
  readonly maxBatch: number;
}

/** Refreshes the catalog. By then the nodes are published, whatever comes of it. */
async function refreshCatalog({ catalog }: Paradime, signal: AbortSignal): Promise<void> {
  await catalog.refresh({ signal }).catch((cause: unknown) => {
    throw new InputError(`Everything was published, but the catalog was not refreshed: ${messageOf(cause)}`, { cause });
  });
}

function toPublishOptions(options: PublicationOptions, { dbt }: FileIntegration): PublishOptions {
  const { allowEmpty, concurrency, maxBatch, ignore, treatAsError, dbtNames } = options;
  // The nodes are checked again: a file of lines may have changed since it was read.
  return { allowEmpty, concurrency, batch: { max: maxBatch }, checks: { ignore, treatAsError }, dbt, dbtNames };
}
