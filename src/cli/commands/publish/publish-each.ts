import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isRecord } from '../../../is-record.js';
import type { Paradime } from '../../../paradime.js';
import { asSent } from '../../findings/as-sent.js';
import { summariseFindings } from '../../findings/finding.js';
import { printInput } from '../../findings/print-input.js';
import { notesOfProject } from '../../findings/project-notes.js';
import { type Input, isPublishable } from '../../findings/read-input.js';
import {
  exitCodeOf,
  failureToJson,
  Interruption,
  printFailure,
  ReportedError,
  UsageError,
} from '../../terminal/failure.js';
import { makeFolderOf } from '../../terminal/make-folder-of.js';
import { printable, type Terminal } from '../../terminal/terminal.js';
import { plural } from '../../terminal/words.js';
import { asEmptyError } from './empty-error.js';
import type { Publication, PublicationOptions } from './publication.js';

/**
 * Publishes several integrations one after another. One that has errors or fails does not stop the rest. Throws a
 * `ReportedError` at the end if any did, with the error that has the worst exit code as its cause. An interruption ends it
 * at once.
 */
export async function publishEach(
  inputs: readonly Input[],
  paradime: Paradime,
  begin: Begin,
  options: PublicationOptions,
  signal: AbortSignal,
  terminal: Terminal,
): Promise<void> {
  const { out, err } = terminal;
  await assertFolder(options.state);
  for (const { findings } of inputs) printInput(findings, err);
  const projects = inputs.flatMap(({ integration }) => integration?.dbt ?? []);
  for (const note of new Set(projects.flatMap((project) => notesOfProject(project)))) err.line(note);
  const failures: unknown[] = [];
  const verb = options.dryRun ? 'could be published' : 'were published';
  const documents: object[] = [];
  let succeeded = 0;
  try {
    for (const input of inputs) {
      const { path, integration, findings } = input;
      if (!options.json) out.line(out.paint('underline', printable(path)));
      const captured = capturing(terminal);
      const publication = begin(await withOwnState(options, input), captured.terminal);
      publication.findings = findings;
      try {
        if (!integration || !isPublishable(input)) {
          err.line(`${summariseFindings(findings)}. Nothing of ${printable(path)} was sent.`);
          throw new ReportedError('The files have errors; see the findings.');
        }
        await publication.run(paradime, asSent(integration, options), signal);
        documents.push({ path, ...captured.document() });
        succeeded++;
      } catch (thrown) {
        const error = asEmptyError(publication.describe(thrown));
        failures.push(error);
        const document = captured.document() ?? { error: failureToJson(error), findings: publication.findings };
        documents.push({ path, ...document });
        if (error instanceof Interruption) {
          const before = `Before it, ${succeeded} of ${plural(inputs.length, 'integration')} ${verb}.`;
          throw new Interruption(error.signal, `${path}: ${error.message} ${before}`, error.cause);
        }
        printFailure(error, terminal, options.verbose === true);
      }
    }
  } finally {
    if (options.json) out.json({ integrations: documents });
  }
  if (!options.json) out.line(`${succeeded} of ${plural(inputs.length, 'integration')} ${verb}.`);
  const [worst] = failures.toSorted((one, other) => badness(other) - badness(one));
  if (worst !== undefined) throw new ReportedError('Some integrations were not published.', { cause: worst });
}

/** The order of exit codes from good to bad: 0, 3 (something would change), 1, 2, those of signals. */
function badness(error: unknown): number {
  const code = exitCodeOf(error);
  return code === 3 ? 0.5 : code;
}

/** Begins the publication of one integration. */
type Begin = (options: PublicationOptions, terminal: Terminal) => Publication;

/** A terminal that keeps the JSON document that is written to it, for the list of all of them. */
function capturing(terminal: Terminal): { readonly terminal: Terminal; readonly document: () => object | undefined } {
  let document: object | undefined;
  const json = (value: unknown): void => {
    document = isRecord(value) ? value : { value };
  };
  return { terminal: { ...terminal, out: { ...terminal.out, json } }, document: () => document };
}

/** The options with the state file of one integration, in the folder that they name. A dry run does not make the folder. */
async function withOwnState(options: PublicationOptions, { integration }: Input): Promise<PublicationOptions> {
  const { state, dryRun } = options;
  if (state === undefined || integration === undefined) return options;
  const file = join(state, `${encodeURIComponent(integration.definition.name)}.jsonl`);
  if (!dryRun) await makeFolderOf(file);
  return { ...options, state: file };
}

async function assertFolder(state: string | undefined): Promise<void> {
  if (state === undefined) return;
  const found = await stat(state).catch(() => undefined); // A folder that is missing is made.
  if (found === undefined || found.isDirectory()) return;
  throw new UsageError(
    `--state ${state} is a file. With several integrations it must be a folder, which has a state file for each.`,
  );
}
