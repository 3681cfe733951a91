import type { ParadimeEvent } from '../../../events.js';
import type { FileIntegration } from '../../../files/read-integration.js';
import { abortable } from '../../../transport/deadline.js';
import { asSent } from '../../findings/as-sent.js';
import { countFindings, summariseFindings } from '../../findings/finding.js';
import { printInput } from '../../findings/print-input.js';
import { notesOfProject } from '../../findings/project-notes.js';
import { type Input, readInputs } from '../../findings/read-input.js';
import { createClient } from '../../options/create-client.js';
import { failureToJson, ReportedError, UsageError } from '../../terminal/failure.js';
import type { Output, Terminal } from '../../terminal/terminal.js';
import { withInterrupt } from '../../terminal/with-interrupt.js';
import { asEmptyError, emptyError } from './empty-error.js';
import { Publication, type PublicationOptions } from './publication.js';
import { publishEach } from './publish-each.js';

export async function publish(
  terminal: Terminal,
  paths: readonly string[],
  options: PublishCommandOptions,
): Promise<void> {
  const { out, err } = terminal;
  if (options.state === undefined && (options.force || options.maxRemoved)) {
    throw new UsageError('--max-removed and --force need --state FILE, which records the last publication.');
  }
  const publication = new Publication(options, terminal);
  let current = publication;
  try {
    await withInterrupt(async (signal) => {
      const onEvent = (event: ParadimeEvent): void => current.onEvent(event);
      const paradime = await createClient(options, terminal, { onEvent });
      const { inputs, isSeveral } = await abortable(signal, () =>
        readInputs(paths, options, err, { client: async () => paradime, signal }),
      );
      const [input] = inputs;
      if (input === undefined || isSeveral) {
        const begin = (settings: PublicationOptions, own: Terminal): Publication => {
          current = new Publication(settings, own);
          return current;
        };
        await publishEach(inputs, paradime, begin, options, signal, terminal);
        return;
      }
      publication.findings = input.findings;
      printInput(input.findings, err);
      const integration = publishable(input, options, err);
      for (const note of integration.dbt ? notesOfProject(integration.dbt) : []) err.line(note);
      if (integration.nodeCount === 0 && !options.allowEmpty) throw emptyError();
      await publication.run(paradime, integration, signal);
    });
  } catch (thrown) {
    const error = current === publication ? asEmptyError(publication.describe(thrown)) : thrown;
    if (options.json && !out.isUsed()) {
      out.json({ error: failureToJson(error), findings: publication.findings });
    }
    throw error;
  }
}

export interface PublishCommandOptions extends PublicationOptions {
  readonly nodes?: string;
}

function publishable({ integration, findings }: Input, options: PublicationOptions, err: Output): FileIntegration {
  if (integration && countFindings(findings).errors === 0) return asSent(integration, options);
  err.line(`${summariseFindings(findings)}. Nothing was sent.`);
  throw new ReportedError('The files have errors; see the findings.');
}
